"""A call to the shipped library whose actions are answered from a table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from flows.events import Act, MatterSettled

Answer = tuple[str, dict[str, Any]]

VERIFIED: Answer = (
    "verified",
    {"identity": {"customer": "C101", "name": "ann bell", "method": "order_postcode"}},
)


@dataclass
class Served:
    """A call, and what its actions come to: an answer each, or a list of answers in turn."""

    call: Any
    answers: Mapping[str, Answer | list[Answer]]
    asked: list[Act] = field(default_factory=list)

    def say(self, *words: Any, **entities: Any) -> str:
        return self.serve(self.call.say(*words, **entities))

    def key(self, digits: str) -> str:
        return self.serve(self.call.key(digits))

    def identify(self) -> str:
        """Give an order number that has not been given, and the ZIP code."""
        if self.call.wait.step == "identify.choose":
            self.key("1")
            self.key("4512")
        assert self.call.wait.step == "identify.ask_postcode"
        return self.key("00112")

    @property
    def acted(self) -> list[str]:
        """Names of the actions, in order."""
        return [act.action for act in self.asked]

    @property
    def settled(self) -> list[str]:
        """Matters that were settled."""
        return [each.intent for each in self.call.all(MatterSettled)]

    @property
    def transfer(self) -> dict[str, Any]:
        """Why a person is being fetched."""
        assert self.call.state.flow == "person"
        return self.call.state.slots["transfer"]

    def serve(self, said: str = "") -> str:
        """Answer the actions the call waits for; what was said is what came before them."""
        while isinstance(self.call.wait, Act):
            act = self.call.wait
            self.asked.append(act)
            answer = self.answers[act.action]
            outcome, values = answer.pop(0) if isinstance(answer, list) else answer
            said = f"{said} {self.call.finish(outcome, **values)}".strip()
        return said


@pytest.fixture
def served(call):
    """Makes a call whose actions come to these answers; identity is verified by default."""

    def make(**answers: Answer | list[Answer]) -> Served:
        call.moves = False
        return Served(call, {"check_identity": VERIFIED, **answers})

    return make
