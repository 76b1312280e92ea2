"""How the Twilio SDK's requests travel: time limits, another address, retries that double nothing.

The SDK takes it by its own hook, `Client(http_client=...)`. A request that asks for something new
(a call, a message) is sent again only where it surely did not arrive or was turned away by the
rate limit. All others come to the same when sent twice.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
import structlog
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
    stop_after_delay,
    wait_random_exponential,
)
from twilio.http.response import Response

from telephony.call_failures import AnswerLost, CallFailure, LineUnreachable

_ATTEMPTS = 3
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""Refused, no such host, no handshake, no free connection: nothing left this machine."""
_ONE_RESOURCE = re.compile(r"/[A-Z]{2}[0-9a-fA-F]{32}\.json", re.ASCII)
_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class TimeLimits:
    """Seconds, all of them."""

    connect_s: float = 2.0
    read_s: float = 5.0
    """From the request to its answer, in one attempt."""
    no_retry_after_s: float = 6.0
    """From the first attempt; webhooks have 15 s in all."""
    backoff_s: float = 0.2
    """The first pause, at most; each later one may be twice as long."""


class _TryAgain(Exception):
    """One attempt brought nothing and another does no harm."""


class _Exchange:
    """One request through all its attempts."""

    def __init__(self, http: httpx.Client, request: httpx.Request) -> None:
        self._http = http
        self._request = request
        self._asks_only = request.method == "GET"
        self._repeatable = self._asks_only or bool(_ONE_RESOURCE.search(request.url.path))
        self._may_have_arrived = False

    def attempt(self, auth: tuple[str, str] | None) -> httpx.Response:
        """Send the request once."""
        try:
            answer = self._http.send(self._request, auth=auth)
        except _NOT_SENT as error:
            raise _TryAgain from error
        except httpx.RequestError as error:
            raise self._in_doubt(type(error).__name__) from error
        if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
            raise _TryAgain
        if answer.is_server_error:
            raise self._in_doubt(f"status {answer.status_code}")
        return answer

    def given_up(self) -> CallFailure:
        """The failure when no attempt is left."""
        if self._may_have_arrived and not self._asks_only:
            return AnswerLost("Twilio may have done it: no usable answer came in any attempt")
        return LineUnreachable("Twilio can't be reached or doesn't serve at the moment")

    def _in_doubt(self, why: str) -> Exception:
        self._may_have_arrived = True
        if self._repeatable:
            return _TryAgain()
        return AnswerLost(f"Twilio may have done it: no usable answer came ({why})")


class LineHttpClient:
    """The transport of the Twilio SDK. Threads may share it."""

    def __init__(self, api_base: str | None = None, limits: TimeLimits | None = None) -> None:
        """Prepare connections; none is opened yet.

        Args:
            api_base: takes the place of scheme and host in every request, for a stand-in of
                Twilio: `http://127.0.0.1:8100`. No proxy is used then.
            limits: of time.
        """
        self._api_base = api_base.rstrip("/") if api_base else None
        self._limits = limits or TimeLimits()
        self._http = httpx.Client(
            timeout=httpx.Timeout(self._limits.read_s, connect=self._limits.connect_s),
            trust_env=api_base is None,
        )

    def request(
        self,
        method: str,
        uri: str,
        params: Mapping[str, Any] | None = None,
        data: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        """Send one request of the SDK and bring its answer, errors of Twilio's included.

        Raises:
            LineUnreachable: it did not arrive, or asked for nothing new and found no answer.
            AnswerLost: it may have arrived and was to change something.
        """
        request = self._http.build_request(
            method,
            self._address(uri),
            params=params,
            data=data,
            headers=headers,
            timeout=httpx.USE_CLIENT_DEFAULT if timeout is None else timeout,
        )
        exchange = _Exchange(self._http, request)
        retrying = Retrying(
            retry=retry_if_exception_type(_TryAgain),
            stop=stop_after_attempt(_ATTEMPTS) | stop_after_delay(self._limits.no_retry_after_s),
            wait=wait_random_exponential(self._limits.backoff_s),
            before_sleep=_note_retry,
            reraise=True,
        )
        try:
            answer = retrying(exchange.attempt, auth)
        except _TryAgain as last:
            raise exchange.given_up() from last.__cause__
        return Response(answer.status_code, answer.text, answer.headers)

    def close(self) -> None:
        """Close all connections."""
        self._http.close()

    def _address(self, uri: str) -> str:
        if self._api_base is None:
            return uri
        parts = urlsplit(uri)
        return self._api_base + parts._replace(scheme="", netloc="").geturl()


def _note_retry(state: RetryCallState) -> None:
    _log.warning("twilio_request_repeated", attempt=state.attempt_number)
