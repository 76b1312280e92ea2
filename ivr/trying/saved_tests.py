"""Conversations that were saved as tests, in the line's database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flows.storable import storable_text
from ivr.errors import WarmlineError
from ivr.store import flow_tests
from ivr.store.database import Database
from ivr.store.flow_tests import FlowTest
from ivr.trying.conversation import Conversation, People

MOST = 60
LONGEST_NAME = 80


@dataclass(frozen=True)
class SavedTest:
    """A scripted call that every draft is held against."""

    id: int
    name: str
    script: str
    people: People
    """What comes of a wish for a person."""
    made_by: str
    made_at: datetime


class TestRefused(WarmlineError):
    """It can't be saved; the message says why."""

    code = "test-refused"


@dataclass(frozen=True)
class SavedTests:
    """All tests of the line. Thread-safe; every method raises DatabaseFailure."""

    database: Database
    clock: Callable[[], datetime]

    def all(self) -> tuple[SavedTest, ...]:
        """Every test, by name."""
        with self.database.reading() as session:
            return tuple(_test(row) for row in flow_tests.all_of(session))

    def get(self, test_id: int) -> SavedTest | None:
        """One test, if it is there."""
        with self.database.reading() as session:
            row = session.get(FlowTest, test_id)
            return None if row is None else _test(row)

    def save(self, name: str, conversation: Conversation, who: str) -> None:
        """Keep a conversation as it stands.

        Raises:
            TestRefused: the name is none or taken, or there are too many.
        """
        shown = " ".join(storable_text(name).split())
        if not shown or len(shown) > LONGEST_NAME:
            raise TestRefused(f"A test has a name of 1 to {LONGEST_NAME} characters.")
        values = {
            "name": shown,
            "script": conversation.script(),
            "people": conversation.people,
            "made_by": who,
            "made_at": self.clock(),
        }
        with self.database.writing() as session:
            if flow_tests.count(session) >= MOST:
                raise TestRefused(f"There are {MOST} tests already. Delete one first.")
            if not flow_tests.add(session, values):
                raise TestRefused(f"There is a test '{shown}' already.")

    def remove(self, test_id: int) -> None:
        """Forget a test, if it is there."""
        with self.database.writing() as session:
            flow_tests.remove(session, test_id)


def _test(row: FlowTest) -> SavedTest:
    people = cast("People", row.people)
    return SavedTest(row.id, row.name, row.script, people, row.made_by, row.made_at)
