"""From the public address an application goes by to where it listens on this machine."""

from dataclasses import dataclass
from urllib.parse import urlsplit

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class NotReachable(Exception):
    """A URL that leads off this machine, or is none; `code` is Twilio's."""

    def __init__(self, code: int, what: str) -> None:
        super().__init__(what)
        self.code = code


@dataclass(frozen=True)
class Reached:
    """Where to send a request, and under which host."""

    url: str
    host: str
    """Value of the Host header: the public one."""


@dataclass(frozen=True)
class Origins:
    """The application's public origin and where that is reached."""

    public: str
    """https://line.example"""
    reachable_at: str
    """http://127.0.0.1:5000"""

    def http(self, url: str) -> Reached:
        """Where an http or https URL is reached.

        Raises:
            NotReachable: 11100 no such URL form; 11210 a host that is not on this machine.
        """
        return self._reach(url, self.public, self.reachable_at, ("http", "https"))

    def websocket(self, url: str) -> Reached:
        """Where a wss URL is reached; plain ws where that is all the application speaks here.

        Raises:
            NotReachable: 31922 not a wss URL; 31920 one with a query string; 11210 as for http.
        """
        if not url.startswith("wss://"):
            raise NotReachable(31922, f"the URL of a stream begins with wss://: {url}")
        if urlsplit(url).query:
            raise NotReachable(31920, f"the URL of a stream takes no query string: {url}")
        public = "wss://" + self.public.partition("://")[2]
        return self._reach(url, public, _as_socket(self.reachable_at), ("wss",))

    def _reach(self, url: str, public: str, at: str, schemes: tuple[str, ...]) -> Reached:
        try:
            parts = urlsplit(url)
            host = parts.hostname
        except ValueError:
            raise NotReachable(11100, f"not a URL: {url!r}") from None
        if parts.scheme not in schemes or not host:
            raise NotReachable(11100, f"not an absolute {schemes[-1]} URL: {url!r}")
        rest = url.partition("://")[2].partition(parts.netloc)[2]
        rest = rest.partition("#")[0]
        if rest[:1] != "/":
            rest = "/" + rest
        if f"{parts.scheme}://{parts.netloc}" == public.rstrip("/"):
            return Reached(at.rstrip("/") + rest, parts.netloc)
        if host in _LOOPBACK:
            return Reached(f"{parts.scheme}://{parts.netloc}{rest}", parts.netloc)
        raise NotReachable(11210, f"the simulator calls no host but {public}: {url}")


def _as_socket(origin: str) -> str:
    return origin.replace("https://", "wss://", 1).replace("http://", "ws://", 1)
