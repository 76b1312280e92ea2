"""Standing versions, the schedule and announcements, on SQLite and on a real PostgreSQL."""

from datetime import timedelta

import pytest

from ivr.store import announcements, flow_documents, flow_publications, flow_schedule, flow_standing
from ivr.store.announcements import Announcement
from ivr.store.flow_publications import FlowPublication
from ivr.store.flow_schedule import FlowSchedule, ScheduleState


@pytest.fixture
def standing(database, now):
    """A database in which `v1` is live and `v2` is kept."""
    with database.writing() as session:
        for version in ("v1", "v2"):
            flow_documents.keep(session, version, {"a.yaml": version}, now)
        assert flow_standing.begin(session, "v1", "ann", now)
    return database


def test_a_line_begins_with_one_version(standing, now):
    with standing.writing() as session:
        assert not flow_standing.begin(session, "v2", "bob", now)
    with standing.reading() as session:
        row = flow_standing.load(session)
    assert (row.serial, row.live, row.candidate, row.by) == (1, "v1", None, "ann")


def test_what_stands_is_held_as_it_was_seen_alone(standing):
    with standing.writing() as session:
        row = flow_standing.hold(session, 1)
        row.live, row.serial = "v2", 2
        session.flush()
        assert flow_standing.hold(session, 1) is None
        flow_standing.touch(session)
    with standing.reading() as session:
        row = flow_standing.load(session)
    assert (row.serial, row.live) == (3, "v2")


def test_the_history_is_read_from_its_end(standing, now):
    with standing.writing() as session:
        for kind, before in (("imported", None), ("published", "v1")):
            entry = {"version": "v1", "before": before, "percent": 100, "files": ["a.yaml"]}
            session.add(FlowPublication(at=now, who="ann", note="", kind=kind, **entry))
    with standing.reading() as session:
        entries = flow_publications.all_of(session)
        assert [each.kind for each in entries] == ["published", "imported"]
        assert entries[0].files == ["a.yaml"]
        assert flow_publications.latest(session).id == entries[0].id


def test_one_that_waits_is_settled_once(standing, now):
    def one(hours):
        how = {"texts": {"a.yaml": None}, "bases": {"a.yaml": None}, "percent": 100, "note": ""}
        at = now + timedelta(hours=hours)
        return FlowSchedule(at=at, state="waiting", who="ann", made_at=now, **how)

    with standing.writing() as session:
        later, sooner = one(2), one(1)
        session.add_all([later, sooner])
        session.flush()
        assert [each.id for each in flow_schedule.waiting(session)] == [sooner.id, later.id]
        assert flow_schedule.settle(session, sooner.id, ScheduleState.DONE, now)
        assert not flow_schedule.settle(session, sooner.id, ScheduleState.CANCELLED, now)
        assert [each.id for each in flow_schedule.waiting(session)] == [later.id]


def test_an_announcement_is_over_when_its_time_is_or_somebody_ends_it(standing, now):
    hour = timedelta(hours=1)
    with standing.writing() as session:
        first = Announcement(text="one", made_at=now, until=now + hour, by="ann")
        second = Announcement(text="two", made_at=now, until=now + 2 * hour, by="ann")
        session.add_all([first, second])
        session.flush()
        texts = [each.text for each in announcements.not_ended(session, now)]
        assert texts == ["one", "two"]
        assert [each.text for each in announcements.not_ended(session, now + hour)] == ["two"]
        assert not announcements.end(session, first.id, "bob", now + hour)
        assert announcements.end(session, second.id, "bob", now + hour)
        assert not announcements.end(session, second.id, "bob", now + hour)
        assert announcements.not_ended(session, now + hour) == []
