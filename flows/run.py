"""The state of one run: small, serialisable, all that another process needs to go on."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Literal, get_args

from flows.events import Json, Outcome

FORMAT = 1

Phase = Literal["ask", "confirm", "offer_person", "act", "transfer", "ended"]
Certainty = Literal["sure", "unsure", "confirmed"]


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

    def to_json(self) -> dict[str, Json]:
        """The state as a JSON object."""
        document = asdict(self)
        return {"format": FORMAT} | {name: _plain(value) for name, value in document.items()}

    @classmethod
    def from_json(cls, document: Mapping[str, Json]) -> "RunState":
        """The state that `to_json` gave.

        Raises:
            ValueError: the document is not a run state of this format.
        """
        if document.get("format") != FORMAT:
            raise ValueError("not a run state of this format")
        names = {each.name for each in fields(cls)}
        if set(document) - {"format"} != names or document["phase"] not in get_args(Phase):
            raise ValueError("not a run state")
        if document["broken_off"] not in (None, *get_args(Phase)):
            raise ValueError("not a run state")
        read = {name: _READERS.get(name, _as_is)(document[name]) for name in names}
        return cls(**read)  # type: ignore[arg-type]


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
    **dict.fromkeys(("slots", "attempts", "acts", "certainty", "said"), _mapping),
    **dict.fromkeys(("stack", "matters", "trail", "last_said"), _pairs),
    "pending": _items,
}
