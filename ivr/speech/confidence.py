"""From Vosk's confidence to how often a word of that confidence is right.

A model folder may hold `conf/confidence.json`, measured with that very model by
`warmline speech evaluate --calibrate`; without it Vosk's own figure stands.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from ivr.speech.phrases import NUMBER_WORDS

FILE = Path("conf", "confidence.json")


class CalibrationFaulty(ValueError):
    """The file has another form; says which."""


Kind = Literal["words", "numbers", "alike"]
"""Of words, by their curve."""
_ALIKE = frozenset({"oh", "one", "two", "four", "eight"})
"""Number words that sound as another word does ("o", "won", "to", "for", "ate"). The other word's
share lowers Vosk's confidence of them, however clearly they were said."""
Points = tuple[tuple[float, float], ...]
"""Of a rising curve: Vosk's confidence, and the share of words right."""
_AS_VOSK_SAYS: Points = ((0.0, 0.0), (1.0, 1.0))


@dataclass(frozen=True)
class Calibration:
    """How often words are right, by Vosk's confidence of them."""

    words: Points = _AS_VOSK_SAYS
    numbers: Points = _AS_VOSK_SAYS
    """Of the words that make numbers, which are fewer and surer."""
    alike: Points = _AS_VOSK_SAYS
    """Of those among them that sound as another word does."""

    def of(self, word: str, confidence: float) -> float:
        """The share of words like this that are right at that confidence, 0 to 1."""
        points: Points = getattr(self, kind_of(word))
        raw, right = zip(*points, strict=True)
        return float(np.interp(confidence, raw, right))


def kind_of(word: str) -> Kind:
    """Which curve of a `Calibration` a word has."""
    if word in _ALIKE:
        return "alike"
    return "numbers" if word in NUMBER_WORDS else "words"


def read_calibration(folder: Path) -> Calibration:
    """The calibration of a model; what Vosk says where it has none.

    Raises:
        CalibrationFaulty: there is one that can't be used.
    """
    file = folder / FILE
    if not file.is_file():
        return Calibration()
    try:
        curves = json.loads(file.read_text(encoding="utf-8"))
        words, numbers = (_points(curves[name]) for name in ("words", "numbers"))
        alike = _points(curves["alike"]) if "alike" in curves else numbers
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise CalibrationFaulty(f"{file} holds no curves of confidence: {error}") from error
    return Calibration(words, numbers, alike)


def write_calibration(folder: Path, calibration: Calibration) -> None:
    """Put a calibration into a model folder.

    Raises:
        OSError: the folder can't be written.
    """
    (folder / FILE).write_text(json.dumps(asdict(calibration)) + "\n")


def curve(pairs: Iterable[tuple[float, bool]], fewest: int = 40) -> Points:
    """The rising curve nearest to what was measured (pool adjacent violators), from nothing up.

    Where nothing was measured Vosk is believed.

    Args:
        pairs: Vosk's confidence of each word, and whether it was right.
        fewest: words that a point of the curve needs.
    """
    tallies: dict[float, list[int]] = defaultdict(lambda: [0, 0])
    for confidence, right in pairs:
        tally = tallies[round(confidence, 2)]
        tally[0], tally[1] = tally[0] + right, tally[1] + 1
    blocks: list[_Block] = []
    for raw in sorted(tallies):
        blocks.append(_Block(raw, *tallies[raw]))
        while len(blocks) > 1 and (
            blocks[-2].count < fewest or blocks[-2].share >= blocks[-1].share
        ):
            last = blocks.pop()
            blocks[-1] = blocks[-1].with_(last)
    points = ((round(block.raw, 4), round(block.share, 4)) for block in blocks)
    return ((0.0, 0.0), *points) if blocks else _AS_VOSK_SAYS


@dataclass(frozen=True)
class _Block:
    """Words of neighbouring confidence."""

    raw: float
    right: int
    count: int

    @property
    def share(self) -> float:
        """Words right, with one right and one wrong added, so that none is certain."""
        return (self.right + 1) / (self.count + 2)

    def with_(self, other: "_Block") -> "_Block":
        whole = self.count + other.count
        raw = (self.raw * self.count + other.raw * other.count) / whole
        return _Block(raw, self.right + other.right, whole)


def _points(found: object) -> Points:
    """Points that rise from 0 to 1.

    Raises:
        ValueError, TypeError: they are none.
    """
    points = tuple((float(raw), float(right)) for raw, right in found)  # type: ignore[attr-defined]
    for values in zip(*points, strict=True):
        if list(values) != sorted(values) or not 0 <= values[0] <= values[-1] <= 1:
            raise ValueError(f"{values} does not rise from 0 to 1")
    if not points:
        raise ValueError("no points")
    return points
