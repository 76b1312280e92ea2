"""The scores of a model on the voices kept aside, beside those of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.events import Json
from ivr.speech.evaluation.case import Case
from ivr.speech.evaluation.hearing import hear
from ivr.speech.evaluation.scores import Score, scores
from ivr.speech.model import SpeechModel
from ivr.speech.recognition import RecogniserPool


@dataclass(frozen=True)
class Comparison:
    """One group of cases, as the new model and as another one hears it."""

    new: Score
    other: Score


def compared(cases: list[Case], new: Path, other: Path) -> list[Comparison]:
    """Both models' scores, group by group."""
    heard = [scores(hear(RecogniserPool(SpeechModel(folder)), cases)) for folder in (new, other)]
    return [Comparison(*pair) for pair in zip(*heard, strict=True)]


def document(comparison: Comparison) -> dict[str, Json]:
    """A comparison as JSON: shares from 0 to 1."""
    return {
        **_group(comparison.new),
        **{f"new_{name}": value for name, value in _figures(comparison.new).items()},
        **{f"other_{name}": value for name, value in _figures(comparison.other).items()},
    }


def score_document(score: Score) -> dict[str, Json]:
    """A score as JSON: shares from 0 to 1."""
    return {**_group(score), **_figures(score)}


def lines(comparisons: Iterable[Comparison]) -> Iterator[str]:
    """The comparisons as a Markdown table."""
    yield "| sounds | number | right, % | other | words wrong, % | other |"
    yield "|---|---|---|---|---|---|"
    for each in comparisons:
        shares = (
            each.new.share_right,
            each.other.share_right,
            each.new.word_error_rate,
            each.other.word_error_rate,
        )
        figures = " | ".join(f"{100 * share:.1f}" for share in shares)
        yield f"| {each.new.group} | {each.new.cases} | {figures} |"


def _group(score: Score) -> dict[str, Json]:
    return {"group": score.group, "cases": score.cases}


def _figures(score: Score) -> dict[str, Json]:
    return {
        "right": round(score.share_right, 4),
        "word_error_rate": round(score.word_error_rate, 4),
        "refused": round(score.refused / score.cases, 4),
        "real_time_factor": round(score.real_time_factor, 4),
    }
