"""Test utterances, understood and decided on as a call would be."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flows.events import Decision
from flows.policy import Policy
from ivr.policy.decide import decide
from nlu.training_checks.data import Example
from nlu.understanding import Understanding


@dataclass(frozen=True)
class Judged:
    """What became of a test utterance."""

    test: Example
    meaning: Understanding
    decision: Decision
    ms: float
    """How long understanding took, milliseconds."""

    @property
    def right(self) -> bool:
        """Whether its intent is one of those meant."""
        return self.meaning.intent in self.test.matters


@dataclass(frozen=True)
class Share:
    """A part of something counted."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        """0 to 1; None of nothing."""
        return self.count / self.of if self.of else None


def judge(
    tests: Iterable[Example], understand: Callable[[str], Understanding], policy: Policy
) -> list[Judged]:
    """Understand and decide, one utterance after another."""
    judged = []
    for test in tests:
        began = time.perf_counter()
        meaning = understand(test.text)
        ms = (time.perf_counter() - began) * 1000
        judged.append(Judged(test, meaning, decide(meaning, policy), ms))
    return judged


def share_of(judged: Iterable[Judged], counts: Callable[[Judged], bool]) -> Share:
    """The share for which something holds."""
    held = [counts(each) for each in judged]
    return Share(sum(held), len(held))
