"""How fast utterances are understood, one after another as a caller's come."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nlu.understanding import Understanding

WARM_UP = 20
"""Utterances understood before time is taken."""


@dataclass(frozen=True)
class Speed:
    """Of some utterances."""

    latency_ms: tuple[float, ...]
    """Of each utterance, in their order."""
    whole_s: float
    own_s: float
    """Processor time of this process alone, without Rasa's."""
    without_rasa: int
    """Utterances to which Rasa gave no answer."""

    @property
    def per_second(self) -> float:
        """Utterances in a second."""
        return len(self.latency_ms) / self.whole_s


def measured(texts: Sequence[str], understand: Callable[[str], Understanding]) -> Speed:
    """Understand texts one after another, the first few of them once more before."""
    for text in texts[:WARM_UP]:
        understand(text)
    latency_ms: list[float] = []
    without_rasa = 0
    began, own = time.perf_counter(), time.process_time()
    for text in texts:
        asked = time.perf_counter()
        without_rasa += understand(text).source != "rasa"
        latency_ms.append((time.perf_counter() - asked) * 1000)
    whole_s, own_s = time.perf_counter() - began, time.process_time() - own
    return Speed(tuple(latency_ms), whole_s, own_s, without_rasa)
