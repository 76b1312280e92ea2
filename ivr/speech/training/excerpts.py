"""What the network hears of an utterance: all of it, a tight cut, or cuts of one voice joined.

People on a telephone say a digit and nothing else, and a recogniser gets it with hardly any
silence around it, or with its first sound half gone; so that is what most excerpts are like.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ivr.speech.phrases import DIGITS
from ivr.speech.training.frames import OUTPUT_SECONDS
from ivr.speech.training.spoil import wordless
from ivr.speech.training.utterance import RATE, Utterance

SILENCE = 0
LONGEST_SECONDS = 7.0
CLIPPED_SECONDS = 0.06
"""How much of a first or last sound a hard cut may take."""
LEFT_SECONDS = 0.04
"""What a hard cut leaves of a sound at least, even where it is a word's only one."""
BEYOND_SECONDS = 0.04
"""How much of the silence beside a word a cut may keep."""
BESIDE_SECONDS = 0.01
"""How much of a neighbour's sound a cut may keep. More would be learnt as a sound that is nothing,
and a short word ("i", "no") be taken for such."""
SPLICED = {"digits": 0.62, "letters": 0.2, "any words": 0.18}
"""What is joined to runs, and how often."""


@dataclass(frozen=True)
class Excerpt:
    """Samples at any scale, which of them are speech, and the phones with their starts (s)."""

    samples: NDArray[np.float32]
    speech: NDArray[np.bool_]
    starts: NDArray[np.float32]
    phones: NDArray[np.int16]


@dataclass(frozen=True)
class Span:
    """Words `first` to `last` of an utterance, both counted in."""

    utterance: Utterance
    first: int
    last: int


class Library:
    """Aligned utterances, and where each voice says a digit or a letter."""

    def __init__(self, utterances: list[Utterance]) -> None:
        self.utterances = utterances
        self._voices: dict[str, list[Utterance]] = defaultdict(list)
        self._single: dict[tuple[str, str], list[Span]] = defaultdict(list)
        for utterance in utterances:
            self._voices[utterance.voice].append(utterance)
            for place, word in enumerate(utterance.words):
                if kind := _kind_of(word):
                    self._single[utterance.voice, kind].append(Span(utterance, place, place))

    def excerpt(self, number: int, draw: np.random.Generator) -> Excerpt:
        """Something to hear, built around the utterance of that number."""
        utterance = self.utterances[number]
        kind = draw.random()
        if kind < 0.4 or utterance.owners.max(initial=-1) < 0:
            return _padded(_whole(utterance), draw)
        if kind < 0.7:
            return _padded(cut(_some_words(utterance, draw), draw), draw)
        return _padded(self._spliced(utterance, draw), draw)

    def _spliced(self, utterance: Utterance, draw: np.random.Generator) -> Excerpt:
        """Cuts of one voice, most of them digits, one after the other."""
        kind = str(draw.choice(list(SPLICED), p=list(SPLICED.values())))
        single = self._single[utterance.voice, kind]
        gap = draw.choice([0.0, 0.05, 0.2])
        pieces = []
        for _ in range(int(draw.integers(2, 9))):
            if single:
                span = single[draw.integers(len(single))]
            else:
                voice = self._voices[utterance.voice]
                span = _some_words(voice[draw.integers(len(voice))], draw)
            pieces.append(cut(span, draw))
            pieces.append(silence(float(draw.uniform(0, gap))))
        return joined(pieces[:-1])


def nothing_said(draw: np.random.Generator) -> Excerpt:
    """A sound without words, learnt as silence."""
    samples = wordless.sound(draw)
    return Excerpt(
        samples,
        np.ones(len(samples), bool),
        np.zeros(1, np.float32),
        np.array([SILENCE], np.int16),
    )


def _kind_of(word: str) -> str:
    if word in DIGITS:
        return "digits"
    return "letters" if len(word) == 1 else ""


def _some_words(utterance: Utterance, draw: np.random.Generator) -> Span:
    """One word mostly, sometimes two or three; more often a digit where one is said."""
    count = len(utterance.words)
    digits = [place for place, word in enumerate(utterance.words) if word in DIGITS]
    first = int(draw.choice(digits) if digits and draw.random() < 0.5 else draw.integers(count))
    length = int(draw.choice([1, 1, 1, 2, 3]))
    return Span(utterance, first, min(count - 1, first + length - 1))


def _whole(utterance: Utterance) -> Excerpt:
    return Excerpt(
        utterance.samples.astype(np.float32),
        np.ones(len(utterance.samples), bool),
        utterance.starts,
        utterance.phones,
    )


def cut(span: Span, draw: np.random.Generator) -> Excerpt:
    """The words of a span, cut hard: a little of what is around them, or a little less than all."""
    utterance = span.utterance
    inside = np.flatnonzero((utterance.owners >= span.first) & (utterance.owners <= span.last))
    starts = np.append(utterance.starts, np.float32(utterance.seconds))
    first, last = int(inside[0]), int(inside[-1])
    start = starts[first] - _margin(
        starts[first + 1] - starts[first], _beyond(utterance, starts, first - 1), draw
    )
    left = starts[last + 1] - max(start, starts[last])
    stop = starts[last + 1] + _margin(left, _beyond(utterance, starts, last + 1), draw)
    begin, end = max(0, int(start * RATE)), min(len(utterance.samples), int(stop * RATE))
    end = max(begin, end)
    return Excerpt(
        utterance.samples[begin:end].astype(np.float32),
        np.ones(end - begin, bool),
        np.maximum(0.0, utterance.starts[first : last + 1] - begin / RATE).astype(np.float32),
        utterance.phones[first : last + 1],
    )


def _beyond(utterance: Utterance, starts: NDArray[np.float32], neighbour: int) -> float:
    """Seconds that a cut may keep of the phone beside it. starts: with the utterance's end."""
    if not 0 <= neighbour < len(utterance.phones):
        return 0.0
    if utterance.phones[neighbour] != SILENCE:
        return BESIDE_SECONDS
    silent = float(starts[neighbour + 1] - starts[neighbour])
    return min(BEYOND_SECONDS, max(0.0, silent))


def _margin(length: float, beyond: float, draw: np.random.Generator) -> float:
    """Seconds kept beyond a sound of some length; below 0 where the cut takes some of it."""
    if draw.random() < 0.3:
        return -float(min(draw.uniform(0, CLIPPED_SECONDS), max(0.0, length - LEFT_SECONDS)))
    return float(draw.uniform(0, beyond))


def silence(seconds: float) -> Excerpt:
    """Nothing at all for a while; a phone where the network has an output for it."""
    count = int(seconds * RATE)
    none = np.zeros(int(seconds > OUTPUT_SECONDS))
    return Excerpt(
        np.zeros(count, np.float32),
        np.zeros(count, bool),
        none.astype(np.float32),
        none.astype(np.int16),
    )


def joined(pieces: list[Excerpt]) -> Excerpt:
    """Pieces one after the other, neighbouring silences made one."""
    offsets = np.cumsum([0, *(len(piece.samples) for piece in pieces)]) / RATE
    starts = np.concatenate(
        [piece.starts + offset for piece, offset in zip(pieces, offsets, strict=False)]
    )
    phones = np.concatenate([piece.phones for piece in pieces])
    new = np.ones(len(phones), bool)
    new[1:] = (phones[1:] != SILENCE) | (phones[:-1] != SILENCE)
    return Excerpt(
        np.concatenate([piece.samples for piece in pieces]),
        np.concatenate([piece.speech for piece in pieces]),
        starts[new].astype(np.float32),
        phones[new],
    )


def _padded(excerpt: Excerpt, draw: np.random.Generator) -> Excerpt:
    """Up to half a second of nothing before and after, often none.

    Up to an output's time comes before it in any case, so that its place in a sound is any.
    """
    before, after = draw.uniform(0, 0.5, 2) * (draw.random(2) < 0.6)
    before += draw.uniform(0, OUTPUT_SECONDS)
    whole = joined([silence(float(before)), excerpt, silence(float(after))])
    return whole if len(whole.samples) <= LONGEST_SECONDS * RATE else _shortened(whole)


def _shortened(excerpt: Excerpt) -> Excerpt:
    """What fits, up to the end of a phone."""
    fits = int(np.searchsorted(excerpt.starts, LONGEST_SECONDS)) - 1
    stop = int(excerpt.starts[fits] * RATE)
    return Excerpt(
        excerpt.samples[:stop], excerpt.speech[:stop], excerpt.starts[:fits], excerpt.phones[:fits]
    )
