"""How calls ended on two versions of the flows, side by side."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.insight.version_figures import VersionFigures, version_figures
from ivr.store.calls import Call
from ivr.store.database import Database

SINCE = datetime(2026, 11, 25, 12, tzinfo=UTC)
LATER = SINCE + timedelta(minutes=5)


@pytest.fixture
def figures(address: str):
    """The figures of versions "old" and "new" over calls of version, outcome, start and end."""
    database = Database(address)

    def figures(*calls: tuple[str, str | None, datetime, datetime | None]):
        with database.writing() as session:
            for number, (version, outcome, started_at, ended_at) in enumerate(calls):
                session.add(
                    Call(
                        call_sid=f"CA{number}",
                        started_at=started_at,
                        ended_at=ended_at,
                        outcome=outcome,
                        flow_version=version,
                    )
                )
        with database.reading() as session:
            return version_figures(session, ("old", "new"), SINCE)

    yield figures
    database.close()


def test_each_version_has_its_outcomes_and_shares(figures):
    found = figures(
        ("old", "contained", LATER, LATER),
        ("old", "contained", LATER, LATER),
        ("old", "contained", LATER, LATER),
        ("old", "transferred", LATER, LATER),
        ("new", "failed", LATER, LATER),
    )
    assert found == {
        "old": VersionFigures({"contained": 3, "transferred": 1}),
        "new": VersionFigures({"failed": 1}),
    }
    assert (found["old"].calls, found["new"].calls) == (4, 1)
    assert [found["old"].share(each) for each in ("contained", "transferred", "failed")] == [
        0.75,
        0.25,
        0.0,
    ]
    assert found["new"].share("failed") == 1.0


def test_a_version_without_calls_has_no_share(figures):
    found = figures()
    assert found == {"old": VersionFigures({}), "new": VersionFigures({})}
    assert found["new"].calls == 0
    assert found["new"].share("contained") == 0.0


def test_calls_under_way_before_the_roll_out_or_of_other_versions_do_not_count(figures):
    before = SINCE - timedelta(seconds=1)
    found = figures(
        ("new", None, LATER, None),
        ("new", "contained", before, LATER),
        ("third", "contained", LATER, LATER),
        ("new", "contained", SINCE, LATER),
    )
    assert found["new"] == VersionFigures({"contained": 1})


def test_a_call_without_an_outcome_counts_and_is_none_of_the_shares(figures):
    found = figures(("new", None, LATER, LATER), ("new", "contained", LATER, LATER))
    assert found["new"] == VersionFigures({"": 1, "contained": 1})
    assert found["new"].share("contained") == 0.5
