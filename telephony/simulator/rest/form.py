"""Parameters of a REST request, checked one by one."""

import re
from collections.abc import Mapping, Sequence
from typing import cast
from urllib.parse import urlsplit

from aiohttp import web
from multidict import MultiMapping

from telephony.simulator.rest.refusal import Refusal
from telephony.simulator.settings import Method

_PHONE = re.compile(r"\+[1-9][0-9]{6,14}")
_ADDRESS = re.compile(r"client:[A-Za-z0-9_]{1,121}|sips?:[^\s@]+@[^\s@]+")


class Form:
    """The parameters one request came with."""

    def __init__(self, given: Mapping[str, Sequence[str]]) -> None:
        self._given = given

    @property
    def names(self) -> frozenset[str]:
        """Which parameters there are."""
        return frozenset(self._given)

    def has(self, name: str) -> bool:
        """Whether the parameter is there and not empty."""
        return bool(self.text(name))

    def text(self, name: str) -> str:
        """A parameter's value; empty where it is not there."""
        return self._given.get(name, ("",))[0]

    def many(self, name: str) -> tuple[str, ...]:
        """All values of a parameter that may be repeated, or hold words with spaces between."""
        return tuple(word for value in self._given.get(name, ()) for word in value.split())

    def url(self, name: str, code: int = 21205) -> str | None:
        """An absolute URL of http or https; None where there is none.

        Raises:
            Refusal: 21205 (or `code`) where it is none.
        """
        value = self.text(name)
        if not value:
            return None
        try:
            parts = urlsplit(value)
            good = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            good = False
        if not good or len(value) > 4000:
            raise Refusal(400, code, f"{name} is not a valid URL: {value[:100]}")
        return value

    def method(self, name: str) -> Method:
        """GET or POST; POST where nothing is said.

        Raises:
            Refusal: 21207.
        """
        value = self.text(name).upper() or "POST"
        if value not in ("GET", "POST"):
            raise Refusal(400, 21207, f"{name} is neither GET nor POST")
        return cast("Method", value)

    def flag(self, name: str, otherwise: bool) -> bool:
        """True or false.

        Raises:
            Refusal: 20001.
        """
        value = self.text(name).lower()
        if value not in ("", "true", "false"):
            raise Refusal(400, 20001, f"{name} is neither true nor false")
        return value == "true" if value else otherwise

    def whole(self, name: str, otherwise: int, limits: tuple[int, int]) -> int:
        """A whole number within limits.

        Raises:
            Refusal: 20001.
        """
        value = self.text(name)
        if not value:
            return otherwise
        if not value.isascii() or not value.isdecimal():
            raise Refusal(400, 20001, f"{name} is not a whole number")
        if not limits[0] <= int(value) <= limits[1]:
            raise Refusal(400, 20001, f"{name} is not between {limits[0]} and {limits[1]}")
        return int(value)

    def events(self, name: str, known: Sequence[str], otherwise: str) -> frozenset[str]:
        """Events a callback is wanted for.

        Raises:
            Refusal: 21626.
        """
        given = self.many(name)
        if unknown := [event for event in given if event not in known]:
            raise Refusal(400, 21626, f"{name} has an unknown event: {unknown[0]}")
        return frozenset(given) if given else frozenset(otherwise.split())


def is_phone(value: str) -> bool:
    """A number in E.164 form."""
    return _PHONE.fullmatch(value) is not None


def is_callable(value: str) -> bool:
    """Something that can be called: a number, client:name or sip:name@host."""
    return is_phone(value) or _ADDRESS.fullmatch(value) is not None


async def posted(request: web.Request, known: frozenset[str]) -> Form:
    """The parameters in the body of a request.

    Raises:
        Refusal: 20001 for a parameter that is not among the known ones.
    """
    if request.content_type not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        if request.can_read_body:
            raise Refusal(415, 20001, f"content type {request.content_type} is not a form")
        return Form({})
    fields = await request.post()
    found = {name: [str(value) for value in fields.getall(name)] for name in fields}
    return _known(found, known)


def query(request: web.Request, known: frozenset[str]) -> Form:
    """The parameters in the query of a request.

    Raises:
        Refusal: 20001 for a parameter that is not among the known ones.
    """
    given: MultiMapping[str] = request.query
    return _known({name: given.getall(name) for name in given}, known)


def _known(found: Mapping[str, Sequence[str]], known: frozenset[str]) -> Form:
    if unknown := sorted(set(found) - known):
        raise Refusal(400, 20001, f"unknown parameter {unknown[0]}")
    return Form(found)
