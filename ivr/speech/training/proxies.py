"""Stand-ins for people: voices that training never heard, cut and spoiled as calls are.

Single digits cut tight, numbers spliced from such digits, short answers and whole sentences; each
clean and through a telephone's noise, the digits once more from people made over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from flows.events import Grammar
from ivr.speech.evaluation import texts
from ivr.speech.evaluation.case import Case
from ivr.speech.evaluation.spoiling import between_silences, on_the_line, spliced, tight
from ivr.speech.phrases import DIGITS
from ivr.speech.training.company import ASIDE, NEURAL, Engine, aside_by
from ivr.speech.training.remaking import PEOPLE, remade
from ivr.speech.training.seeds import generator_of
from ivr.speech.training.spoil.noises import NoiseBank
from ivr.speech.training.spoil.spoiling import NOISY, spoil
from ivr.speech.training.utterance import Utterance, load, save

NUMBERS = 8
"""How many numbers each voice says."""
HEADROOM = 0.5
_GRAMMARS = {"digit": Grammar("digits"), "yes_no": Grammar("yes_no"), "sentence": Grammar()}


def sayings() -> list[str]:
    """What every voice kept aside says, once or more often."""
    return [*DIGITS, *texts.YES_NO, *texts.SENTENCES]


def spoken_aside(work: Path, speakers: Path) -> list[Utterance]:
    """What the voices kept aside say; each engine's is kept in the work folder."""
    said: list[Utterance] = []
    for engine in ASIDE:
        path = work / "aside" / f"{engine.name}.npz"
        if not path.exists():
            save(path, _say_all(engine, speakers))
        said += load(path)
    return said


def _say_all(engine: Engine, speakers: Path) -> Iterator[Utterance]:
    """All sayings from each voice; what an engine can't say is left out."""
    speak = aside_by(engine, speakers)
    for place, text in enumerate(sayings()):
        for voice in range(engine.aside):
            with suppress(ValueError):
                yield speak(place * engine.aside + voice, text)


def cases(said: list[Utterance]) -> Iterator[Case]:
    """Everything that a model is measured by."""
    noises = NoiseBank([utterance.samples for utterance in said], generator_of("proxy noise"))
    for person in (None, *PEOPLE):
        name = person.name if person else ""
        digits: dict[str, list[tuple[str, NDArray[np.int16]]]] = defaultdict(list)
        for utterance in said:
            text = " ".join(utterance.words)
            kind = _kind(text)
            if person and kind != "digit":
                continue
            sound = (utterance.samples * HEADROOM).astype(np.int16)
            sound = remade(sound, person) if person else sound
            if kind == "digit":
                sound = tight(sound)
                digits[utterance.voice].append((text, sound))
            yield from _twice(kind, text, sound, utterance.voice, name, noises)
        for voice, spoken in digits.items():
            for number in range(NUMBERS):
                draw = generator_of("proxy number", voice, number)
                text, sound = spliced(spoken, 4 + number % 7, draw)
                yield from _twice("number", text, sound, voice, name, noises)


def _kind(text: str) -> str:
    return "digit" if text in DIGITS else "yes_no" if text in texts.YES_NO else "sentence"


def _twice(
    kind: str,
    text: str,
    sound: NDArray[np.int16],
    voice: str,
    person: str,
    noises: NoiseBank,
) -> Iterator[Case]:
    """Clean, then through a telephone's noise."""
    what = f"{kind}, {person}" if person else kind
    group = f"{what}, {'neural' if voice.split()[0] in NEURAL else 'made by rules'}"
    grammar = _GRAMMARS["digit" if kind == "number" else kind]
    padded = between_silences(sound)
    yield Case(group, grammar, text, on_the_line(padded), voice)
    draw = generator_of("proxy", what, text, voice)
    heard = spoil(padded.astype(np.float32), padded != 0, NOISY, noises, draw)
    yield Case(f"{group}, noise", grammar, text, heard, voice)
