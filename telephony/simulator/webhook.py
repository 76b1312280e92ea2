"""Requests to the application: form-encoded and signed, within Twilio's time limits.

Source: https://www.twilio.com/docs/usage/security#validating-requests and
https://www.twilio.com/docs/api/errors/11205
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit
from uuid import uuid4

import aiohttp
from twilio.request_validator import RequestValidator
from yarl import URL

from telephony.simulator.faults import NetworkFaults
from telephony.simulator.origins import NotReachable, Origins
from telephony.simulator.overrides import Overrides, parse

_REDIRECTS = 10
_MAX_BODY = 8 * 1024 * 1024


class WebhookFailed(Exception):
    """The application gave no usable answer; `code` is Twilio's.

    11100 not a URL; 11200 an error status or a broken answer; 11205 no connection, or no answer
    in time; 11210 a host the simulator does not call; 11215 too many redirects; 11750 too long.
    """

    def __init__(self, code: int, what: str, url: str) -> None:
        super().__init__(what)
        self.code = code
        self.url = url


class _TryFailed(Exception):
    def __init__(self, kind: str, code: int, what: str) -> None:
        super().__init__(what)
        self.kind = kind
        self.code = code


@dataclass(frozen=True)
class Answer:
    """What the application answered."""

    url: str
    """Where the answer came from, after redirects."""
    content_type: str
    body: bytes


class Webhooks:
    """Sends the requests of one account."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        origins: Origins,
        auth_token: str,
        limits_s: tuple[float, float] = (10.0, 15.0),
        faults: NetworkFaults | None = None,
    ) -> None:
        """Make a sender.

        Args:
            session: kept by the caller, who closes it.
            origins: where the application is.
            auth_token: signs every request.
            limits_s: seconds to connect, and for the whole answer.
            faults: of the network, to be tried; None has none.
        """
        self._session = session
        self._origins = origins
        self._validator = RequestValidator(auth_token)
        self._limits_s = limits_s
        self._faults = faults or NetworkFaults()

    def signature(self, url: str, parameters: Mapping[str, str] | None = None) -> str:
        """Value of X-Twilio-Signature for that URL and those form parameters."""
        signed: str = self._validator.compute_signature(url, dict(parameters or {}))
        return signed

    async def send(self, url: str, method: str, parameters: Mapping[str, str]) -> Answer:
        """Send a request and wait for its answer.

        Args:
            url: absolute, as the application knows it; a fragment carries connection overrides.
            method: GET or POST.
            parameters: form parameters; part of the query for GET.

        Raises:
            WebhookFailed: see its codes.
        """
        target, fragment = urldefrag(url)
        path = urlsplit(target).path
        if self._faults.loses_webhook(path):
            raise WebhookFailed(11205, f"the request to {target} got lost", target)
        self._faults.sets_out(path)
        if late_s := self._faults.delays_webhook(path):
            await asyncio.sleep(late_s)
        answer = await self._send(target, method, parameters, parse(fragment))
        if self._faults.repeats_webhook(path):
            return await self._send(target, method, parameters, parse(fragment))
        return answer

    async def _send(
        self, target: str, method: str, parameters: Mapping[str, str], overrides: Overrides
    ) -> Answer:
        token = str(uuid4())
        left = overrides.retries
        while True:
            try:
                return await self._follow(target, method, parameters, (token, overrides))
            except _TryFailed as failure:
                if left < 1 or not overrides.again(failure.kind):
                    raise WebhookFailed(failure.code, str(failure), target) from None
                left -= 1

    async def _follow(
        self, url: str, method: str, parameters: Mapping[str, str], way: tuple[str, Overrides]
    ) -> Answer:
        for _ in range(_REDIRECTS + 1):
            answer = await self._once(url, method, parameters, way)
            if isinstance(answer, Answer):
                return answer
            url, method = urljoin(url, answer), "GET"
        raise _TryFailed("redirects", 11215, f"more than {_REDIRECTS} redirects")

    async def _once(
        self, url: str, method: str, parameters: Mapping[str, str], way: tuple[str, Overrides]
    ) -> Answer | str:
        """The answer, or where it redirects to."""
        token, overrides = way
        form = dict(parameters) if method == "POST" else {}
        if method == "GET" and parameters:
            url += ("&" if "?" in url else "?") + urlencode(parameters)
        try:
            reached = self._origins.http(url)
        except NotReachable as refused:
            raise _TryFailed("host", refused.code, str(refused)) from None
        headers = {
            "Host": reached.host,
            "X-Twilio-Signature": self.signature(url, form),
            "I-Twilio-Idempotency-Token": token,
            "User-Agent": "TwilioProxy/1.1",
            "Accept": "*/*",
            "X-Forwarded-Proto": url.partition(":")[0],
        }
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
        try:
            async with self._session.request(
                method,
                URL(reached.url, encoded=True),
                data=urlencode(form).encode() if method == "POST" else None,
                headers=headers,
                allow_redirects=False,
                timeout=self._timeout(overrides),
            ) as response:
                return await _read(response, url)
        except (aiohttp.ConnectionTimeoutError, aiohttp.ClientConnectorError) as failure:
            raise _TryFailed("ct", 11205, f"no connection to {url}: {failure}") from None
        except TimeoutError:
            raise _TryFailed("rt", 11205, f"no answer in time from {url}") from None
        except (aiohttp.ClientError, ValueError) as failure:
            raise _TryFailed("broken", 11200, f"no usable answer from {url}: {failure}") from None

    def _timeout(self, overrides: Overrides) -> aiohttp.ClientTimeout:
        connect_s, total_s = self._limits_s
        if overrides.connect_ms is not None:
            connect_s = overrides.connect_ms / 1000
        if overrides.read_ms is not None:
            total_s = overrides.read_ms / 1000
        return aiohttp.ClientTimeout(total=total_s, sock_connect=connect_s)


async def _read(response: aiohttp.ClientResponse, url: str) -> Answer | str:
    if response.status in (301, 302, 303, 307, 308) and "Location" in response.headers:
        return response.headers["Location"]
    if not 200 <= response.status < 300:
        kind = f"{response.status // 100}xx"
        raise _TryFailed(kind, 11200, f"{url} answered with status {response.status}")
    body = bytearray()
    async for chunk in response.content.iter_chunked(65536):
        body += chunk
        if len(body) > _MAX_BODY:
            raise _TryFailed("size", 11750, f"{url} answered with more than {_MAX_BODY} bytes")
    return Answer(url, response.headers.get("Content-Type", ""), bytes(body))
