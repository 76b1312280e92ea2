"""A WebSocket that carries a stream of sound."""

from simple_websocket import ConnectionClosed, Server
from wsproto.utilities import LocalProtocolError


class StreamSocket:
    """A WebSocket whose end is a ConnectionError, sent to by one thread at a time."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def receive(self, timeout: float) -> str | bytes | None:
        """The next message; None when none came within so many seconds.

        Raises:
            ConnectionError: the socket is closed.
        """
        try:
            message: str | bytes | None = self._server.receive(timeout=timeout)
        except ConnectionClosed as closed:
            raise ConnectionError("the socket is closed") from closed
        return message

    def send(self, message: str) -> None:
        """Send a text message.

        Raises:
            ConnectionError: the socket is closed.
        """
        try:
            self._server.send(message)
        except (ConnectionClosed, LocalProtocolError, OSError) as closed:
            raise ConnectionError("the socket is closed") from closed
