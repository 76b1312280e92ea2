"""Tells an answering machine from a person by how long it speaks after picking up.

A greeting that goes on for a while is a machine's, a short one is a person's, and long silence is
neither. Source: https://www.twilio.com/docs/voice/answering-machine-detection
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from telephony.simulator.clock import FRAME_MS
from telephony.simulator.level import last_audible
from telephony.simulator.reports import Callback, OrderedReports

if TYPE_CHECKING:
    from telephony.simulator.leg import Leg

AnsweredBy = Literal["human", "machine_start", "unknown"]


@dataclass(frozen=True)
class DetectionLimits:
    """Milliseconds of audio time, each under Twilio's name for it."""

    speech_threshold_ms: int = 2400
    """MachineDetectionSpeechThreshold: longer speech is a machine's."""
    speech_end_ms: int = 1200
    """MachineDetectionSpeechEndThreshold: so much silence ends a person's greeting."""
    silence_ms: int = 5000
    """MachineDetectionSilenceTimeout: so much silence from the beginning, and it is not known."""


class MachineDetection:
    """Listens to one call that was answered; a fork of it."""

    name: str | None = None

    def __init__(self, leg: "Leg", callback: Callback | None, limits: DetectionLimits) -> None:
        """Prepare to listen.

        Args:
            leg: the call that was placed.
            callback: told of the result; None where nobody asked for it.
            limits: see there.
        """
        self._leg = leg
        self._callback = callback
        self._limits = limits
        self._heard_ms = 0
        self._began_ms: int | None = None
        self._silent_ms = 0

    def listen(self, spoken: bytes, played: bytes) -> None:
        """Take 20 ms; the result is told as soon as it is sure."""
        self._heard_ms += FRAME_MS
        if last_audible(spoken) is None:
            self._silent_ms += FRAME_MS
        else:
            self._silent_ms = 0
            if self._began_ms is None:
                self._began_ms = self._heard_ms
        result = self._result()
        if result is not None:
            self.stop()
            self._tell(result)

    def stop(self) -> None:
        """Listen no longer."""
        if self in self._leg.forks:
            self._leg.forks.remove(self)

    def _result(self) -> AnsweredBy | None:
        limits = self._limits
        if self._began_ms is None:
            return "unknown" if self._silent_ms >= limits.silence_ms else None
        if self._silent_ms >= limits.speech_end_ms:
            return "human"
        speech_ms = self._heard_ms - self._silent_ms - self._began_ms
        return "machine_start" if speech_ms >= limits.speech_threshold_ms else None

    def _tell(self, result: AnsweredBy) -> None:
        leg = self._leg
        leg.answered_by = result
        if self._callback is None:
            return
        network = leg.network
        told = {
            "CallSid": leg.sid,
            "AccountSid": network.settings.account_sid,
            "AnsweredBy": result,
            "MachineDetectionDuration": str(self._heard_ms),
        }
        OrderedReports(self._callback, network.webhooks, network.notices).send(told, network.spawn)
