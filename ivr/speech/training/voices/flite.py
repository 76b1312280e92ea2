"""flite: four small voices cut from recordings of people (CMU's licence, like BSD)."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from ivr.speech.training import texts
from ivr.speech.training.pronunciation import words_of
from ivr.speech.training.seeds import random_of
from ivr.speech.training.utterance import Utterance
from ivr.speech.training.voices.festvox import SOUNDS
from ivr.speech.training.voices.spoken import Spoken, read_back

PITCHES = {"slt": 170, "awb": 125, "rms": 100, "kal16": 110}
"""Each voice, with its usual pitch in Hz."""


def say(text: str, voice: str, stretch: float, pitch: int) -> Spoken:
    """Say a text. stretch: 1 is the usual pace, more is slower; pitch: Hz.

    Raises CalledProcessError where flite fails.
    """
    with TemporaryDirectory() as folder:
        sound = Path(folder) / "said.wav"
        settings = (f"duration_stretch={stretch:.3f}", f"int_f0_target_mean={pitch}")
        command = ["flite", "-voice", voice]
        for setting in settings:
            command += ["--setf", setting]
        command += ["-psdur", "-t", text, str(sound)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return read_back(sound, _ended(done.stdout))


def _ended(printed: str) -> Iterator[tuple[float, str]]:
    """From lines of `phone:end`."""
    for part in printed.split():
        name, _, end = part.rpartition(":")
        yield float(end), SOUNDS.get(name, name)


def trained(number: int) -> Utterance:
    """Training speech of one of the voices."""
    random = random_of("flite", number)
    voice = random.choice(list(PITCHES))
    pitch = int(PITCHES[voice] * random.uniform(0.8, 1.3))
    text = texts.passage(random, 4)
    spoken = say(text, voice, random.uniform(0.8, 1.3), pitch)
    return spoken.utterance(words_of(text), f"flite {voice}", random.uniform(0.85, 1.17))
