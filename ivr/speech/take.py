"""The sound of one utterance under way, as it goes to the recogniser.

Silence within an utterance is decoded for a moment only, so that the last words come out; the
rest is left out, and times are mapped back to the call's.
"""

from bisect import bisect_right
from collections import deque
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ivr.speech.frames import SAMPLES_PER_MS, Frame
from ivr.speech.manner import pitch_hz
from ivr.speech.recognition import Hypothesis, Recogniser, Word
from ivr.speech.vad import FRAME_MS, loudness_dbfs

PRE_ROLL_FRAMES = 300 // FRAME_MS
"""Frames decoded from before speech is noticed."""
_SILENCE_FED_MS = 400
"""Silence that is decoded after speech; the recogniser's words lag behind by as much."""
BATCH_FRAMES = 100 // FRAME_MS
"""Frames that go to the recogniser at once."""


class Take:
    """One utterance's sound. Not thread-safe."""

    def __init__(self, recogniser: Recogniser, lead_in: list[Frame], started_ms: int) -> None:
        """Begin with the frames from before speech was noticed.

        Args:
            recogniser: set to what is expected, with nothing under way.
            lead_in: at least one frame.
            started_ms: audio time of the first speech.
        """
        self.recogniser = recogniser
        self.started_ms = started_ms
        self.ended_ms = started_ms
        """End of the last speech so far."""
        self.partial = ""
        self._kept: list[NDArray[np.int16]] = []
        self._kept_samples = 0
        self._fed = 0
        """Pieces of `_kept` that the recogniser has heard."""
        self._marks: list[tuple[int, int]] = []
        """(samples kept before, audio time) wherever sound was left out."""
        self._held: deque[Frame] = deque(maxlen=PRE_ROLL_FRAMES)
        self._voiced: list[NDArray[np.int16]] = []
        for frame in lead_in:
            self._keep(frame)

    @property
    def sound(self) -> list[NDArray[np.int16]]:
        """All that was kept for the recogniser so far, in pieces."""
        return self._kept

    @property
    def loudness_dbfs(self) -> float:
        """Level of the frames that hold speech."""
        return loudness_dbfs(np.concatenate(self._voiced)) if self._voiced else -100.0

    @property
    def pitch_hz(self) -> float | None:
        """Pitch of the voice; see `manner.pitch_hz`."""
        return pitch_hz(self._voiced)

    def hear(self, frame: Frame, *, voiced: bool, active: bool) -> bool:
        """Take in a frame; true when `partial` was asked for anew.

        Args:
            frame: the next 20 ms.
            voiced: whether it holds speech.
            active: whether speech is under way about it.
        """
        at_ms, samples = frame
        end_ms = at_ms + FRAME_MS
        if voiced and active:
            self.ended_ms = end_ms
            self._voiced.append(samples)
        if end_ms - self.ended_ms > _SILENCE_FED_MS:
            self._held.append(frame)
            return False
        while self._held:
            self._keep(self._held.popleft())
        self._keep(frame)
        if len(self._kept) - self._fed < BATCH_FRAMES:
            return False
        self._feed()
        self.partial = self.recogniser.partial()
        return True

    def begin_again(self, grammar: str) -> None:
        """Decode what was heard so far by another grammar."""
        self.recogniser.expect(grammar)
        self._fed = 0
        self._feed()
        self.partial = self.recogniser.partial()

    def finish(self) -> Hypothesis:
        """What the recogniser heard; times count what it was fed. See `timed`."""
        self._feed()
        return self.recogniser.finish()

    def timed(self, hypothesis: Hypothesis) -> Hypothesis:
        """A hypothesis about this sound, its word times turned into audio time."""
        words = tuple(self._timed(word) for word in hypothesis.words)
        return replace(hypothesis, words=words)

    def _timed(self, word: Word) -> Word:
        return replace(word, start_ms=self._at(word.start_ms), end_ms=self._at(word.end_ms))

    def _at(self, kept_ms: int) -> int:
        samples = kept_ms * SAMPLES_PER_MS
        before, at_ms = self._marks[max(0, bisect_right(self._marks, (samples, 2**63)) - 1)]
        return at_ms + (samples - before) // SAMPLES_PER_MS

    def _keep(self, frame: Frame) -> None:
        at_ms, samples = frame
        if not self._marks or self._at(self._kept_samples // SAMPLES_PER_MS) != at_ms:
            self._marks.append((self._kept_samples, at_ms))
        self._kept.append(samples)
        self._kept_samples += samples.size

    def _feed(self) -> None:
        if self._fed < len(self._kept):
            self.recogniser.feed(np.concatenate(self._kept[self._fed :]))
            self._fed = len(self._kept)
