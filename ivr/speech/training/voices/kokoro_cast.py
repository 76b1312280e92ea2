"""Which of Kokoro's speakers says what, in which accent: one draw a number."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

from ivr.speech.training import texts
from ivr.speech.training.pronunciation import words_of
from ivr.speech.training.seeds import random_of
from ivr.speech.training.utterance import Utterance
from ivr.speech.training.voices.cast import (
    HOME_ACCENTS,
    KOKORO_ASIDE,
    KOKORO_FOREIGN,
    KOKORO_NATIVE,
)
from ivr.speech.training.voices.ipa import ACCENTS
from ivr.speech.training.voices.kokoro import Kokoro, reading

PASSAGE_WORDS = 11
"""The network takes as long over the silence around a word as over a sentence."""


@cache
def _engine(speakers: Path) -> Kokoro:
    return Kokoro(speakers)


def trained(number: int, speakers: Path) -> Utterance:
    """Training speech: a timbre, often with another speaker's manner, in some accent."""
    random = random_of("kokoro", number)
    timbre = random.choice(KOKORO_NATIVE if random.random() < 0.6 else KOKORO_FOREIGN)
    manner = timbre if random.random() < 0.6 else random.choice(KOKORO_NATIVE)
    accent, strength = _accent(timbre, random)
    speed = random.uniform(0.85, 1.15)
    pace = random.uniform(0.8, 1.35)
    text = texts.passage(random, PASSAGE_WORDS)
    return _said(text, (timbre, manner), (accent, strength), (pace, speed), speakers)


def aside(number: int, text: str, speakers: Path) -> Utterance:
    """Measuring speech: speakers kept aside, each in the accent of its home."""
    random = random_of("kokoro aside", number)
    speaker = KOKORO_ASIDE[number % len(KOKORO_ASIDE)]
    pace = random.uniform(0.9, 1.2)
    voices, accent = (speaker, speaker), (HOME_ACCENTS[speaker[0]], 0.4)
    return _said(text, voices, accent, (pace, 1.0), speakers)


def _accent(timbre: str, random: Random) -> tuple[str, float]:
    home = HOME_ACCENTS[timbre[0]]
    drawn = random.random()
    if timbre in KOKORO_NATIVE and drawn < 0.8:
        return home, 1.0
    if timbre in KOKORO_FOREIGN and drawn < 0.55:
        return home, random.uniform(0.2, 0.9)
    if timbre in KOKORO_FOREIGN and drawn < 0.8:
        return "american", 1.0
    return random.choice(list(ACCENTS)), random.uniform(0.2, 0.9)


def _said(
    text: str,
    voices: tuple[str, str],
    accent: tuple[str, float],
    speeds: tuple[float, float],
    speakers: Path,
) -> Utterance:
    timbre, manner = voices
    random = random_of("kokoro reading", text, timbre)
    read = reading(text, accent[0], accent[1], random)
    spoken = _engine(speakers).say(read, timbre, manner, speeds[0])
    return spoken.utterance(words_of(text), f"kokoro {timbre}", speeds[1])
