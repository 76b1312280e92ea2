"""What came of a `<Dial>`, as its action is told."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from telephony.simulator.execution import Execution
from telephony.simulator.twiml_document import Element


@dataclass(frozen=True)
class Dialled:
    """How it ended.

    Source: https://www.twilio.com/docs/voice/twiml/dial#dialcallstatus-values
    """

    status: str
    """completed, answered (a conference), busy, no-answer, failed or canceled."""
    call_sid: str | None = None
    """The call that was placed and answered, or the last one that was not."""
    duration_s: int | None = None
    bridged: bool = False

    def parameters(self) -> dict[str, str]:
        """The form parameters of the action."""
        found = {
            "DialCallStatus": self.status,
            "DialBridged": "true" if self.bridged else "false",
        }
        if self.call_sid is not None:
            found["DialCallSid"] = self.call_sid
        if self.duration_s is not None:
            found["DialCallDuration"] = str(self.duration_s)
        return found


@contextmanager
def star_pressed(execution: Execution, element: Element) -> Iterator[asyncio.Event]:
    """An event that is set when the caller presses *, where `hangupOnStar` asks for it."""
    event = asyncio.Event()

    def press(digit: str) -> None:
        if digit == "*" and element.get("hangupOnStar", "false") == "true":
            event.set()

    with execution.leg.keys_to(press):
        yield event
