"""Ports for servers that run for a rehearsal."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager


def free_port(wished: int = 0) -> int:
    """A TCP port on loopback that nothing listens on: the wished one where that is free."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wished))
        except OSError:
            return free_port()
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def nobody_there() -> Iterator[str]:
    """An address on loopback that refuses connections, and that no server takes meanwhile."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}"
