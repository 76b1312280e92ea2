"""Status callbacks of a media stream.

Source: https://www.twilio.com/docs/voice/twiml/stream#statuscallback
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from telephony.simulator.reports import OrderedReports
from telephony.simulator.stream_setup import StreamSetup

if TYPE_CHECKING:
    from telephony.simulator.leg import Leg


class StreamReports:
    """Tells the application how its stream fares, if it asked for it."""

    def __init__(self, leg: "Leg", setup: StreamSetup, stream_sid: str) -> None:
        self._leg = leg
        self._parameters = {
            "AccountSid": leg.network.settings.account_sid,
            "CallSid": leg.sid,
            "StreamSid": stream_sid,
            **({"StreamName": setup.name} if setup.name else {}),
        }
        self._stopped = False
        self._reports = (
            OrderedReports(setup.callback, leg.network.webhooks, leg.network.notices)
            if setup.callback
            else None
        )

    def started(self) -> None:
        """The stream is up."""
        self._send({"StreamEvent": "stream-started"})

    def stopped(self) -> None:
        """The stream ended in an orderly way; said once."""
        if not self._stopped:
            self._stopped = True
            self._send({"StreamEvent": "stream-stopped"})

    def error(self, code: int, what: str) -> None:
        """Something went wrong, see https://www.twilio.com/docs/api/errors."""
        self._send({"StreamEvent": "stream-error", "StreamError": f"{code}: {what}"})

    def _send(self, more: dict[str, str]) -> None:
        if self._reports is not None:
            stamp = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            report = {**self._parameters, **more, "Timestamp": stamp}
            self._reports.send(report, self._leg.network.spawn)
