"""Another speaker out of a recorded one: resonances, pitch and breath changed by WORLD.

WORLD takes speech apart into pitch, spectral envelope and aperiodicity and puts it together again
(Morise, Yokomori and Ozawa, "WORLD: a vocoder-based high-quality speech synthesis system", 2016).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyworld
from numpy.typing import NDArray

from ivr.speech.training.utterance import RATE


@dataclass(frozen=True)
class Person:
    """Somebody else. resonances, pitch: factors; breath: added aperiodicity, 0 to 1."""

    name: str
    resonances: float
    pitch: float
    breath: float


PEOPLE = (
    Person("a giant", 0.78, 0.75, 0.05),
    Person("a child", 1.28, 1.5, 0.15),
    Person("a hoarse man", 0.95, 0.9, 0.5),
)
"""Beyond what training's own changes of vocal tract and pitch reach."""


def remade(samples: NDArray[np.int16], person: Person) -> NDArray[np.int16]:
    """The same words from another person, at the same pace.

    WORLD draws its noise from a generator of its own, so samples differ a little each time.
    """
    sound = samples.astype(np.float64)
    pitch, times = pyworld.harvest(sound, RATE)
    envelope = pyworld.cheaptrick(sound, pitch, times, RATE)
    noise = pyworld.d4c(sound, pitch, times, RATE)
    bins = envelope.shape[1]
    places = np.clip(np.arange(bins) / person.resonances, 0, bins - 1)
    envelope = np.exp(_between(np.log(envelope + 1e-12), places))
    noise = noise + (1.0 - noise) * person.breath
    made = pyworld.synthesize(pitch * person.pitch, envelope, noise, RATE)[: len(samples)]
    level = np.abs(sound).max() / max(1e-9, float(np.abs(made).max()))
    return np.asarray(np.round(made * level), np.int16)


def _between(rows: NDArray[np.float64], places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each row read at places between its columns."""
    below = np.floor(places).astype(int)
    above = np.minimum(below + 1, rows.shape[1] - 1)
    part = places - below
    return np.ascontiguousarray(rows[:, below] * (1 - part) + rows[:, above] * part)
