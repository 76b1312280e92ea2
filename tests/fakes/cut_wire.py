"""A wire between a browser and a server that can be cut, and mended."""

import socket
import threading
from contextlib import suppress


class CutWire:
    """Carries TCP connections to a server on this machine until it is cut."""

    def __init__(self, port: int) -> None:
        """To the server on that port."""
        self._server = ("127.0.0.1", port)
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._is_cut = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        """Break every connection, and let none through."""
        with self._lock:
            self._is_cut = True
            broken, self._open = self._open, set()
        for each in broken:
            _break(each)

    def mend(self) -> None:
        """Let connections through again."""
        with self._lock:
            self._is_cut = False

    def close(self) -> None:
        """Break everything for good."""
        self.cut()
        self._listener.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                here, _ = self._listener.accept()
                self._carry(here)

    def _carry(self, here: socket.socket) -> None:
        there = socket.create_connection(self._server)
        with self._lock:
            is_cut = self._is_cut
            if not is_cut:
                self._open |= {here, there}
        if is_cut:
            _break(here)
            _break(there)
            return
        for ends in ((here, there), (there, here)):
            threading.Thread(target=_pour, args=ends, daemon=True).start()


def _pour(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while some := source.recv(65_536):
            target.sendall(some)
    _break(target)


def _break(wire: socket.socket) -> None:
    with suppress(OSError):
        wire.shutdown(socket.SHUT_RDWR)
    wire.close()
