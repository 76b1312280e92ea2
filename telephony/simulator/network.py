"""The telephone network: its calls, numbers and phones, moved on by one clock."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping

import aiohttp
import structlog

from telephony.simulator.call_parameters import Parties
from telephony.simulator.clock import AudioClock
from telephony.simulator.conferences import Conferences
from telephony.simulator.execution import Execution, Fetch, Inline
from telephony.simulator.faults import NetworkFaults
from telephony.simulator.leg import Leg, Status
from telephony.simulator.machine_detection import MachineDetection
from telephony.simulator.messages import Message
from telephony.simulator.notices import Notices
from telephony.simulator.origins import Origins
from telephony.simulator.outgoing import OutgoingCall
from telephony.simulator.phone import NoPhone, Phone, Pickup
from telephony.simulator.recordings import Recording
from telephony.simulator.reports import Callback, OrderedReports
from telephony.simulator.settings import SimulatorSettings
from telephony.simulator.speech import Speech
from telephony.simulator.verbs import VERBS
from telephony.simulator.webhook import Webhooks

_log = structlog.get_logger(__name__)
_REMEMBERED = 5000
"""Calls that can still be looked up."""
_UNANSWERED: Mapping[Pickup, Status] = {
    "busy": "busy",
    "no-answer": "no-answer",
    "failed": "failed",
}


class NumberUnknown(Exception):
    """The account has no such telephone number."""


class Network:
    """All there is on the network. Belongs to one event loop; nothing here blocks."""

    def __init__(
        self, settings: SimulatorSettings, session: aiohttp.ClientSession, speech: Speech
    ) -> None:
        """Make a network without calls.

        Args:
            settings: the account and where its application is.
            session: for webhooks and streams; closed by who made it.
            speech: voices of the network.
        """
        self.settings = settings
        self.session = session
        self.speech = speech
        self.clock = AudioClock(settings.speed)
        self.clock.on_frame(self._frame)
        self.notices = Notices()
        self.origins = Origins(settings.public_origin, settings.reachable_at)
        limits_s = (settings.connect_limit_s, settings.webhook_limit_s)
        self.faults = NetworkFaults()
        """Faults of the network's own that somebody asked for."""
        self.webhooks = Webhooks(session, self.origins, settings.auth_token, limits_s, self.faults)
        self.legs: dict[str, Leg] = {}
        """Calls by SID, oldest first; those long over are forgotten."""
        self.phones: dict[str, Callable[[], Phone]] = {}
        """What gives the phone for a call, by number or `client:name`."""
        self.conferences = Conferences(self)
        self.recordings: dict[str, Recording] = {}
        self.messages: dict[str, Message] = {}
        """Every text message, by SID, oldest first."""
        self.text_readers: set[Callable[[Message], None]] = set()
        """Told of every text message that is delivered."""
        self.rest_address = ""
        """Where REST is served, without a path."""
        self._live: dict[str, Leg] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def spawn(self, work: Coroutine[None, None, None]) -> "asyncio.Task[None]":
        """Have something done beside everything else; a failure of it is logged."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def execution(self, leg: Leg, fallback: Fetch | None) -> Execution:
        """What carries out TwiML on a call."""
        return Execution(leg, VERBS, fallback)

    def call_number(self, phone: Phone, parties: Parties) -> Leg:
        """A phone calls one of the account's numbers.

        Raises:
            NumberUnknown: there is no such number.
        """
        number = self.settings.numbers.get(parties.called)
        if number is None:
            raise NumberUnknown(f"the account has no number {parties.called}")
        leg = self._add(Leg(self, parties, "inbound", phone))
        if number.status_callback:
            self.tell(leg, Callback(number.status_callback))
        leg.begin("ringing")
        fallback = Fetch(number.voice_fallback_url) if number.voice_fallback_url else None
        leg.execute(Fetch(number.voice_url, number.voice_method), fallback)
        return leg

    def dial(self, call: OutgoingCall) -> Leg:
        """Place a call; it rings and is answered, or not, in `connect`."""
        phone = self.phones.get(call.parties.called, NoPhone)()
        leg = self._add(Leg(self, call.parties, call.direction, phone, call.parent_sid))
        if call.callback:
            self.tell(leg, call.callback)
        return leg

    async def connect(self, leg: Leg, timeout_s: int) -> bool:
        """Ring the phone of a call that was dialled; False where it is not answered."""
        leg.begin("initiated")
        leg.begin("ringing")
        ringing = asyncio.ensure_future(leg.phone.ring(leg))
        limit = asyncio.ensure_future(self.clock.sleep(1000 * timeout_s))
        over = asyncio.ensure_future(leg.over.wait())
        try:
            await asyncio.wait((ringing, limit, over), return_when=asyncio.FIRST_COMPLETED)
        finally:
            limit.cancel()
            over.cancel()
            if not ringing.done():
                ringing.cancel()
        if leg.is_over:
            return False
        pickup: Pickup = ringing.result() if ringing.done() else "no-answer"
        if pickup == "answered":
            leg.answer()
            return True
        leg.finish(_UNANSWERED[pickup])
        return False

    def place(self, call: OutgoingCall, first: Fetch | Inline, fallback: Fetch | None) -> Leg:
        """Place a call that carries out TwiML once it is answered."""
        leg = self.dial(call)

        async def answered() -> None:
            if await self.connect(leg, call.timeout_s):
                if call.detect is not None:
                    asked = call.detect
                    leg.forks.append(MachineDetection(leg, asked.callback, asked.limits))
                leg.execute(first, fallback)

        self.spawn(answered())
        return leg

    def tell(self, leg: Leg, callback: Callback) -> None:
        """Have somebody told of a call's events."""
        leg.reports.append(OrderedReports(callback, self.webhooks, self.notices))

    def texts_for(self, leg: Leg) -> tuple[Message, ...]:
        """Text messages sent to a call's caller since it began, oldest first."""
        return tuple(
            text
            for text in self.messages.values()
            if text.receiver == leg.parties.caller and text.created_at >= leg.created_at
        )

    def delivered(self, message: Message) -> None:
        """A text message is on its receiver's phone."""
        for read in tuple(self.text_readers):
            read(message)

    def left(self, leg: Leg) -> None:
        """A call is over."""
        self._live.pop(leg.sid, None)

    async def close(self) -> None:
        """End all calls and leave off."""
        for leg in tuple(self._live.values()):
            leg.finish("failed")
        if self._tasks:
            await asyncio.wait(tuple(self._tasks), timeout=3)
        for task in tuple(self._tasks):
            task.cancel()
        if self._tasks:
            await asyncio.wait(tuple(self._tasks), timeout=1)

    def _add(self, leg: Leg) -> Leg:
        self.legs[leg.sid] = leg
        if len(self.legs) > _REMEMBERED:
            oldest = next(iter(self.legs.values()))
            if oldest.is_over:
                del self.legs[oldest.sid]
        self._live[leg.sid] = leg
        return leg

    def _frame(self) -> None:
        for leg in tuple(self._live.values()):
            if leg.is_up:
                try:
                    leg.exchange()
                except Exception:
                    _log.exception("a call broke down", call_sid=leg.sid)
                    leg.finish("failed")

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (failure := task.exception()):
            _log.error("something of the phone network failed", exc_info=failure)
