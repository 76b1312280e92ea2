"""Vosk over one utterance after another: sound in, words out."""

import json
import threading
from dataclasses import dataclass

import numpy as np
import vosk
from numpy.typing import NDArray

from ivr.speech.model import UNKNOWN, SpeechModel
from ivr.speech.vosk_grammar import OPEN, report_unknown_words
from telephony.mulaw import SAMPLE_RATE

_MOST_IDLE = 16
"""Recognisers a pool keeps for the next call."""


@dataclass(frozen=True)
class Word:
    """One word as it was heard."""

    word: str
    start_ms: int
    """Audio time of its beginning."""
    end_ms: int
    """Audio time of its end."""
    conf: float
    """How likely it is right, 0 to 1: Vosk's confidence, calibrated where the model has that."""


@dataclass(frozen=True)
class Hypothesis:
    """What Vosk made of one utterance."""

    text: str = ""
    words: tuple[Word, ...] = ()

    @property
    def conf(self) -> float:
        """Confidence of the least certain word; 0 where there is none."""
        return min((word.conf for word in self.words), default=0.0)


class Recogniser:
    """One Vosk recogniser, an utterance at a time. Not thread-safe.

    Vosk 0.3.45 ends the process when a grammar is set in mid-utterance, so an utterance under way
    is thrown away first. Its own endpoints are passed over: `finish` ends an utterance.
    """

    def __init__(self, model: SpeechModel, grammar: str = OPEN) -> None:
        """A recogniser that expects a grammar as `vosk_grammar` gives it."""
        arguments = () if grammar == OPEN else (grammar,)
        self._vosk = vosk.KaldiRecognizer(model.handle, SAMPLE_RATE, *arguments)
        self._vosk.SetWords(True)
        self._calibration = model.calibration
        self.grammar = grammar
        self._samples = 0
        """All that was ever fed; Vosk counts its word times from there."""
        self._began = 0
        """Of those, how many came before this utterance."""

    def expect(self, grammar: str) -> None:
        """Throw away an utterance under way, and expect another grammar."""
        self.discard()
        if grammar != self.grammar:
            self._vosk.SetGrammar(grammar)
            self.grammar = grammar

    def feed(self, samples: NDArray[np.int16]) -> None:
        """Hear the next piece of the utterance, of any length."""
        if samples.size:
            self._vosk.AcceptWaveform(samples.tobytes())
            self._samples += samples.size

    def partial(self) -> str:
        """The text so far; it lags about 300 ms behind the sound."""
        return str(json.loads(self._vosk.PartialResult()).get("partial", ""))

    def finish(self) -> Hypothesis:
        """The text of the utterance; times count from its first sample. The next one may begin."""
        if self._samples == self._began:
            return Hypothesis()
        result = json.loads(self._vosk.FinalResult())
        base_ms = self._began * 1000 / SAMPLE_RATE
        self._began = self._samples
        words = tuple(
            Word(
                found["word"],
                max(0, round(found["start"] * 1000 - base_ms)),
                max(0, round(found["end"] * 1000 - base_ms)),
                self._calibration.of(found["word"], float(found["conf"])),
            )
            for found in result.get("result", ())
        )
        return Hypothesis(result.get("text", ""), words)

    def discard(self) -> None:
        """Forget the utterance under way."""
        if self._samples != self._began:
            self.finish()


class RecogniserPool:
    """Recognisers of one model, used again by the next call. Thread-safe."""

    def __init__(self, model: SpeechModel) -> None:
        self.model = model
        self._idle: list[Recogniser] = []
        self._lock = threading.Lock()
        report_unknown_words(model)

    def borrow(self, grammar: str = OPEN) -> Recogniser:
        """A recogniser that expects this grammar; bring it back by `give_back`."""
        with self._lock:
            same = next((r for r in reversed(self._idle) if r.grammar == grammar), None)
            chosen = same or (self._idle[0] if len(self._idle) == _MOST_IDLE else None)
            if chosen:
                self._idle.remove(chosen)
        if chosen is None:
            return Recogniser(self.model, grammar)
        chosen.expect(grammar)
        return chosen

    def give_back(self, recogniser: Recogniser) -> None:
        """Keep a recogniser for another call."""
        recogniser.discard()
        with self._lock:
            if len(self._idle) < _MOST_IDLE:
                self._idle.append(recogniser)


def spoken(text: str) -> str:
    """The words of a hypothesis, without the marks of sound that is none."""
    return " ".join(word for word in text.split() if word != UNKNOWN)
