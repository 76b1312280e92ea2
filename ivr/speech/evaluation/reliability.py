"""Whether confidence means what it says: how often what has each confidence is right."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ivr.speech.confidence import Calibration, Kind, curve, kind_of
from ivr.speech.evaluation.hearing import Heard, alignment
from ivr.speech.model import UNKNOWN
from ivr.speech.recognition import Word, spoken

EDGES = (0.0, 0.3, 0.5, 0.7, 0.85, 0.97, 1.0)
"""Of the confidence bands; the line acts at 0.3, 0.85 and 0.97."""


@dataclass(frozen=True)
class Band:
    """What has a confidence from one edge to the next."""

    least: float
    most: float
    count: int
    right: float
    """As a share; 0 where there is nothing."""
    confidence: float
    """On average."""


@dataclass(frozen=True)
class Reliability:
    """Bands, and how far confidence is off from being right, on average."""

    bands: tuple[Band, ...]
    error: float
    """Expected calibration error."""


def of_words(heard: Iterable[Heard]) -> Reliability:
    """By word, in speech that answers its step; marks of other sound are none."""
    return _reliability([(word.conf, right) for word, right in _words(heard)])


def of_answers(heard: Iterable[Heard]) -> Reliability:
    """By utterance that would be taken for an answer; right where every word is."""
    return _reliability([(h.hypothesis.conf, h.right) for h in heard if h.accepted])


def calibration_from(heard: Iterable[Heard]) -> Calibration:
    """What Vosk's confidence is worth, from what a model without calibration heard."""
    measured = defaultdict[Kind, list[tuple[float, bool]]](list)
    for word, right in _words(heard):
        measured[kind_of(word.word)].append((word.conf, right))
    return Calibration(
        words=curve(measured["words"]),
        numbers=curve(measured["numbers"]),
        alike=curve(measured["alike"]),
    )


def _words(heard: Iterable[Heard]) -> Iterator[tuple[Word, bool]]:
    for each in heard:
        if not each.case.wanted:
            continue
        words = [word for word in each.hypothesis.words if word.word != UNKNOWN]
        said = each.case.said.split()
        right = alignment(said, spoken(each.hypothesis.text).split())
        yield from zip(words, right, strict=True)


def _reliability(pairs: list[tuple[float, bool]]) -> Reliability:
    bands = []
    for least, most in pairwise(EDGES):
        last = most == EDGES[-1]
        inside = [p for p in pairs if least <= p[0] and (p[0] < most or last)]
        count = len(inside)
        right = sum(is_right for _, is_right in inside) / max(count, 1)
        bands.append(Band(least, most, count, right, sum(c for c, _ in inside) / max(count, 1)))
    off = sum(band.count * abs(band.right - band.confidence) for band in bands)
    return Reliability(tuple(bands), off / max(len(pairs), 1))
