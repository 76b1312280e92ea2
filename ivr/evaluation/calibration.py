"""Whether a confidence means what it says: of utterances at 0.8, eight in ten should be right.

Expected calibration error after Guo et al., "On calibration of modern neural networks" (2017):
the mean distance between confidence and accuracy over bins of equal width, weighted by how many
utterances are in each.
"""

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True)
class Bin:
    """Utterances of about one confidence."""

    least: float
    most: float
    count: int
    confidence: float
    """Mean confidence."""
    accuracy: float
    """Share that is right."""


def reliability(answers: Sequence[tuple[float, bool]]) -> list[Bin]:
    """The bins that hold something, from confidences and whether each answer was right."""
    held: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in answers:
        held[min(BINS - 1, int(confidence * BINS))].append((confidence, right))
    return [
        Bin(
            least=place / BINS,
            most=(place + 1) / BINS,
            count=len(each),
            confidence=sum(confidence for confidence, _ in each) / len(each),
            accuracy=sum(right for _, right in each) / len(each),
        )
        for place, each in enumerate(held)
        if each
    ]


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Expected calibration error, 0 to 1; None of no bins."""
    total = sum(each.count for each in bins)
    if not total:
        return None
    return sum(each.count * abs(each.confidence - each.accuracy) for each in bins) / total
