"""A whole measurement of one model."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ivr.speech.confidence import Calibration, write_calibration
from ivr.speech.evaluation.case import Case
from ivr.speech.evaluation.hearing import hear
from ivr.speech.evaluation.material import answers, noises, strangers
from ivr.speech.evaluation.recordings import recordings
from ivr.speech.evaluation.reliability import (
    Reliability,
    calibration_from,
    of_answers,
    of_words,
)
from ivr.speech.evaluation.scores import Score, scores
from ivr.speech.evaluation.speakers import speakers
from ivr.speech.model import SpeechModel
from ivr.speech.recognition import RecogniserPool


@dataclass(frozen=True)
class Report:
    """Figures of a model."""

    model: str
    scores: tuple[Score, ...]
    words: Reliability
    answers: Reliability


def measured(folder: Path, recorded: Path | None = None, *, calibrate: bool = False) -> Report:
    """Measure a model, by synthetic speech and noise or by recordings.

    Args:
        folder: of the model.
        recorded: folder of recordings to use instead of all else.
        calibrate: write what confidence is worth into the model's folder first. Its figures
            then come from half of the sounds, every second pair (each text comes clean and
            through a bad line), and the report from the other half.

    Raises:
        ModelMissing, ModelBroken: the model can't be used.
        ListFaulty: the list of recordings can't be used.
        OSError: the recordings can't be read.
    """
    cases = list(recordings(recorded) if recorded else _everything())
    if calibrate:
        write_calibration(folder, Calibration())
        learned = [case for at, case in enumerate(cases) if at // 2 % 2]
        cases = [case for at, case in enumerate(cases) if not at // 2 % 2]
        found = calibration_from(hear(RecogniserPool(SpeechModel(folder)), learned))
        write_calibration(folder, found)
    heard = list(hear(RecogniserPool(SpeechModel(folder)), cases))
    return Report(str(folder), tuple(scores(heard)), of_words(heard), of_answers(heard))


def lines(report: Report) -> Iterator[str]:
    """The figures as Markdown tables."""
    yield "| sounds | number | right, % | words wrong, % | refused | of real time |"
    yield "|---|---|---|---|---|---|"
    for score in report.scores:
        wrong = f"{100 * score.word_error_rate:.1f}" if score.words else "-"
        yield (
            f"| {score.group} | {score.cases} | {100 * score.share_right:.1f} | {wrong} "
            f"| {score.refused} | {score.real_time_factor:.4f} |"
        )
    for name, reliability in (("words", report.words), ("answers", report.answers)):
        yield ""
        yield f"| confidence of {name} | number | on average | right, % |"
        yield "|---|---|---|---|"
        for band in reliability.bands:
            yield (
                f"| {band.least:.2f} to {band.most:.2f} | {band.count} | {band.confidence:.2f} "
                f"| {100 * band.right:.1f} |"
            )
        yield f"\nOff by {reliability.error:.3f} on average."


def _everything() -> Iterator[Case]:
    with speakers() as speaking:
        yield from answers(speaking)
        yield from strangers(speaking)
    yield from noises()
