"""Real Vosk, the real synthesiser, and a line to speak into."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from flows.events import Grammar
from ivr.speech.ear import Ear
from ivr.speech.ear_events import EarEvent, Utterance, UtteranceHeard
from ivr.speech.line_level import to_line_level
from ivr.speech.model import SpeechModel
from ivr.speech.recognition import RecogniserPool
from telephony.mulaw import encode
from telephony.synthesis import Synthesiser

Sound = NDArray[np.int16]


class Sounds:
    """Sound at 8 kHz."""

    def __init__(self, synthesiser: Synthesiser) -> None:
        self._synthesiser = synthesiser
        self._spoken: dict[tuple[str, str, int], Sound] = {}

    def say(self, text: str, voice: str = "en-us+f3", rate_wpm: int = 160) -> Sound:
        """Speech at the telephone's level, the same each time it is asked for."""
        key = (text, voice, rate_wpm)
        while key not in self._spoken or not self._spoken[key].size:
            self._spoken[key] = to_line_level(self._synthesiser.speak(text, voice, rate_wpm))
        return self._spoken[key]

    @staticmethod
    def silence(ms: int) -> Sound:
        return np.zeros(ms * 8, dtype=np.int16)

    @staticmethod
    def noise(ms: int, dbfs: float, seed: int = 1) -> Sound:
        rng = np.random.default_rng(seed)
        loud = rng.standard_normal(ms * 8) * 32768 * 10 ** (dbfs / 20)
        return np.clip(loud, -32768, 32767).astype(np.int16)

    @staticmethod
    def hum(ms: int, hz: float, dbfs: float = -12) -> Sound:
        at = np.arange(ms * 8) / 8000
        return (np.sin(2 * np.pi * hz * at) * 32768 * 10 ** (dbfs / 20)).astype(np.int16)


class Line:
    """A caller's end of the line: what they say arrives as frames of 20 ms."""

    def __init__(self, ear: Ear) -> None:
        self.ear = ear
        self.events: list[EarEvent] = []
        self.now_ms = 0

    def hears(self, *sounds: Sound) -> list[EarEvent]:
        """Send sounds one after another; the events they bring."""
        happened: list[EarEvent] = []
        mulaw = encode(np.concatenate(sounds))
        mulaw += b"\xff" * (-len(mulaw) % 160)
        for at in range(0, len(mulaw), 160):
            happened += self.ear.hear(mulaw[at : at + 160], self.now_ms)
            self.now_ms += 20
        self.events += happened
        return happened

    def answers(self, grammar: Grammar, *sounds: Sound) -> list[Utterance]:
        """What is heard at a step when these sounds are made, and silence after them."""
        self.ear.expect(grammar)
        heard = self.hears(*sounds, Sounds.silence(2500))
        return [event.utterance for event in heard if isinstance(event, UtteranceHeard)]


@pytest.fixture(scope="session")
def model() -> SpeechModel:
    return SpeechModel()


@pytest.fixture(scope="session")
def pool(model: SpeechModel) -> RecogniserPool:
    return RecogniserPool(model)


@pytest.fixture(scope="session")
def synthesiser() -> Iterator[Synthesiser]:
    speaker = Synthesiser()
    yield speaker
    speaker.close()


@pytest.fixture(scope="session")
def sounds(synthesiser: Synthesiser) -> Sounds:
    return Sounds(synthesiser)


@pytest.fixture
def line_with(pool: RecogniserPool) -> Iterator[Callable[..., Line]]:
    """Makes lines with the given ear settings, silent for half a second."""
    ears: list[Ear] = []

    def line_with(*settings: object, pool: RecogniserPool = pool) -> Line:
        ears.append(Ear(pool, *settings))
        made = Line(ears[-1])
        made.hears(Sounds.silence(500))
        return made

    yield line_with
    for ear in ears:
        ear.close()


@pytest.fixture
def line(line_with: Callable[..., Line]) -> Line:
    return line_with()
