"""A stretch of time that figures are about."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Span:
    """From one moment up to another, which does not count any more."""

    since: datetime
    until: datetime

    @classmethod
    def of_days(cls, days: int, until: datetime) -> "Span":
        """The last days up to a moment."""
        return cls(until - timedelta(days=days), until)
