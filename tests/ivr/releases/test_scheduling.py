"""Publications at a time to come, with several processes, on SQLite and PostgreSQL."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from flows.problems import FlowsInvalid
from ivr.releases.publication import Release
from tests.ivr.releases.conftest import last_words

FILE = "goodbye.yaml"
HOUR_S = 3600


@pytest.fixture
def scheduled(parts, says, clock):
    """A publication in an hour."""
    at = clock.now + timedelta(seconds=HOUR_S)
    return parts.scheduling.schedule(Release((says("So long."),), "holidays", "ann"), at)


def test_it_waits_for_its_time(parts, scheduled, clock):
    assert parts.releases.standing().scheduled == (scheduled,)
    assert (scheduled.files, scheduled.who, scheduled.percent) == ((FILE,), "ann", 100)
    assert parts.drafts.all() == ()
    clock.wait(HOUR_S - 1)
    parts.scheduling.tick()
    assert last_words(parts.releases.live()) == "Goodbye."
    clock.wait(1)
    parts.scheduling.tick()
    assert last_words(parts.releases.live()) == "So long."
    latest = parts.publishing.history()[0]
    assert (latest.kind, latest.who, latest.note) == ("published", "ann", "holidays")
    assert parts.releases.standing().scheduled == ()


def test_processes_let_it_take_effect_once(parts, scheduled, clock, process):
    processes = (parts, process(), process())
    clock.wait(HOUR_S)
    barrier = threading.Barrier(len(processes))

    def tick(each):
        barrier.wait(30)
        each.scheduling.tick()

    with ThreadPoolExecutor(len(processes)) as pool:
        list(pool.map(tick, processes))
    assert [each.kind for each in parts.publishing.history()] == ["published", "imported"]
    for each in processes:
        each.releases.look()
        assert last_words(each.releases.live()) == "So long."


def test_a_cancelled_one_is_a_draft_again(parts, scheduled, clock, process):
    assert process().scheduling.cancel(scheduled.id, "bob")
    assert not parts.scheduling.cancel(scheduled.id, "bob")
    clock.wait(HOUR_S)
    parts.scheduling.tick()
    assert last_words(parts.releases.live()) == "Goodbye."
    (draft,) = parts.drafts.all()
    assert (draft.file, "So long." in draft.text) == (FILE, True)


def test_a_rollout_may_be_scheduled(parts, says, clock):
    release = Release((says("So long."),), "", "ann", percent=20)
    parts.scheduling.schedule(release, clock.now)
    parts.scheduling.tick()
    assert parts.releases.standing().percent == 20
    assert parts.publishing.history()[0].kind == "rolled_out"


def test_it_is_refused_where_the_live_text_moved_on(parts, scheduled, says, clock):
    parts.publishing.publish(Release((says("Farewell."),), "", "bob"))
    clock.wait(HOUR_S)
    parts.scheduling.tick()
    parts.scheduling.tick()
    assert last_words(parts.releases.live()) == "Farewell."
    refused, *_ = parts.publishing.history()
    assert (refused.kind, refused.files) == ("refused", (FILE,))
    assert "bob published another text of goodbye.yaml" in refused.note
    assert len(parts.publishing.history()) == 3
    (draft,) = parts.drafts.all()
    assert "So long." in draft.text


def test_errors_block_at_once(parts, clock):
    text = parts.releases.live().documents[FILE].replace("type: hangup", "type: hangpu")
    parts.drafts.save(FILE, text, 0, "ann")
    with pytest.raises(FlowsInvalid, match="hangpu"):
        parts.scheduling.schedule(Release((FILE,), "", "ann"), clock.now)
    assert parts.releases.standing().scheduled == ()
