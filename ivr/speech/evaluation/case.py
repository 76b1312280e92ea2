"""One sound, and what ought to be heard in it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from flows.events import Grammar

Sound = NDArray[np.int16]
"""Samples at 8 kHz."""


@dataclass(frozen=True)
class Case:
    """One sound at one step of a call."""

    group: str
    """What it is counted under."""
    grammar: Grammar
    said: str
    """Words as speech recognition writes them; empty where nothing may be taken for an answer."""
    sound: Sound
    voice: str = ""
    """Who speaks or what sounds."""

    @property
    def wanted(self) -> bool:
        """Whether it answers the step."""
        return bool(self.said)
