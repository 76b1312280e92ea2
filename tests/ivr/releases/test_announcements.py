"""Announcements in every process, on SQLite and PostgreSQL."""

from datetime import timedelta

import pytest

from ivr.releases.announcements import LONGEST, MOST_AT_ONCE, AnnouncementRefused

HOUR_S = 3600


@pytest.fixture
def until(clock):
    """An hour from now."""
    return clock.now + timedelta(seconds=HOUR_S)


def told(parts):
    return [each.text for each in parts.releases.announced()]


def test_every_process_tells_it_until_its_time_is_over(parts, process, until, clock):
    other = process()
    parts.announcements.announce(" We know\nabout it. ", until, "ann")
    assert told(parts) == ["We know about it."]
    other.releases.look()
    assert told(other) == ["We know about it."]
    (announced,) = other.releases.announced()
    assert (announced.by, announced.until, announced.made_at) == ("ann", until, clock.now)
    clock.wait(HOUR_S)
    assert told(parts) == told(other) == []


def test_it_is_ended_once(parts, process, until):
    first = parts.announcements.announce("One.", until, "ann")
    parts.announcements.announce("Two.", until, "ann")
    assert process().announcements.end(first, "bob")
    assert not parts.announcements.end(first, "bob")
    assert told(parts) == ["Two."]


def test_it_changes_no_version(parts, until):
    before = parts.releases.standing()
    parts.announcements.announce("One.", until, "ann")
    after = parts.releases.standing()
    assert (after.live, after.since) == (before.live, before.since)
    assert len(parts.publishing.history()) == 1


@pytest.mark.parametrize("text", ["", "  \n", "a" * (LONGEST + 1), "bell \a"])
def test_what_cannot_be_said_is_refused(parts, until, text):
    with pytest.raises(AnnouncementRefused, match="characters"):
        parts.announcements.announce(text, until, "ann")


def test_one_that_is_over_or_one_too_many_is_refused(parts, until, clock):
    with pytest.raises(AnnouncementRefused, match="still to come"):
        parts.announcements.announce("One.", clock.now, "ann")
    for number in range(MOST_AT_ONCE):
        parts.announcements.announce(f"Number {number}.", until, "ann")
    with pytest.raises(AnnouncementRefused, match="End one first"):
        parts.announcements.announce("More.", until, "ann")
