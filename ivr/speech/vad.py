"""Is somebody speaking? WebRTC's voice detector together with energy over the line's noise.

WebRTC's detector takes steady noise for speech, so a frame must also stand out from the noise
floor. The floor is the quietest level of the last seconds ("minimum statistics", R. Martin, IEEE
Transactions on Speech and Audio Processing 9(5), 2001): speech has pauses within them, noise has
none.
"""

from collections import deque
from dataclasses import dataclass

import numpy as np
import webrtcvad
from numpy.typing import NDArray

from telephony.mulaw import SAMPLE_RATE

FRAME_MS = 20
FRAME_SAMPLES = SAMPLE_RATE * FRAME_MS // 1000
_SILENT_DBFS = -100.0
_FULL_SCALE = 32768.0


@dataclass(frozen=True)
class VadSettings:
    """What counts as a voice."""

    aggressiveness: int = 2
    """Of WebRTC's detector: 0 takes most for speech, 3 least."""
    quietest_dbfs: float = -52.0
    """Frames below this level are never speech."""
    above_floor_db: float = 7.0
    """How far a frame stands out from the noise floor while nobody speaks."""
    keep_above_floor_db: float = 4.0
    """The same while speech is active: words fade at their ends."""
    floor_window_ms: int = 2400
    """How far back the noise floor is looked for."""
    start_frames: int = 3
    """Speech is active while so many ..."""
    start_window_frames: int = 5
    """... of the last so many frames hold speech."""


class VoiceActivity:
    """Voice activity on one line, frame after frame. Not thread-safe."""

    def __init__(self, settings: VadSettings = VadSettings()) -> None:
        self._settings = settings
        self._detector = webrtcvad.Vad(settings.aggressiveness)
        self._floor = _NoiseFloor(settings.floor_window_ms // FRAME_MS)
        self._recent: deque[bool] = deque(maxlen=settings.start_window_frames)

    @property
    def active(self) -> bool:
        """Whether enough of the last frames hold speech."""
        return sum(self._recent) >= self._settings.start_frames

    @property
    def onset_frames(self) -> int:
        """Frames from the first of the recent ones that holds speech, up to the last frame."""
        first = next((i for i, voiced in enumerate(self._recent) if voiced), len(self._recent))
        return len(self._recent) - first

    def hear(self, frame: NDArray[np.int16]) -> bool:
        """Whether this frame holds speech.

        Args:
            frame: 20 ms at 8 kHz, shape (160,).
        """
        level = loudness_dbfs(frame)
        voiced = self._stands_out(level) and self._detector.is_speech(frame.tobytes(), SAMPLE_RATE)
        self._floor.hear(level)
        self._recent.append(voiced)
        return voiced

    def rest(self) -> None:
        """The utterance is over: wait for the next one."""
        self._recent.clear()

    def _stands_out(self, level: float) -> bool:
        own = self._settings
        margin = own.keep_above_floor_db if self.active else own.above_floor_db
        return level >= own.quietest_dbfs and level >= self._floor.dbfs + margin


class _NoiseFloor:
    """The quietest level within a window of frames, smoothed over three."""

    def __init__(self, frames: int) -> None:
        self._frames = frames
        self._last: deque[float] = deque(maxlen=3)
        self._count = 0
        self._falling: deque[tuple[int, float]] = deque()
        """(frame number, level), levels rising from left to right: the left one is the minimum."""

    @property
    def dbfs(self) -> float:
        return self._falling[0][1] if self._falling else _SILENT_DBFS

    def hear(self, level: float) -> None:
        self._last.append(level)
        smooth = max(self._last)
        self._count += 1
        while self._falling and self._falling[-1][1] >= smooth:
            self._falling.pop()
        self._falling.append((self._count, smooth))
        if self._falling[0][0] <= self._count - self._frames:
            self._falling.popleft()


def loudness_dbfs(samples: NDArray[np.int16]) -> float:
    """Root-mean-square level in dB relative to full scale; -100 for silence."""
    if samples.size == 0:
        return _SILENT_DBFS
    wide = samples.astype(np.float32)
    mean_square = float(np.dot(wide, wide)) / samples.size
    if mean_square < 1e-10 * _FULL_SCALE**2:
        return _SILENT_DBFS
    return float(10.0 * np.log10(mean_square / _FULL_SCALE**2))
