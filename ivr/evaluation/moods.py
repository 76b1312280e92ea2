"""How well distress tells angry callers from calm ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from ivr.evaluation.judged import Share


@dataclass(frozen=True)
class MoodFigures:
    """Distress of utterances labelled angry or neutral."""

    auc: float | None
    """Chance that an angry one scores above a neutral one, ties halved; None where one lacks."""
    angry_over: Share
    """Angry ones at or over the policy's threshold."""
    neutral_over: Share
    """Neutral ones at or over it: sent to a person for a mood they are not in."""


def mood_figures(angry: Sequence[float], neutral: Sequence[float], threshold: float) -> MoodFigures:
    """Figures of two lists of distress, 0 to 1."""
    return MoodFigures(
        area_under_curve(angry, neutral),
        Share(sum(each >= threshold for each in angry), len(angry)),
        Share(sum(each >= threshold for each in neutral), len(neutral)),
    )


def area_under_curve(higher: Sequence[float], lower: Sequence[float]) -> float | None:
    """Area under the ROC curve: the Mann-Whitney statistic over the number of pairs."""
    if not higher or not lower:
        return None
    won = sum((a > b) + 0.5 * (a == b) for a in higher for b in lower)
    return float(won / (len(higher) * len(lower)))
