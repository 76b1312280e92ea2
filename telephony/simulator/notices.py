"""What Twilio's debugger would show: errors and warnings by code."""

from collections.abc import Iterator
from dataclasses import dataclass

import structlog

_log = structlog.get_logger(__name__)
_KEPT = 1000


@dataclass(frozen=True)
class Notice:
    """One error or warning."""

    code: int
    """Twilio's number for it, see https://www.twilio.com/docs/api/errors."""
    what: str
    call_sid: str | None = None
    url: str | None = None
    """The URL that was asked for, where one was."""


class Notices:
    """The newest notices, oldest first."""

    def __init__(self) -> None:
        self._kept: list[Notice] = []

    def add(self, notice: Notice) -> None:
        """Keep a notice, and log it."""
        _log.warning(
            "phone network notice",
            code=notice.code,
            what=notice.what,
            call_sid=notice.call_sid,
            url=notice.url,
        )
        self._kept.append(notice)
        del self._kept[:-_KEPT]

    def __iter__(self) -> Iterator[Notice]:
        return iter(tuple(self._kept))

    def of_call(self, call_sid: str) -> tuple[Notice, ...]:
        """The notices of one call."""
        return tuple(notice for notice in self._kept if notice.call_sid == call_sid)
