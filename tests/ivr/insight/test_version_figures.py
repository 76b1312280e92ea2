"""How calls ended on versions side by side, on SQLite and on a real PostgreSQL."""

from datetime import timedelta

import pytest

from ivr.insight.version_figures import VersionFigures, version_figures
from ivr.store.calls import Call

LIVE, NEW, OTHER = "a" * 12, "b" * 12, "c" * 12


@pytest.fixture
def figures(database, now):
    """The figures of the live and the new version, of calls since `now`."""

    def figures() -> dict[str, VersionFigures]:
        with database.reading() as session:
            return version_figures(session, [LIVE, NEW], now)

    return figures


@pytest.fixture
def ended(database, now):
    """Stores calls of a version that ended so; `began_s` is seconds after `now`."""
    sids = (f"CA{number}" for number in range(100))

    def ended(version, *outcomes, began_s=1, is_over=True) -> None:
        began = now + timedelta(seconds=began_s)
        over = began + timedelta(minutes=2) if is_over else None
        with database.writing() as session:
            for outcome in outcomes:
                call = Call(call_sid=next(sids), started_at=began, ended_at=over)
                call.flow_version, call.outcome = version, outcome
                session.add(call)

    return ended


def test_each_version_has_the_outcomes_of_its_own_calls(ended, figures):
    ended(LIVE, "contained", "contained", "transferred")
    ended(NEW, "contained", "failed", "failed", "abandoned")
    ended(OTHER, "contained")
    assert figures() == {
        LIVE: VersionFigures({"contained": 2, "transferred": 1}),
        NEW: VersionFigures({"contained": 1, "failed": 2, "abandoned": 1}),
    }


def test_calls_that_began_earlier_or_are_not_over_do_not_count(ended, figures):
    ended(LIVE, "contained", began_s=-1)
    ended(LIVE, "transferred", began_s=0)
    ended(NEW, None, "contained", is_over=False)
    assert figures() == {LIVE: VersionFigures({"transferred": 1}), NEW: VersionFigures({})}


def test_a_call_without_an_outcome_counts_among_all(ended, figures):
    ended(NEW, None, "contained", "contained", "failed")
    new = figures()[NEW]
    assert (new.calls, new.outcomes[""]) == (4, 1)
    assert (new.share("contained"), new.share("transferred")) == (0.5, 0.0)


def test_a_version_without_calls_has_no_shares(figures):
    live = figures()[LIVE]
    assert (live.calls, live.share("contained")) == (0, 0.0)
