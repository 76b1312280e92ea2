"""hibari: one of Kokoro's speakers in a network so small that it costs nothing (Apache-2.0).

It doesn't say when its sounds begin; alignment finds that.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from hibari import Hibari

from ivr.speech.training import texts
from ivr.speech.training.pronunciation import words_of
from ivr.speech.training.seeds import random_of, seed_of
from ivr.speech.training.utterance import Utterance
from ivr.speech.training.voices.ipa import ACCENTS
from ivr.speech.training.voices.kokoro import reading
from ivr.speech.training.voices.spoken import Spoken

VOICE = "heart"


@cache
def _engine() -> Hibari:
    return Hibari(voice=VOICE)


def trained(number: int) -> Utterance:
    """Training speech, some of it with an accent."""
    random = random_of("hibari", number)
    accent = "american" if random.random() < 0.7 else random.choice(list(ACCENTS))
    text = texts.passage(random, 5)
    read = reading(text, accent, random.uniform(0.2, 0.9), random)
    signs = "".join(letter.sign for letter in read.letters)
    sound = _engine().from_phonemes(signs, random.uniform(0.7, 1.5), seed_of("hibari", number))
    spoken = Spoken(np.asarray(sound, np.float32), Hibari.sample_rate, ())
    return spoken.utterance(words_of(text), f"hibari {VOICE}", random.uniform(0.78, 1.25))
