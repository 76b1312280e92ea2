"""The state of one run: small, serialisable, all that another process needs to go on."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Literal, get_args

from flows.events import Json, Outcome, Pace

FORMAT = 3

Phase = Literal["ask", "confirm", "offer_person", "act", "transfer", "record", "ended"]
Certainty = Literal["sure", "unsure", "confirmed"]
Hold = Literal["", "held", "asked"]


@dataclass(frozen=True)
class RunState:
    """Where a call stands in its flows. The engine alone makes new ones."""

    flow: str
    step: str
    slots: Mapping[str, Json] = field(default_factory=dict)
    """Values by `flow.slot`; slots of the whole call by their bare name."""
    attempts: Mapping[str, int] = field(default_factory=dict)
    """Failures by `flow.step`."""
    stack: tuple[tuple[str, str], ...] = ()
    """(flow, step) to return to, innermost last."""
    matters: tuple[tuple[str, str], ...] = ()
    """(intent, flow that has it in hand) of matters begun and still open, innermost last."""
    last_said: tuple[tuple[str, str | None], ...] = ()
    """(text, audio) of all that was said before the last wait for the caller, for `repeat`."""
    acts: Mapping[str, int] = field(default_factory=dict)
    """Finished actions by `flow.step`; makes idempotency keys."""
    phase: Phase = "ask"
    """What the step waits for."""
    certainty: Mapping[str, Certainty] = field(default_factory=dict)
    """How well the values a caller gave are known, by the keys of `slots`."""
    said: Mapping[str, int] = field(default_factory=dict)
    """How often each prompt and phrase was said, so that its wordings take turns."""
    trail: tuple[tuple[str, str], ...] = ()
    """(flow, step) of questions answered, for `go_back`."""
    pending: tuple[str, ...] = ()
    """Intents of matters the caller named and that are served next."""
    silences: int = 0
    """Silences in a row."""
    turns: int = 0
    """Inputs so far."""
    settled: int = 0
    """Matters done without a person."""
    awaits_person: bool = False
    """Whether a person was asked for and the flow `person` has not seen to it."""
    outcome: Outcome | None = None
    """The call's outcome, once it has ended."""
    broken_off: Phase | None = None
    """Phase of the question at which silence ended the call; None where none did."""
    taken_up: int = 0
    """How often the call went on after its last words."""
    pace: Pace = "normal"
    """How fast the line speaks to this caller."""
    hold: Hold = ""
    """`held` while the line waits for a caller who asked it to; `asked` once it asks after them."""
    entries: Mapping[str, str] = field(default_factory=dict)
    """Knowledge entries that the caller's words picked, by intent."""
    kept: Mapping[str, Json] = field(default_factory=dict)
    """Values named for a matter that is served later, by `flow.slot`."""
    page: int = 0
    """Which page of items the present step offers."""
    partial: str = ""
    """First digits of a number of which the rest may follow in another way."""
    last_matter: str = ""
    """Intent of the matter that was settled last."""
    transfers: int = 0
    """Hand-overs to a person that were asked for; makes their idempotency keys."""
    talked: bool = False
    """Whether the caller has talked to an agent: then the outcome is `transferred`."""
    secrets: Mapping[str, Json] = field(default_factory=dict, repr=False)
    """Values of secret slots, by the keys of `slots`. They live in memory alone: they are not part
    of `to_json`, and a run that goes on elsewhere asks for them again."""

    def to_json(self) -> dict[str, Json]:
        """The state as a JSON object, without secrets."""
        document = asdict(self)
        del document["secrets"]
        return {"format": FORMAT} | {name: _plain(value) for name, value in document.items()}

    @classmethod
    def from_json(cls, document: Mapping[str, Json]) -> "RunState":
        """The state that `to_json` gave, in this format or an earlier one.

        Raises:
            ValueError: the document is not a run state of this format.
        """
        document = lift(document)
        names = {each.name for each in fields(cls)} - {"secrets"}
        if set(document) - {"format"} != names or document["phase"] not in get_args(Phase):
            raise ValueError("not a run state")
        if document["broken_off"] not in (None, *get_args(Phase)):
            raise ValueError("not a run state")
        if document["hold"] not in get_args(Hold) or document["pace"] not in get_args(Pace):
            raise ValueError("not a run state")
        read = {name: _READERS.get(name, _as_is)(document[name]) for name in names}
        return cls(**read)  # type: ignore[arg-type]


def lift(document: Mapping[str, Json]) -> Mapping[str, Json]:
    """A stored state in this format; a call in progress goes on after an upgrade.

    Raises:
        ValueError: its format is unknown.
    """
    found = document.get("format")
    if not isinstance(found, int) or isinstance(found, bool) or not 1 <= found <= FORMAT:
        raise ValueError("not a run state of this format")
    for version in range(found, FORMAT):
        document = _MIGRATIONS[version](document)
    return document


def _from_1(document: Mapping[str, Json]) -> Mapping[str, Json]:
    added: dict[str, Json] = {
        "pace": "normal",
        "hold": "",
        "entries": {},
        "kept": {},
        "page": 0,
        "partial": "",
        "last_matter": "",
    }
    return {**document, **added, "format": 2}


def _from_2(document: Mapping[str, Json]) -> Mapping[str, Json]:
    return {**document, "transfers": 0, "talked": False, "format": 3}


_MIGRATIONS: Mapping[int, Callable[[Mapping[str, Json]], Mapping[str, Json]]] = {
    1: _from_1,
    2: _from_2,
}


def _plain(value: object) -> Json:
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError("not a JSON value")


def _as_is(value: Json) -> object:
    if not isinstance(value, list | dict):
        return value
    raise ValueError("not a run state")


def _mapping(value: Json) -> dict[str, Json]:
    if isinstance(value, dict):
        return value
    raise ValueError("not a run state")


def _items(value: Json) -> tuple[Json, ...]:
    if isinstance(value, list):
        return tuple(value)
    raise ValueError("not a run state")


def _pairs(value: Json) -> tuple[tuple[Json, ...], ...]:
    return tuple(_items(pair) for pair in _items(value))


_READERS: Mapping[str, Callable[[Json], object]] = {
    **dict.fromkeys(
        ("slots", "attempts", "acts", "certainty", "said", "entries", "kept"), _mapping
    ),
    **dict.fromkeys(("stack", "matters", "trail", "last_said"), _pairs),
    "pending": _items,
}
