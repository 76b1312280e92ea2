"""A call in text against flows given as YAML, or against the shipped library."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest

from flows.checks.catalogue import Catalogue
from flows.definition import FlowSet
from flows.engine import begin, resume
from flows.events import (
    Act,
    ActionFinished,
    Decision,
    HangUp,
    Heard,
    Input,
    Keyed,
    Listen,
    NoiseHeard,
    Output,
    RecordMessage,
    SilenceFell,
    Speak,
    TransferCaller,
)
from flows.run import RunState
from flows.yaml_io import load_library
from nlu.understanding import Entity, Understanding

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
OWN_NUMBER = {"caller": {"number": "+15005550101"}}


@dataclass
class Call:
    """One call: each method tells the engine something and returns what was said."""

    flows: FlowSet
    known: dict = field(default_factory=lambda: dict(OWN_NUMBER))
    outputs: list[Output] = field(default_factory=list)
    state: RunState | None = None
    nobody_comes: bool = True
    """Whether a hand-over ends at once, as nobody is there to take the call."""
    moves: bool = True
    """Whether another process takes each turn, so that the state goes by way of JSON."""

    def begin(self) -> str:
        self.state, outputs = begin(self.flows, NOW, self.known)
        return self._take(outputs)

    def happen(self, happened: Input) -> str:
        state = RunState.from_json(self.state.to_json()) if self.moves else self.state
        self.state, outputs = resume(self.flows, state, happened, NOW)
        return self._take(outputs)

    def say(self, text: str, intent: str = "out_of_scope", sure: bool = True, **entities) -> str:
        return self.happen(heard(self.flows, text, intent, sure, **entities))

    def correct(self, text: str, intent: str = "provide_number", **entities) -> str:
        """Say something that takes back what was said before."""
        return self._say(text, intent, {"corrects": True}, entities)

    def name_all(self, text: str, *intents: str, **entities) -> str:
        """Name several matters in one breath."""
        matters = tuple((intent, 0.9) for intent in intents)
        return self._say(text, intents[0], {"matters": matters}, entities)

    def _say(self, text: str, intent: str, more: dict, entities: dict) -> str:
        said = heard(self.flows, text, intent, **entities)
        return self.happen(replace(said, understanding=replace(said.understanding, **more)))

    def key(self, digits: str) -> str:
        return self.happen(Keyed(digits))

    def silence(self) -> str:
        return self.happen(SilenceFell())

    def noise(self) -> str:
        return self.happen(NoiseHeard())

    def finish(self, outcome: str, **values) -> str:
        return self.happen(ActionFinished(outcome, values))

    def all(self, kind: type) -> list:
        return [output for output in self.outputs if isinstance(output, kind)]

    @property
    def wait(self) -> Listen | Act | TransferCaller | RecordMessage | HangUp:
        return self.outputs[-1]

    def _take(self, outputs: tuple[Output, ...]) -> str:
        self.outputs.extend(outputs)
        said = " ".join(each.text for each in outputs if isinstance(each, Speak))
        if self.nobody_comes and isinstance(self.wait, TransferCaller):
            return f"{said} {self.finish('nobody', why='nobody_available')}".strip()
        return said


def heard(flows: FlowSet, text: str, intent: str, sure: bool = True, **entities) -> Heard:
    """An utterance with the decision the shipped policy comes to."""
    risk = flows.policy.risk_of(intent)
    action = {"human": "transfer", None: "talk"}.get(risk, risk)
    if intent == "out_of_scope":
        action = "clarify"
    named = tuple(
        Entity(name, value, value, 0, 0)
        for name, values in entities.items()
        for value in ([values] if isinstance(values, str) else values)
    )
    trigger = "asks_for_person" if intent == "speak_to_human" else "human_only"
    decision = Decision(
        action,
        "why",
        "support" if action == "transfer" else None,
        trigger if action == "transfer" else None,
    )
    return Heard(Understanding(text, intent, 0.9, entities=named), decision, sure)


@pytest.fixture(scope="session")
def library() -> FlowSet:
    return load_library()


@pytest.fixture(scope="session")
def known(library: FlowSet) -> Catalogue:
    """What the checks are to know, made small."""
    return Catalogue(
        intents=library.policy.intents,
        outcomes={
            "ping": frozenset({"done", "failed"}),
            "look_up": frozenset({"found", "not_found", "failed"}),
        },
        arguments={"look_up": (frozenset({"number"}), frozenset())},
        words=frozenset(["yes", "no", "home", "work"]),
    )


@pytest.fixture
def hearing(library: FlowSet):
    """Makes what the line hears of words, under the shipped policy."""

    def make(text: str, intent: str, **entities) -> Heard:
        return heard(library, text, intent, **entities)

    return make


@pytest.fixture
def call(library: FlowSet) -> Call:
    """A call to the shipped library that has just been answered."""
    answered = Call(library)
    answered.begin()
    return answered


@pytest.fixture
def call_from(library: FlowSet):
    """A call to the shipped library from some number."""

    def start(number: str | None) -> Call:
        answered = Call(library, {"caller": {"number": number}})
        answered.begin()
        return answered

    return start


@pytest.fixture
def flow_set(library: FlowSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Makes a flow set of YAML texts, one a flow, with the shipped policy and phrases."""
    monkeypatch.chdir(tmp_path)

    def make(*texts: str, **more) -> FlowSet:
        files = [Path(f"flow{number}.yaml") for number in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            file.write_text(yaml_of(text))
        flows = {"person": library.flows["person"], **load_library(files).flows}
        more = {"knowledge": library.knowledge, "hours": library.hours, **more}
        return FlowSet(flows, library.policy, library.phrases, **more)

    return make


@pytest.fixture
def play(flow_set):
    """A call to flows given as YAML texts."""

    def start(*texts: str, known: dict | None = None, nobody_comes: bool = True, **more) -> Call:
        call = Call(flow_set(*texts, **more), known or {}, nobody_comes=nobody_comes)
        call.begin()
        return call

    return start


def yaml_of(text: str) -> str:
    """A flow's whole YAML: the head is added where only steps are given."""
    text = dedent(text).strip("\n")
    if text.startswith("format:"):
        return text
    return f"format: 1\nflow: welcome\ntitle: Welcome\n{text}\n"
