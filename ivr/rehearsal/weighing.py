"""What a caller says in a rehearsed call, weighed as on a call: its words, and the call so far."""

from collections.abc import Callable
from dataclasses import dataclass

from flows.definition import FlowSet
from flows.events import Heard
from flows.navigation import rang_about
from flows.play import Player
from ivr.calls.hiding import without_named_secrets
from ivr.policy.course import Course, Turn
from ivr.policy.decide import decide
from ivr.speech.manner import Manner
from nlu.understanding import Understanding


@dataclass(frozen=True)
class Said:
    """What the caller said in one go."""

    text: str
    manner: Manner | None = None
    """How it was spoken; None for words that were typed."""
    sure: bool = True
    """Whether the recogniser is certain of every word."""
    early: bool = False
    """Whether it was said before the caller had heard the present question."""
    interrupted: bool = False
    """Whether the caller talked over a prompt."""


class Weighing:
    """Understands and decides in one call, and knows how the caller is by it. Not thread-safe."""

    def __init__(self, flows: FlowSet, understand: Callable[[str], Understanding]) -> None:
        self._policy = flows.policy
        self._understand = understand
        self._course = Course()

    def heard(self, said: Said, call: Player) -> Heard:
        """What the flow is told of it.

        Args:
            said: by the caller.
            call: that has begun.
        """
        meaning, wait, state = self._understand(said.text), call.waiting, call.state
        if wait is None or not wait.secret:
            meaning = without_named_secrets(meaning)
        failures = sum(state.attempts.values()) if state else 0
        turn = Turn(meaning.distress, said.manner, failures, said.interrupted)
        self._course = self._course.after(turn)
        about = rang_about(state) if state else ()
        decision = decide(meaning, self._policy, self._course.distress, about)
        return Heard(meaning, decision, said.sure, said.early)
