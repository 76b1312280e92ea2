"""A call the network is asked to place."""

from dataclasses import dataclass

from telephony.simulator.call_parameters import Parties
from telephony.simulator.leg import Direction
from telephony.simulator.machine_detection import DetectionLimits
from telephony.simulator.reports import Callback


@dataclass(frozen=True)
class DetectMachine:
    """Find out beside the call whether a machine answered."""

    limits: DetectionLimits
    callback: Callback | None = None
    """Told of the result."""


@dataclass(frozen=True)
class OutgoingCall:
    """A call the network places."""

    parties: Parties
    direction: Direction
    timeout_s: int = 60
    """Seconds it may ring."""
    callback: Callback | None = None
    parent_sid: str | None = None
    detect: DetectMachine | None = None
