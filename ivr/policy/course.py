"""How distressed a caller is by the whole call: words, voice, and what the call has been like.

The voice is held against the caller's own start: some people are loud. Neither the voice alone nor
a call that goes badly alone fetches a person by distress; they weigh beside words that show it.
Pure.
"""

import math
from dataclasses import dataclass, replace

from ivr.speech.manner import Manner

_START = 2
"""So many first utterances say how a caller speaks."""
_VOICE_WEIGHS = 0.7
_KEPT = 0.7
"""Share of a caller's distress that lasts until their next words."""
_FAILURE, _INTERRUPTION = 0.1, 0.1
_COURSE_AT_MOST = 0.4
_AGITATED = 0.3
"""Distress from which a call that goes badly adds to it."""
_LOUDER_DB = (4.0, 12.0)
_HIGHER_SEMITONES = (1.5, 6.0)
_FASTER = (1.15, 1.65)
"""Where a raised voice begins and where it is fully raised: dB, semitones, times the pace."""


@dataclass(frozen=True)
class Turn:
    """What one utterance shows of the caller."""

    words: float
    """Distress by the words, 0 to 1."""
    manner: Manner | None
    """None for words that were typed."""
    failures: int = 0
    """Failures at the steps under way."""
    interrupted: bool = False
    """Whether the caller talked over a prompt."""


@dataclass(frozen=True)
class Course:
    """The caller's mood after their last words; begins calm."""

    distress: float = 0.0
    """0 to 1."""
    voice: float = 0.0
    """How raised the voice was, 0 to 1."""
    interruptions: int = 0
    start: tuple[Manner, ...] = ()

    def after(self, turn: Turn) -> "Course":
        """The mood once the caller has said something."""
        interruptions = self.interruptions + turn.interrupted
        manner = turn.manner
        voice = raised(manner, self.start) if manner and self.start else 0.0
        kept, heard = _KEPT * self.distress, _VOICE_WEIGHS * voice
        agitated = max(turn.words, heard, kept) >= _AGITATED
        course = _FAILURE * turn.failures + _INTERRUPTION * interruptions if agitated else 0.0
        calm = (1 - turn.words) * (1 - heard) * (1 - kept) * (1 - min(_COURSE_AT_MOST, course))
        start = (*self.start, manner) if manner and len(self.start) < _START else self.start
        return replace(
            self,
            distress=round(1 - calm, 3),
            voice=voice,
            interruptions=interruptions,
            start=start,
        )


def raised(manner: Manner, start: tuple[Manner, ...]) -> float:
    """How raised a voice is against the start of the call, 0 to 1."""
    calm = 1.0
    loud = [each.loudness_dbfs for each in start]
    calm *= 1 - 0.6 * _within(manner.loudness_dbfs - _mean(loud), _LOUDER_DB)
    pitches = [each.pitch_hz for each in start if each.pitch_hz]
    if manner.pitch_hz and pitches:
        semitones = 12 * math.log2(manner.pitch_hz / _mean(pitches))
        calm *= 1 - 0.6 * _within(semitones, _HIGHER_SEMITONES)
    paces = [each.words_per_s for each in start if each.words_per_s]
    if manner.words_per_s and paces:
        calm *= 1 - 0.3 * _within(manner.words_per_s / _mean(paces), _FASTER)
    return round(1 - calm, 3)


def _within(value: float, span: tuple[float, float]) -> float:
    """Where a value lies in a span: 0 before it, 1 after it."""
    low, high = span
    return min(1.0, max(0.0, (value - low) / (high - low)))


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)
