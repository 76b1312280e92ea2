"""Festival's English voices, two men and a woman (CMU's and Edinburgh's licences, like BSD)."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from ivr.speech.phones import SILENCE
from ivr.speech.training import texts
from ivr.speech.training.pronunciation import words_of
from ivr.speech.training.seeds import random_of
from ivr.speech.training.utterance import Utterance
from ivr.speech.training.voices.spoken import Spoken, read_back

TRAINED = ("kal_diphone", "cmu_us_slt_arctic_hts")
ASIDE = "ked_diphone"
"""A man whom training never hears."""
SOUNDS = {"pau": SILENCE, "ax": "ah", "ssil": SILENCE, "h#": SILENCE, "brth": SILENCE}
"""The names of sounds that flite and Festival share and that aren't ours."""

_SCRIPT = """
(voice_{voice})
(Parameter.set 'Duration_Stretch {stretch:.3f})
(set! said (Utterance Text "{text}"))
(utt.synth said)
(utt.save.wave said "{file}" 'riff)
(mapcar (lambda (part) (format t "%f %s\\n" (item.feat part "end") (item.name part)))
        (utt.relation.items said 'Segment))
"""


def say(text: str, voice: str, stretch: float) -> Spoken:
    """Say a text; stretch above 1 is slower. Raises CalledProcessError."""
    with TemporaryDirectory() as folder:
        sound = Path(folder) / "said.wav"
        script = Path(folder) / "say.scm"
        script.write_text(_SCRIPT.format(voice=voice, stretch=stretch, text=text, file=sound))
        done = subprocess.run(
            ["festival", "-b", str(script)], capture_output=True, text=True, check=True
        )
        return read_back(sound, _ended(done.stdout))


def _ended(printed: str) -> Iterator[tuple[float, str]]:
    """From lines of `end phone`."""
    for line in printed.splitlines():
        end, name = line.split()
        yield float(end), SOUNDS.get(name, name)


def trained(number: int) -> Utterance:
    """Training speech."""
    random = random_of("festival", number)
    return _said(
        texts.passage(random, 4), random.choice(TRAINED), number, random.uniform(0.85, 1.17)
    )


def aside(number: int, text: str) -> Utterance:
    """Measuring speech of the voice kept aside."""
    return _said(text, ASIDE, number, 1.0)


def _said(text: str, voice: str, number: int, speed: float) -> Utterance:
    stretch = random_of("festival pace", number).uniform(0.8, 1.25)
    return say(text, voice, stretch).utterance(words_of(text), f"festival {voice}", speed)
