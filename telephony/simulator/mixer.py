"""Several people's audio in one."""

from collections.abc import Sequence

import numpy as np

from telephony import mulaw
from telephony.simulator.playout import SILENT_FRAME


def mix(frames: Sequence[bytes]) -> bytes:
    """The sum of frames of mu-law, 20 ms each."""
    sounding = [frame for frame in frames if frame != SILENT_FRAME]
    if not sounding:
        return SILENT_FRAME
    if len(sounding) == 1:
        return sounding[0]
    total = np.sum([mulaw.decode(frame).astype(np.int32) for frame in sounding], axis=0)
    return mulaw.encode(np.clip(total, -32768, 32767).astype(np.int16))
