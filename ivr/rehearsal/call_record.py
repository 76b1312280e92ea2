"""Call records of a running line, read over its API."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

Document = Mapping[str, Any]


@dataclass(frozen=True)
class RecordedEvent:
    """One event of a call, as the API tells it."""

    kind: str
    at: datetime
    body: Document


@dataclass(frozen=True)
class CallRecord:
    """All the events of one call, and its outcome so far."""

    outcome: str | None
    intent: str | None
    events: tuple[RecordedEvent, ...]

    def of_kind(self, *kinds: str) -> Iterator[RecordedEvent]:
        """The events of these kinds, in order."""
        return (event for event in self.events if event.kind in kinds)


class CallRecords:
    """Reads the records of one line."""

    def __init__(self, origin: str, key: str) -> None:
        self._http = httpx.Client(
            base_url=origin,
            headers={"Authorization": f"Bearer {key}"},
            timeout=10.0,
            trust_env=False,
        )

    def of(self, call_sid: str) -> CallRecord | None:
        """The record of a call; None where there is none yet, or the line gives no answer."""
        try:
            answer = self._http.get(f"/api/calls/{call_sid}")
        except httpx.HTTPError:
            return None
        if answer.status_code != httpx.codes.OK:
            return None
        document = answer.json()
        events = tuple(
            RecordedEvent(each["kind"], datetime.fromisoformat(each["at"]), each["body"])
            for each in document["events"]
        )
        return CallRecord(document["call"]["outcome"], document["call"]["intent"], events)

    def prompt_text(self, call_sid: str) -> list[tuple[str, str]]:
        """Prompts the line has begun to say on a call, each with the mark at its end.

        Marks within a prompt come with no words, so that a caller waits for the whole of it.
        """
        record = self.of(call_sid)
        if record is None:
            return []
        pairs: list[tuple[str, str]] = []
        for started in record.of_kind("prompt_started"):
            marks = [mark for mark, _ in started.body["marks"]]
            pairs += [(mark, "") for mark in marks[:-1]]
            pairs += [(mark, started.body["text"]) for mark in marks[-1:]]
        return pairs
