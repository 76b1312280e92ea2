"""Recordings of a call, kept by the network."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from telephony.simulator.clock import FRAME_MS
from telephony.simulator.level import last_audible
from telephony.simulator.playout import SILENT_FRAME


@dataclass(frozen=True)
class Recording:
    """One finished recording."""

    sid: str
    call_sid: str
    started_at: datetime
    mulaw: bytes
    source: str = "RecordVerb"

    @property
    def duration_s(self) -> int:
        """Whole seconds, rounded up."""
        return ceil(len(self.mulaw) / 8000)


class Take:
    """A recording in the making: a source that is silent and keeps what it hears."""

    def __init__(self) -> None:
        self.mulaw = bytearray()
        self.silent_ms = 0
        self.has_sound = False

    def exchange(self, spoken: bytes) -> bytes:
        """Keep 20 ms."""
        self.mulaw += spoken
        if last_audible(spoken) is None:
            self.silent_ms += FRAME_MS
        else:
            self.silent_ms = 0
            self.has_sound = True
        return SILENT_FRAME
