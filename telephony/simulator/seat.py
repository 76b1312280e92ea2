"""One participant's place in a conference."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telephony.simulator.clock import FRAME_MS
from telephony.simulator.level import last_audible
from telephony.simulator.playout import SILENT_FRAME, PlayoutBuffer
from telephony.simulator.sources import Source

if TYPE_CHECKING:
    from telephony.simulator.leg import Leg


@dataclass(frozen=True)
class Entry:
    """How a participant enters."""

    start_on_enter: bool = True
    end_on_exit: bool = False
    muted: bool = False
    beep_on_enter: bool = True
    beep_on_exit: bool = True
    label: str | None = None
    coach: str | None = None
    """SID of the call that alone hears this participant; None where all do."""
    wait_url: str | None = None
    """TwiML while alone; None plays music, an empty one nothing."""
    wait_method: str = "POST"
    most: int = 250
    """Participants the conference may have."""


class Seat:
    """A source of audio for the participant's call."""

    def __init__(self, leg: "Leg", entry: Entry) -> None:
        self.leg = leg
        self.entry = entry
        self.muted = entry.muted
        self.coach = entry.coach
        self.end_on_exit = entry.end_on_exit
        self.hold: Source | None = None
        """What plays while the participant is on hold."""
        self.wait: Source | None = None
        """What plays until the conference starts."""
        self.left = asyncio.Event()
        """Set when the participant is no longer in the conference."""
        self.spoken = SILENT_FRAME
        """What the participant said in this frame."""
        self.mixed = SILENT_FRAME
        """What the others said in the frame before."""
        self.announced = PlayoutBuffer()

    def exchange(self, spoken: bytes) -> bytes:
        """Take 20 ms from the participant and give 20 ms of the conference."""
        self.spoken = spoken
        aside = self.hold or self.wait
        if aside is not None:
            return aside.exchange(spoken)
        if last_audible(self.mixed) is not None:
            self.leg.others_heard_ms += FRAME_MS
        return self.mixed

    def is_heard_by(self, other: "Seat") -> bool:
        """Whether the other participant hears this one."""
        if other is self or self.muted or self.hold or self.wait:
            return False
        return self.coach is None or self.coach == other.leg.sid
