"""All conferences there have been."""

from functools import partial
from typing import TYPE_CHECKING

from telephony.simulator.conference import Conference
from telephony.simulator.conference_reports import ConferenceReports

if TYPE_CHECKING:
    from telephony.simulator.network import Network


class Conferences:
    """Conferences by SID; those that are not over, by name too."""

    def __init__(self, network: "Network") -> None:
        self.by_sid: dict[str, Conference] = {}
        """Every conference, oldest first."""
        self._open: dict[str, Conference] = {}
        self._network = network
        network.clock.on_frame(self._frame)

    def named(self, name: str) -> Conference:
        """The open conference of that name; a new one where there is none."""
        if name not in self._open:
            network = self._network
            reports = ConferenceReports(network.webhooks, network.notices, network.spawn)
            conference = Conference(name, reports, partial(self._close, name))
            reports.common = {
                "ConferenceSid": conference.sid,
                "FriendlyName": name,
                "AccountSid": network.settings.account_sid,
            }
            self._open[name] = self.by_sid[conference.sid] = conference
        return self._open[name]

    def is_talking(self, call_sid: str) -> bool:
        """Whether that call is in a conference in which people hear each other."""
        return any(
            call_sid in conference.seats and conference.status == "in-progress"
            for conference in self._open.values()
        )

    def find(self, sid_or_name: str) -> Conference | None:
        """A conference by SID, or an open one by name."""
        return self.by_sid.get(sid_or_name) or self._open.get(sid_or_name)

    def _close(self, name: str) -> None:
        self._open.pop(name, None)

    def _frame(self) -> None:
        for conference in tuple(self._open.values()):
            conference.frame()
