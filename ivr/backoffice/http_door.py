"""Requests to a company's HTTP API, and what their answers and failures mean."""

from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ValidationError

from ivr.backoffice.interface import BackOfficeAway

Shape = TypeVar("Shape", bound=BaseModel)

_CODES = {401: "refused", 403: "refused", 408: "timeout", 429: "busy", 503: "busy", 504: "timeout"}


class HttpDoor:
    """One API. Thread-safe; every method may raise `BackOfficeAway`."""

    def __init__(self, base_url: str, key: str, timeout_s: float) -> None:
        """Prepare connections; none is opened yet."""
        self._client = httpx.Client(
            base_url=base_url.rstrip("/") + "/",
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=httpx.Timeout(timeout_s, connect=min(1.0, timeout_s)),
            transport=httpx.HTTPTransport(retries=1),
        )

    def look_up(self, shape: type[Shape], *path: str) -> Shape | None:
        """What is at a path; None where there is nothing (404)."""
        answer = self._send("GET", path)
        return None if answer.status_code == httpx.codes.NOT_FOUND else _read(shape, answer)

    def search(self, shape: type[Shape], path: str, wanted: Mapping[str, str]) -> Shape:
        """What is found under a path."""
        return _read(shape, self._send("GET", (path,), params=wanted))

    def post(
        self, shape: type[Shape], path: tuple[str, ...], body: object, key: str | None = None
    ) -> Shape:
        """What comes of asking for something, once for its idempotency key."""
        return _read(shape, self._send("POST", path, json=body, headers=_idempotent(key)))

    def put(self, path: tuple[str, ...], body: object, key: str) -> bool:
        """Change something; False where it was no longer as it was seen (409)."""
        answer = self._send("PUT", path, json=body, headers=_idempotent(key))
        if answer.status_code == httpx.codes.CONFLICT:
            return False
        _require_success(answer)
        return True

    def close(self) -> None:
        """Close idle connections."""
        self._client.close()

    def _send(self, method: str, path: tuple[str, ...], **content: Any) -> httpx.Response:
        url = "/".join(quote(part, safe="") for part in path)
        try:
            return self._client.request(method, url, **content)
        except httpx.TimeoutException as error:
            raise BackOfficeAway("timeout", "the order API did not answer in time") from error
        except httpx.HTTPError as error:
            raise BackOfficeAway(
                "unreachable", f"the order API can't be reached: {error}"
            ) from error


def _idempotent(key: str | None) -> dict[str, str]:
    return {"Idempotency-Key": key} if key else {}


def _require_success(answer: httpx.Response) -> None:
    if not answer.is_success:
        code = _CODES.get(answer.status_code, "broken")
        raise BackOfficeAway(code, f"the order API answered with status {answer.status_code}")


def _read(shape: type[Shape], answer: httpx.Response) -> Shape:
    _require_success(answer)
    try:
        return shape.model_validate_json(answer.content)
    except ValidationError as error:
        where = ", ".join(sorted({".".join(map(str, e["loc"])) or "body" for e in error.errors()}))
        raise BackOfficeAway(
            "not_understood", f"the order API's answer is wrong at: {where}"
        ) from None
