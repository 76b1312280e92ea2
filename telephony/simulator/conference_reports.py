"""Status callbacks of a conference.

Source: https://www.twilio.com/docs/voice/twiml/conference#attributes-statusCallbackEvent
"""

from collections.abc import Mapping

from telephony.simulator.notices import Notices
from telephony.simulator.reports import Callback, OrderedReports, Spawn
from telephony.simulator.webhook import Webhooks

CONFERENCE_EVENTS = (
    "start",
    "end",
    "join",
    "leave",
    "mute",
    "hold",
    "modify",
    "speaker",
    "announcement",
)


class ConferenceReports:
    """Tells whoever the first participant named; a later one's callback changes nothing."""

    def __init__(self, webhooks: Webhooks, notices: Notices, spawn: Spawn) -> None:
        self._webhooks = webhooks
        self._notices = notices
        self._spawn = spawn
        self._settled = False
        self._reports: OrderedReports | None = None
        self.common: Mapping[str, str] = {}
        """Parameters of every report."""

    def settle(self, callback: Callback | None) -> None:
        """Take a participant's callback, if it is the first one's."""
        if not self._settled:
            self._settled = True
            if callback is not None:
                self._reports = OrderedReports(callback, self._webhooks, self._notices, first=1)

    def send(self, group: str, event: str, more: Mapping[str, str]) -> None:
        """Report an event, if its group was asked for."""
        reports = self._reports
        if reports is not None and group in reports.callback.events:
            told = {**self.common, **more, "StatusCallbackEvent": event}
            reports.send_numbered(told, self._spawn)
