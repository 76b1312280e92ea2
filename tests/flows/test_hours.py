from datetime import UTC, date, datetime, time

import pytest

from flows.hours import Holiday, Hours
from flows.yaml_io import read_library

DAY = ((time(9), time(12, 30)), (time(13, 30), time(18)))
HOURS = Hours(
    {"monday": DAY, "tuesday": DAY, "saturday": ((time(10), time(14)),)},
    {
        date(2026, 3, 3): Holiday("Pancake Day"),
        date(2026, 3, 7): Holiday("Half Day", ((time(10), time(12)),)),
    },
)


def at(day: int, hour: int, minute: int = 0) -> dict:
    return HOURS.at(datetime(2026, 3, day, hour, minute, tzinfo=UTC))


def test_open():
    told = at(2, 9)
    assert told["open"]
    assert told["closes_at"] == "12:30"
    assert told["today"] == (
        "from nine in the morning to twelve thirty in the afternoon"
        " and from one thirty in the afternoon to six in the evening"
    )
    assert "holiday" not in told


@pytest.mark.parametrize(("hour", "minute"), [(8, 59), (12, 30), (18, 0)])
def test_closed_in_between(hour, minute):
    told = at(2, hour, minute)
    assert not told["open"]
    assert "closes_at" not in told


def test_the_next_opening_passes_over_holidays():
    assert at(2, 8)["next_open"] == "2026-03-02T09:00:00+00:00"
    assert at(2, 19)["next_open"] == "2026-03-07T10:00:00+00:00"


def test_holidays():
    assert at(3, 10)["holiday"] == "Pancake Day"
    assert at(3, 10)["today"] == "closed"
    assert at(7, 11)["open"]
    assert not at(7, 13)["open"]


def test_the_week_joins_days_that_are_alike():
    week = at(2, 9)["week"]
    assert week.startswith("Monday to Tuesday from nine")
    assert ", and Wednesday to Friday closed, and Saturday from ten" in week


def test_a_shop_that_never_opens_has_no_next_opening():
    assert Hours().at(datetime(2026, 3, 2, 9, tzinfo=UTC)) == {
        "open": False,
        "today": "closed",
        "week": "Monday to Sunday closed",
    }


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('week: {monday: ["9-18"]}', "opening hours are expected here"),
        ('week: {monday: ["18:00-09:00"]}', "opening hours are expected here"),
        ('week: {monday: ["25:00-26:00"]}', "opening hours are expected here"),
        ('week: {monday: ["09:00-12:00", "11:00-13:00"]}', "hours that overlap"),
        ("week: {funday: []}", "unknown key 'funday'"),
        ("week: {}\nholidays: [{date: someday, name: X}]", "a date is expected here"),
        (
            "week: {}\nholidays: [{date: 2026-01-01, name: X}, {date: 2026-01-01, name: Y}]",
            "a second holiday",
        ),
    ],
)
def test_faults_are_told_with_their_place(tmp_path, line, what):
    file = tmp_path / "hours.yaml"
    file.write_text(f"format: 1\n{line}\n")
    (problem,) = read_library([file])[1]
    assert problem.what.startswith(what)
    assert problem.line in (2, 3)
