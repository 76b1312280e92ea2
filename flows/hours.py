"""Opening hours: when the shop is open, as flows read it in `hours`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Self

from flows.events import Json
from flows.reading import Node
from flows.spoken import clock

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CLOSED = "closed"
DAYS_AHEAD = 21
"""How far ahead the next opening is looked for."""

Span = tuple[time, time]
Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Holiday:
    """A day with hours of its own."""

    name: str
    spans: Spans = ()
    """Empty: closed all day."""


@dataclass(frozen=True)
class Hours:
    """Opening hours of a week, and the days that differ.

    ```yaml
    format: 1
    week: {monday: ["09:00-18:00"], saturday: ["10:00-14:00"]}
    holidays:
      - {date: 2026-12-25, name: "Christmas Day"}
      - {date: 2026-12-24, name: "Christmas Eve", hours: ["10:00-14:00"]}
    ```
    """

    week: Mapping[str, Spans] = field(default_factory=dict)
    """By weekday; a day left out is closed."""
    holidays: Mapping[date, Holiday] = field(default_factory=dict)

    def on(self, day: date) -> Spans:
        """The hours of a day."""
        holiday = self.holidays.get(day)
        return holiday.spans if holiday else self.week.get(WEEKDAYS[day.weekday()], ())

    def at(self, now: datetime) -> dict[str, Json]:
        """What flows can read: `open`, `today`, `holiday`, `closes_at`, `next_open`, `week`.

        Args:
            now: the shop's local time.
        """
        today = self.on(now.date())
        until = [span[1] for span in today if is_within((span,), now)]
        told: dict[str, Json] = {
            "open": bool(until),
            "today": _spoken(today, now),
            "week": self._week(now),
        }
        if now.date() in self.holidays:
            told["holiday"] = self.holidays[now.date()].name
        if until:
            told["closes_at"] = until[0].isoformat("minutes")
        opens = self.next_opening(now)
        if opens:
            told["next_open"] = opens.isoformat()
        return told

    def next_opening(self, now: datetime) -> datetime | None:
        """When it opens next after a local time; None where that is not within three weeks."""
        return next(self._openings(now), None)

    def _openings(self, now: datetime) -> Iterator[datetime]:
        for ahead in range(DAYS_AHEAD):
            day = now.date() + timedelta(days=ahead)
            for begin, _ in self.on(day):
                opens = datetime.combine(day, begin, now.tzinfo)
                if opens > now:
                    yield opens

    def _week(self, now: datetime) -> str:
        """The week's hours, days with the same ones together."""
        groups: list[tuple[str, str, Spans]] = []
        for day in WEEKDAYS:
            spans = self.week.get(day, ())
            if groups and groups[-1][2] == spans:
                groups[-1] = (groups[-1][0], day, spans)
            else:
                groups.append((day, day, spans))
        return ", and ".join(_group(*group, now) for group in groups)

    @classmethod
    def read(cls, node: Node) -> Self:
        """The hours in a document; faults are noted in the node's report."""
        fields = node.keys_of(("format", "week", "holidays"), required=("week",))
        return cls(fields.read("week", read_week, {}), fields.read("holidays", _holidays, {}))


def _group(first: str, last: str, spans: Spans, now: datetime) -> str:
    days = first.title() if first == last else f"{first.title()} to {last.title()}"
    return f"{days} {_spoken(spans, now)}"


def _spoken(spans: Spans, now: datetime) -> str:
    if not spans:
        return CLOSED
    words = [f"from {_time(begin, now)} to {_time(end, now)}" for begin, end in spans]
    return " and ".join(words)


def _time(when: time, now: datetime) -> str:
    return clock(when.isoformat("minutes"), now)


def is_within(spans: Spans, now: datetime) -> bool:
    """Whether a time of day lies in one of some spans."""
    time_of_day = now.time().replace(tzinfo=None)
    return any(begin <= time_of_day < end for begin, end in spans)


def read_week(node: Node) -> Mapping[str, Spans]:
    """Hours by weekday; a day left out is closed."""
    fields = node.keys_of(WEEKDAYS)
    return {day: _spans(each) for day, each in fields.entries.items()}


def _holidays(node: Node) -> Mapping[date, Holiday]:
    found: dict[date, Holiday] = {}
    for item in node.items():
        fields = item.keys_of(("date", "name", "hours"), required=("date", "name"))
        day = fields.read("date", Node.day, None)
        if day in found:
            item.wrong(f"a second holiday on {day}", "Keep one of them")
        elif day:
            name = fields.read("name", Node.text, "")
            found[day] = Holiday(name, fields.read("hours", _spans, ()))
    return found


def _spans(node: Node) -> Spans:
    spans = tuple(span for item in node.items() if (span := _span(item)))
    for before, after in pairwise(spans):
        if after[0] < before[1]:
            node.wrong("hours that overlap or are out of order", "Write them one after the other")
    return spans


def span_of(text: str) -> Span | None:
    """Hours written like "09:00-18:00"; None where they are not, or don't end after they begin."""
    found = re.fullmatch(r"(\d\d:\d\d)-(\d\d:\d\d)", text)
    if found is None:
        return None
    try:
        begin, end = map(time.fromisoformat, found.groups())
    except ValueError:
        return None
    return (begin, end) if begin < end else None


def _span(node: Node) -> Span | None:
    span = span_of(node.text())
    if span is None:
        node.wrong("opening hours are expected here", 'Write them like "09:00-18:00"')
    return span
