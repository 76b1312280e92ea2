"""Ports for servers that run for a rehearsal."""

import socket


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
