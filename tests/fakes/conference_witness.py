"""Watches a simulated network frame by frame: who met whom, and who was left alone."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from urllib.parse import parse_qs, urlsplit

from telephony.simulator.clock import FRAME_MS
from telephony.simulator.leg import Leg
from telephony.simulator.network import Network


class Witness:
    """One call at a time, from `begin` to the next `begin`.

    While an agent is on the line and the caller no longer is, the network keeps to real time: what
    an agent hears then lasts as long as it does for a person.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._before = self._rooms_before = 0
        self.met_ms: Counter[str] = Counter()
        """Audio time in which an agent's call and the caller's heard each other."""
        self.alone_ms: Counter[str] = Counter()
        """Audio time for which an agent's call was up after the caller's was over."""
        self._pace = ExitStack()
        self._slow = False
        self.begin()
        network.clock.on_frame(self._frame)

    def begin(self) -> None:
        """Forget all calls so far."""
        self._before = len(self._network.legs)
        self._rooms_before = len(self._network.conferences.by_sid)
        self.met_ms.clear()
        self.alone_ms.clear()

    def agents_legs(self) -> list[Leg]:
        """Calls that the line placed, oldest first."""
        return [leg for leg in self._new() if leg.direction == "outbound-api"]

    def _new(self) -> Iterator[Leg]:
        return islice(tuple(self._network.legs.values()), self._before, None)

    def _frame(self) -> None:
        legs = list(self._new())
        callers = [leg for leg in legs if leg.direction == "inbound"]
        if not callers:
            return
        caller = callers[0]
        left = [leg.sid for leg in legs if leg is not caller and leg.is_up and caller.is_over]
        self.alone_ms.update(dict.fromkeys(left, FRAME_MS))
        self._keep_pace(bool(left))
        rooms = islice(self._network.conferences.by_sid.values(), self._rooms_before, None)
        for room in rooms:
            if room.status == "in-progress" and caller.sid in room.seats:
                self.met_ms.update(dict.fromkeys(set(room.seats) - {caller.sid}, FRAME_MS))

    def _keep_pace(self, slow: bool) -> None:
        if slow and not self._slow:
            self._pace.enter_context(self._network.clock.unhurried())
        elif self._slow and not slow:
            self._pace.close()
        self._slow = slow


def attempt_of(leg: Leg) -> int:
    """The attempt for which the line placed a call, as its status is reported."""
    query = parse_qs(urlsplit(leg.reports[0].callback.url).query)
    return int(query["attempt"][0])
