"""Where processes of this machine listen."""

import ipaddress
import socket
from urllib.parse import urlsplit

_ANY = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104


def bracketed(host: str) -> str:
    """A host as it stands before a port: IPv6 addresses in brackets."""
    return f"[{host}]" if ":" in host else host


def reachable_here(host: str, port: int) -> str:
    """Origin under which this machine itself reaches what listens on an address."""
    return f"http://{bracketed(_ANY.get(host, host))}:{port}"


def is_loopback(host: str | None) -> bool:
    """Whether a host name or address is this machine's own loopback."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def why_not_free(host: str, port: int) -> str | None:
    """Why nothing can start to listen there, in the system's words; None where it can."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        return error.strerror or "not an address of this machine"
    return None


def port_of(url: str) -> int:
    """The port of a web address, the scheme's own where none is written."""
    parts = urlsplit(url)
    return parts.port or (443 if parts.scheme == "https" else 80)
