"""A bidirectional media stream: the application hears the caller and is heard."""

import asyncio
import socket
from typing import TYPE_CHECKING

import aiohttp

from telephony.simulator.clock import FRAME_MS
from telephony.simulator.leg import Played
from telephony.simulator.notices import Notice
from telephony.simulator.playout import PlayoutBuffer
from telephony.simulator.sids import new_sid
from telephony.simulator.stream_messages import (
    ClearBuffer,
    InvalidMessage,
    PlaceMark,
    PlayMedia,
    StreamIdentity,
    ToServer,
    parse,
)
from telephony.simulator.stream_reports import StreamReports
from telephony.simulator.stream_setup import StreamSetup
from telephony.simulator.stream_socket import Outbox, SocketFailed, open_socket

if TYPE_CHECKING:
    from telephony.simulator.leg import Leg

_MAX_BUFFER_BYTES = 30 * 60 * 8000
_CLEAN_CLOSES = frozenset({1000, 1001, 1005})
_FLUSH_S = 1.0


class MediaStream:
    """One `<Connect><Stream>`; a source of audio for its call."""

    def __init__(self, leg: "Leg", setup: StreamSetup) -> None:
        self.sid = new_sid("MZ")
        self._leg = leg
        self._setup = setup
        self._buffer = PlayoutBuffer()
        self._messages = ToServer(
            StreamIdentity(
                leg.network.settings.account_sid, leg.sid, self.sid, setup.tracks, setup.parameters
            )
        )
        self._reports = StreamReports(leg, setup, self.sid)
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._outbox: Outbox | None = None
        self._writer: asyncio.Task[None] | None = None
        self._began_ms = 0
        self._lost_until_ms = 0
        self._warned = False
        self._killed = False

    async def run(self) -> None:
        """Open the socket and stay until it closes; failures are reported, not raised."""
        network = self._leg.network
        try:
            connected = await open_socket(
                network.session,
                network.origins,
                network.webhooks,
                self._setup.url,
                network.settings.connect_limit_s,
            )
        except SocketFailed as failure:
            self._notice(failure.code, str(failure))
            self._reports.error(failure.code, str(failure))
            return
        self._socket, self._outbox = connected, Outbox(connected)
        self._writer = network.spawn(self._outbox.run())
        self._began_ms = network.clock.now_ms
        self._send(self._messages.connected())
        self._send(self._messages.start())
        self._reports.started()
        await self._read(connected)

    def exchange(self, spoken: bytes) -> bytes:
        """Pass a frame on to the application and play one of what it sent."""
        frame, reached = self._buffer.frame()
        now_ms = self._leg.network.clock.now_ms
        if self._outbox is not None and now_ms > self._lost_until_ms:
            since_ms = max(0, now_ms - self._began_ms - FRAME_MS)
            self._send(self._messages.media("inbound", since_ms, spoken))
        for name in reached:
            self._reached(name)
        return frame

    def press(self, digit: str) -> None:
        """Tell the application of a key."""
        if self._outbox is not None:
            self._send(self._messages.dtmf(digit))

    def inject(self, message: str | bytes) -> None:
        """Send the application a message that is not of the protocol: a fault to be tried."""
        self._send(message)

    def lose(self, milliseconds: int) -> None:
        """Lose the caller's frames for that much audio time: a fault to be tried."""
        self._lost_until_ms = self._leg.network.clock.now_ms + milliseconds

    def kill(self) -> None:
        """Break the connection without a word: a fault to be tried."""
        self._killed = True
        connection = self._socket.get_extra_info("socket") if self._socket is not None else None
        if connection is not None:
            connection.shutdown(socket.SHUT_RDWR)

    async def close(self) -> None:
        """Say stop, as far as anyone listens, and close the socket."""
        if self._socket is None or self._outbox is None:
            return
        if not self._socket.closed:
            self._send(self._messages.stop())
            await self._outbox.flush(_FLUSH_S)
            await self._socket.close()
            self._reports.stopped()
        if self._writer is not None:
            self._writer.cancel()

    async def _read(self, connected: aiohttp.ClientWebSocketResponse) -> None:
        async for message in connected:
            if message.type is aiohttp.WSMsgType.TEXT:
                self._take(message.data)
            elif message.type is aiohttp.WSMsgType.BINARY:
                self._invalid("a binary message")
        self._gone(connected.close_code)

    def _take(self, text: str) -> None:
        try:
            asked = parse(text, self.sid)
        except InvalidMessage as invalid:
            self._invalid(str(invalid))
            return
        match asked:
            case PlayMedia(mulaw):
                if self._buffer.waiting_bytes + len(mulaw) > _MAX_BUFFER_BYTES:
                    self._invalid("more than half an hour of audio waits already")
                else:
                    self._buffer.add(mulaw)
            case PlaceMark(name):
                if self._buffer.mark(name):
                    self._reached(name)
            case ClearBuffer():
                for name in self._buffer.clear():
                    self._send(self._messages.mark(name))

    def _reached(self, name: str) -> None:
        now_ms = self._leg.network.clock.now_ms
        self._leg.played.append(Played(now_ms, stream_sid=self.sid, mark=name))
        self._send(self._messages.mark(name))

    def _send(self, message: str | bytes) -> None:
        if self._outbox is not None and not self._outbox.put(message):
            self._notice(31903, "the application does not read its messages")
            self.kill()

    def _invalid(self, what: str) -> None:
        if not self._warned:
            self._warned = True
            self._notice(31951, what)
            self._reports.error(31951, what)

    def _gone(self, close_code: int | None) -> None:
        """The socket closed before the call ended."""
        if close_code in _CLEAN_CLOSES and not self._killed:
            self._reports.stopped()
        elif close_code == 1002:
            self._failed(31924, "the application does not keep to the WebSocket protocol")
        elif close_code in (None, 1006) or self._killed:
            self._failed(31903, "the connection broke")
        else:
            self._failed(31921, f"the application closed with code {close_code}")

    def _failed(self, code: int, what: str) -> None:
        self._notice(code, what)
        self._reports.error(code, what)

    def _notice(self, code: int, what: str) -> None:
        notices = self._leg.network.notices
        notices.add(Notice(code, what, self._leg.sid, self._setup.url))
