"""The order of call statuses, whatever the order of their reports."""

from itertools import permutations

import pytest

from telephony.statuses import CallStatus, StreamStatus


def last_of(reports: tuple[CallStatus, ...]) -> CallStatus:
    known = CallStatus.QUEUED
    for report in reports:
        if known.may_become(report):
            known = report
    return known


def test_late_and_repeated_reports_change_nothing() -> None:
    reports = (CallStatus.RINGING, CallStatus.IN_PROGRESS, CallStatus.COMPLETED)
    for order in permutations(reports * 2):
        assert last_of(order) is CallStatus.COMPLETED


@pytest.mark.parametrize("over", [status for status in CallStatus if status.is_over])
def test_nothing_follows_the_end(over: CallStatus) -> None:
    assert not any(over.may_become(later) for later in CallStatus)


@pytest.mark.parametrize("running", ["queued", "initiated", "ringing", "in-progress"])
def test_every_running_call_may_end_in_any_way(running: str) -> None:
    status = CallStatus(running)
    assert not status.is_over
    assert all(status.may_become(later) for later in CallStatus if later.is_over)
    assert not status.may_become(status)


def test_a_stream_is_over_once_stopped_or_broken() -> None:
    over = {status for status in StreamStatus if status.is_over}
    assert over == {StreamStatus.STOPPED, StreamStatus.ERROR}
