"""The softphone's WebSocket: one page, one call at a time."""

import ipaddress
from urllib.parse import urlsplit

import aiohttp
import structlog
from aiohttp import web

from telephony.simulator.call_parameters import Parties
from telephony.simulator.leg import Leg
from telephony.simulator.messages import Message
from telephony.simulator.network import Network, NumberUnknown
from telephony.simulator.phone import NoPhone, Phone
from telephony.simulator.rest.keys import NETWORK
from telephony.simulator.softphone.messages import (
    AnswerAs,
    FromPage,
    MessageRefused,
    PickUp,
    PlaceCall,
    PressKey,
    PutDown,
    SayWords,
    parse,
)
from telephony.simulator.softphone.phone import BrowserPhone
from telephony.synthesis import SynthesisFailed

_log = structlog.get_logger(__name__)
_MAX_MESSAGE = 64 * 1024
_VOICE = "en-us+f3"
_EARLIER_TEXTS = 20
"""How many text messages from before a page was opened it shows."""


async def connect(request: web.Request) -> web.StreamResponse:
    """GET /phone/ws, from the page of this very server only."""
    network = request.app[NETWORK]
    if not _is_own_page(request, network.settings.host):
        raise web.HTTPForbidden(text="The softphone can be used from its own page only.")
    socket = web.WebSocketResponse(max_msg_size=_MAX_MESSAGE, heartbeat=30)
    await socket.prepare(request)
    await _Session(network, socket).run()
    return socket


def _is_own_page(request: web.Request, served_at: str) -> bool:
    """Whether the Origin is this server, under a name that can only mean this machine."""
    origin = urlsplit(request.headers.get("Origin", ""))
    if not origin.netloc or origin.netloc != request.host:
        return False
    return not _is_loopback(served_at) or _is_loopback(origin.hostname or "")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _Session:
    """One page."""

    def __init__(self, network: Network, socket: web.WebSocketResponse) -> None:
        self._network = network
        self._socket = socket
        self._leg: Leg | None = None
        self._client = ""
        """`client:name` whose calls ring here; empty where none do."""
        self._phone = BrowserPhone(self._changed)

    async def run(self) -> None:
        """Serve the page until it goes; its call ends with it."""
        settings = self._network.settings
        await self._tell(type="ready", numbers=list(settings.numbers), speed=settings.speed)
        for text in tuple(self._network.messages.values())[-_EARLIER_TEXTS:]:
            if text.status == "delivered":
                await self._show(text)
        self._network.text_readers.add(self._texted)
        sender = self._network.spawn(self._send_frames())
        try:
            async for message in self._socket:
                if message.type is aiohttp.WSMsgType.BINARY:
                    self._phone.take(message.data)
                elif message.type is aiohttp.WSMsgType.TEXT:
                    await self._take(message.data)
        finally:
            sender.cancel()
            self._network.text_readers.discard(self._texted)
            self._ring_no_more()
            if self._leg is not None:
                self._leg.hang_up()

    async def _take(self, text: str) -> None:
        try:
            await self._act(parse(text))
        except (MessageRefused, NumberUnknown) as refused:
            await self._tell(type="refused", why=str(refused))
        except SynthesisFailed as failure:
            _log.warning("typed words could not be spoken", code=failure.code)
            await self._tell(type="refused", why="These words could not be spoken.")

    async def _act(self, asked: FromPage) -> None:
        leg = self._leg
        match asked:
            case PlaceCall(called, caller):
                if leg is not None and not leg.is_over:
                    raise MessageRefused("There is a call already.")
                self._leg = self._network.call_number(self._phone, Parties(caller, called))
                self._changed(self._leg)
            case AnswerAs(name):
                await self._answer_as(name)
            case PickUp() if leg is not None and leg.direction != "inbound":
                self._phone.pick_up()
            case PressKey(digit) if leg is not None and leg.is_up:
                leg.press(digit)
            case SayWords(words) if leg is not None and leg.is_up:
                self._phone.say(await self._network.speech.mulaw(words, _VOICE))
                await self._tell(type="spoken", text=words)
            case PutDown() if leg is not None:
                leg.hang_up()
            case _:
                raise MessageRefused("There is no call.")

    async def _answer_as(self, name: str) -> None:
        """Have a client's calls ring here; a page that had them before has them no more."""
        self._ring_no_more()
        if name:
            self._client = f"client:{name}"
            self._network.phones[self._client] = self._called
        await self._tell(type="answers_as", name=name)

    def _called(self) -> Phone:
        """The phone for a call to this page's client."""
        return NoPhone("busy") if self._leg is not None and not self._leg.is_over else self._phone

    def _ring_no_more(self) -> None:
        if self._network.phones.get(self._client) == self._called:
            del self._network.phones[self._client]
        self._client = ""

    async def _send_frames(self) -> None:
        while True:
            frame = await self._phone.frames.get()
            if self._socket.closed:
                return
            try:
                await self._socket.send_bytes(frame)
            except ConnectionError:
                return

    def _changed(self, leg: Leg) -> None:
        self._leg = leg
        incoming = leg.direction != "inbound"
        state = {
            "type": "state",
            "status": leg.status,
            "call_sid": leg.sid,
            "direction": "incoming" if incoming else "outgoing",
            "from": leg.parties.caller,
        }
        self._network.spawn(self._tell(**state))

    def _texted(self, message: Message) -> None:
        self._network.spawn(self._show(message))

    async def _show(self, message: Message) -> None:
        await self._tell(
            **{"type": "text", "from": message.sender, "to": message.receiver, "body": message.body}
        )

    async def _tell(self, **content: object) -> None:
        try:
            if not self._socket.closed:
                await self._socket.send_json(content)
        except ConnectionError:
            _log.info("a softphone page is gone")
