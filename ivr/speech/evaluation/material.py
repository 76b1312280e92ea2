"""The measurements' sounds: speech that answers a step, and sound that answers none."""

from collections.abc import Iterator
from itertools import cycle

import numpy as np

from flows.events import Grammar
from ivr.speech.evaluation import spoiling, texts
from ivr.speech.evaluation.case import Case, Sound
from ivr.speech.evaluation.speakers import Speakers
from ivr.speech.hold_music import bars
from ivr.speech.phrases import DIGITS
from telephony.mulaw import SAMPLE_RATE, decode

_STEPS = {
    "digits": Grammar("digits"),
    "yes_no": Grammar("yes_no"),
    "phrases": texts.MENU,
    "open": Grammar(),
}
_NOISE_S = 3
_ECHO_DB = -18.0


def answers(speakers: Speakers, *, numbers: int = 36) -> Iterator[Case]:
    """Speech that answers its step, each voice clean and through a bad line.

    Args:
        speakers: who speak.
        numbers: how many long numbers each of them says.
    """
    chance = np.random.default_rng(5)
    for voice in speakers.names:
        for group, grammar, said in _said(numbers):
            spoken = speakers.say(said, voice)
            if group == "digit":
                spoken = spoiling.tight(spoken)
            clean = spoiling.between_silences(spoken)
            yield Case(group, grammar, said, clean, voice)
            bad = spoiling.reshaped(spoken, chance.uniform(0.88, 1.14))
            bad = spoiling.bad_line(spoiling.between_silences(bad), chance)
            yield Case(f"{group}, bad line", grammar, said, bad, voice)


def strangers(speakers: Speakers) -> Iterator[Case]:
    """Speech that answers nothing: talk beside the telephone, and the line's own echo."""
    for voice in speakers.names:
        for kind in ("digits", "yes_no", "phrases"):
            for said in texts.STRANGE:
                sound = spoiling.between_silences(speakers.say(said, voice))
                yield Case(f"talk, {kind}", _STEPS[kind], "", sound, voice)
    for kind, said in zip(cycle(("digits", "yes_no", "phrases")), texts.PROMPTS * 3, strict=False):
        echo = spoiling.louder(speakers.say(said, "en-us"), _ECHO_DB)
        yield Case(f"echo, {kind}", _STEPS[kind], "", spoiling.between_silences(echo), "en-us")


def noises() -> Iterator[Case]:
    """Sound that is no speech, at every kind of step."""
    chance = np.random.default_rng(6)
    music = np.concatenate([decode(bar) for bar in bars()])
    for kind, grammar in _STEPS.items():
        for name, sound in _no_speech(music, chance):
            yield Case(f"{name}, {kind}", grammar, "", sound, name)


def _no_speech(music: Sound, chance: np.random.Generator) -> Iterator[tuple[str, Sound]]:
    samples = _NOISE_S * SAMPLE_RATE
    for steepness in (0.0, 0.5, 1.0, 2.0):
        for level in (60.0, 400.0, 2500.0):
            noise = spoiling.coloured_noise(samples, steepness, chance) * level
            yield "noise", spoiling.on_the_line(noise)
    for at in range(0, music.size - samples, samples):
        yield "music", music[at : at + samples]
    for _ in range(12):
        yield "cough", spoiling.between_silences(spoiling.cough(chance))


def _said(numbers: int) -> Iterator[tuple[str, Grammar, str]]:
    digits = Grammar("digits")
    yield from (("digit", digits, word) for word in DIGITS)
    yield from (("number", digits, said) for said in texts.numbers(numbers))
    yield from (("yes_no", _STEPS["yes_no"], said) for said in texts.YES_NO)
    yield from (("letters", Grammar("letters"), said) for said in texts.SPELLED)
    yield from (("phrases", texts.MENU, said) for said in (*texts.MENU.phrases, *texts.COMMANDS))
    yield from (("open", Grammar(), said) for said in texts.SENTENCES)
    yield from (("open with a number", Grammar(), said) for said in texts.with_numbers())
