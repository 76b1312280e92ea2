"""The WebSocket of a media stream, opened by the network towards the application."""

import asyncio

import aiohttp
from yarl import URL

from telephony.simulator.origins import NotReachable, Origins
from telephony.simulator.webhook import Webhooks

_MAX_MESSAGE = 4 * 1024 * 1024
_MAX_QUEUED = 15000
"""Messages an application may leave unread: five minutes of frames."""
_CLOSE_S = 2.0


class SocketFailed(Exception):
    """The socket could not be opened; `code` is Twilio's.

    11210 a host that is not called; 31901 no answer in time; 31902 nobody listens; 31920 the
    answer was not an upgrade; 31922 not a wss URL.
    """

    def __init__(self, code: int, what: str) -> None:
        super().__init__(what)
        self.code = code


async def open_socket(
    session: aiohttp.ClientSession, origins: Origins, webhooks: Webhooks, url: str, limit_s: float
) -> aiohttp.ClientWebSocketResponse:
    """Open a signed WebSocket to a wss URL.

    Raises:
        SocketFailed: see its codes.
    """
    try:
        reached = origins.websocket(url)
        headers = {"Host": reached.host, "X-Twilio-Signature": webhooks.signature(url)}
        return await asyncio.wait_for(
            session.ws_connect(
                URL(reached.url, encoded=True),
                headers=headers,
                max_msg_size=_MAX_MESSAGE,
                timeout=aiohttp.ClientWSTimeout(ws_close=_CLOSE_S),
            ),
            limit_s,
        )
    except NotReachable as refused:
        raise SocketFailed(refused.code, str(refused)) from None
    except aiohttp.WSServerHandshakeError as refused:
        raise SocketFailed(31920, f"{url} answered with status {refused.status}") from None
    except TimeoutError:
        raise SocketFailed(31901, f"no answer in time from {url}") from None
    except (aiohttp.ClientError, OSError) as failure:
        raise SocketFailed(31902, f"no connection to {url}: {failure}") from None


class Outbox:
    """Messages on their way to the application; a slow reader delays nobody but itself."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._queue: asyncio.Queue[str | bytes] = asyncio.Queue(_MAX_QUEUED)

    def put(self, message: str | bytes) -> bool:
        """Send after what waits; False where the application has left too much unread."""
        try:
            self._queue.put_nowait(message)
        except asyncio.QueueFull:
            return False
        return True

    async def run(self) -> None:
        """Send until cancelled or until the socket is gone."""
        while True:
            message = await self._queue.get()
            try:
                if isinstance(message, str):
                    await self._socket.send_str(message)
                else:
                    await self._socket.send_bytes(message)
            except (aiohttp.ClientError, ConnectionError):
                return

    async def flush(self, limit_s: float) -> None:
        """Wait until all is sent, but no longer than that many seconds."""
        try:
            async with asyncio.timeout(limit_s):
                while not self._queue.empty():
                    await asyncio.sleep(0.01)
        except TimeoutError:
            return
