"""The connection of one media stream: its socket, its messages, its status callbacks."""

import asyncio
import socket
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import aiohttp

from telephony.simulator.clock import FRAME_MS
from telephony.simulator.notices import Notice
from telephony.simulator.sids import new_sid
from telephony.simulator.stream_messages import StreamIdentity, ToServer
from telephony.simulator.stream_reports import StreamReports
from telephony.simulator.stream_setup import StreamSetup
from telephony.simulator.stream_socket import Outbox, SocketFailed, open_socket

if TYPE_CHECKING:
    from telephony.simulator.leg import Leg

_CLEAN_CLOSES = frozenset({1000, 1001, 1005})
_FLUSH_S = 1.0


class StreamLink:
    """A stream between a call and the application, whichever way its audio goes."""

    def __init__(self, leg: "Leg", setup: StreamSetup) -> None:
        self.sid = new_sid("MZ")
        account = leg.network.settings.account_sid
        identity = StreamIdentity(account, leg.sid, self.sid, setup.tracks, setup.parameters)
        self.messages = ToServer(identity)
        self._leg = leg
        self._setup = setup
        self._reports = StreamReports(leg, setup, self.sid)
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._outbox: Outbox | None = None
        self._writer: asyncio.Task[None] | None = None
        self._began_ms = 0
        self._warned = False
        self._overflowed = False
        self._killed = False

    @property
    def is_open(self) -> bool:
        """Whether messages reach the application."""
        return self._outbox is not None

    @property
    def since_start_ms(self) -> int:
        """Audio time from the start of the stream to the beginning of the present frame."""
        return max(0, self._leg.network.clock.now_ms - self._began_ms - FRAME_MS)

    async def open(self) -> bool:
        """Open the socket and say what stream this is; False, and reported, where that fails."""
        network = self._leg.network
        try:
            with network.clock.unhurried():
                self._socket = await open_socket(
                    network.session,
                    network.origins,
                    network.webhooks,
                    self._setup.url,
                    network.settings.connect_limit_s,
                )
        except SocketFailed as failure:
            self._failed(failure.code, str(failure))
            return False
        self._outbox = Outbox(self._socket)
        self._writer = network.spawn(self._outbox.run())
        self._began_ms = network.clock.now_ms
        self.send(self.messages.connected())
        self.send(self.messages.start())
        self._reports.started()
        return True

    async def received(self) -> AsyncIterator[str]:
        """The application's text messages, until it closes or the connection breaks."""
        if self._socket is None:
            return
        async for message in self._socket:
            if message.type is aiohttp.WSMsgType.TEXT:
                yield message.data
            elif message.type is aiohttp.WSMsgType.BINARY:
                self.invalid("a binary message")
        self._gone(self._socket.close_code)

    def send(self, message: str | bytes) -> None:
        """Send after what waits to be sent; a reader that is far behind loses messages."""
        sent = self._outbox is None or self._outbox.put(message)
        if not sent and not self._overflowed:
            self._overflowed = True
            self._failed(31930, "the application does not read its messages")

    def invalid(self, what: str) -> None:
        """The application sent something that is not of the protocol; said once a stream."""
        if not self._warned:
            self._warned = True
            self._failed(31951, what)

    def kill(self) -> None:
        """Break the connection without a word."""
        self._killed = True
        self._outbox = None
        connection = self._socket.get_extra_info("socket") if self._socket is not None else None
        if connection is not None:
            connection.shutdown(socket.SHUT_RDWR)

    async def close(self) -> None:
        """Say stop, as far as anyone listens, and close the socket."""
        if self._socket is not None and self._outbox is not None and not self._socket.closed:
            self.send(self.messages.stop())
            await self._outbox.flush(_FLUSH_S)
            await self._socket.close()
            self._reports.stopped()
        self._outbox = None
        if self._writer is not None:
            self._writer.cancel()

    def _gone(self, close_code: int | None) -> None:
        if self._killed or close_code in (None, 1006):
            self._failed(31903, "the connection broke")
        elif close_code in _CLEAN_CLOSES:
            self._reports.stopped()
        elif close_code == 1002:
            self._failed(31924, "the application does not keep to the WebSocket protocol")
        else:
            self._failed(31921, f"the application closed with code {close_code}")

    def _failed(self, code: int, what: str) -> None:
        notice = Notice(code, what, self._leg.sid, self._setup.url)
        self._leg.network.notices.add(notice)
        self._reports.error(code, what)
