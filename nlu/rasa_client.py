"""Rasa over HTTP, with a short leash: the caller on the line waits for the answer."""

import json
import threading
import time
from http import HTTPStatus
from typing import Literal, Self
from urllib.parse import urlencode, urlsplit

import urllib3
from urllib3.exceptions import DecodeError, HTTPError, NewConnectionError
from urllib3.exceptions import TimeoutError as TookTooLong

from nlu.breaker import CircuitBreaker
from nlu.rasa_answer import MalformedAnswer, read_answer
from nlu.understanding import Understanding

AwayCode = Literal["busy", "resting", "slow", "unreachable", "refused", "error", "nonsense"]

LONGEST_TEXT = 1000
"""Characters of an utterance that are sent; no caller says more in one breath."""
_LONGEST_ANSWER = 256 * 1024
_PIECE = 64 * 1024


class RasaAway(Exception):
    """Rasa gave no usable answer.

    Attributes:
        code: `busy` (too many requests in flight), `resting` (not asked because it kept failing),
            `slow` (no answer in time), `unreachable`, `refused` (wrong token or request),
            `error` (its own failure), `nonsense` (an answer that makes no sense).
    """

    def __init__(self, code: AwayCode, what: str = "") -> None:
        super().__init__(f"{code}: {what}" if what else code)
        self.code: AwayCode = code


class RasaClient:
    """Asks one Rasa server; safe to share between threads."""

    def __init__(
        self,
        url: str,
        token: str = "",
        timeout_s: float = 0.4,
        max_in_flight: int = 8,
        breaker: CircuitBreaker | None = None,
    ) -> None:
        """Make a client; nothing is sent yet.

        Args:
            url: origin of the server, such as `http://127.0.0.1:5005`.
            token: what the server was given as `--auth-token`; empty for none.
            timeout_s: longest wait for a whole answer, seconds.
            max_in_flight: requests under way at once; Rasa queues any number without complaint,
                so the limit must be here.
            breaker: when to stop asking; a fresh one by default.
        """
        self._timeout_s = timeout_s
        self._places = threading.BoundedSemaphore(max_in_flight)
        self._breaker = breaker or CircuitBreaker()
        path = urlsplit(url).path.rstrip("/") + "/model/parse"
        self._path = f"{path}?{urlencode({'token': token})}" if token else path
        self._http = urllib3.connection_from_url(
            url, maxsize=max_in_flight, timeout=timeout_s, retries=False
        )

    @property
    def resting(self) -> bool:
        """Whether Rasa failed so often that it is not asked at the moment."""
        return self._breaker.is_open

    def understand(self, text: str) -> Understanding:
        """Intent and entities of `text`; entity values as they were said.

        Leading slashes are dropped (Rasa would take the text for a command), an utterance without
        words is not sent.

        Raises:
            RasaAway: no usable answer in time.
        """
        words = text.lstrip("/ \t\r\n")[:LONGEST_TEXT].rstrip()
        words = words.encode("utf-8", "replace").decode("utf-8")
        if not words:
            return Understanding(text, "out_of_scope", 0.0)
        if not self._places.acquire(blocking=False):
            raise RasaAway("busy")
        try:
            if not self._breaker.admits():
                raise RasaAway("resting")
            return self._reported(words)
        finally:
            self._places.release()

    def _reported(self, words: str) -> Understanding:
        """Ask, and tell the breaker how it went whatever happens."""
        answered = False
        try:
            understanding = self._ask(words)
            answered = True
            return understanding
        finally:
            if answered:
                self._breaker.succeeded()
            else:
                self._breaker.failed()

    def _ask(self, words: str) -> Understanding:
        try:
            return read_answer(self._body(words), words)
        except MalformedAnswer as error:
            raise RasaAway("nonsense", str(error)) from error
        except NewConnectionError as error:
            raise RasaAway("unreachable", type(error).__name__) from error
        except TookTooLong as error:
            raise RasaAway("slow") from error
        except DecodeError as error:
            raise RasaAway("nonsense", "undecodable body") from error
        except HTTPError as error:
            raise RasaAway("unreachable", type(error).__name__) from error

    def _body(self, words: str) -> bytes:
        deadline = time.monotonic() + self._timeout_s
        body = bytearray()
        # What is read to its end leaves its connection for the next question, all else ends it.
        with self._http.urlopen(
            "POST",
            self._path,
            body=json.dumps({"text": words}, separators=(",", ":")).encode(),
            headers={"Content-Type": "application/json"},
            redirect=False,
            preload_content=False,
        ) as response:
            if response.status != HTTPStatus.OK:
                failed = response.status >= HTTPStatus.INTERNAL_SERVER_ERROR
                code: AwayCode = "error" if failed else "refused"
                raise RasaAway(code, str(response.status))
            while chunk := response.read1(_PIECE):
                body += chunk
                if len(body) > _LONGEST_ANSWER:
                    raise RasaAway("nonsense", "endless answer")
                if time.monotonic() > deadline:
                    raise RasaAway("slow", "the answer trickles")
        return bytes(body)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
