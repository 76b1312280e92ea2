"""Calls while the flows change: each stays on the version it began with."""

from collections.abc import Iterator

import pytest

from ivr.calls.arrivals import Arrivals, NextMove
from ivr.calls.events import CallStarted
from ivr.releases.publication import Release
from ivr.releases.releases import place_of
from ivr.store.failures import DatabaseFailure
from ivr.wiring import Line, wire
from tests.fakes.caller import Caller
from tests.fakes.network import new_sid
from tests.fakes.shop_line import settings_in, wired

FILE = "main_menu.yaml"
OLD, NEW = "To hear where an order is, press one.", "One moment for your orders."


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    """A line whose flows no other test sees."""
    line = wired(settings_in(tmp_path_factory.mktemp("versions")))
    yield line
    line.recorder.close()
    line.database.close()


@pytest.fixture
def other_line(line: Line) -> Iterator[Line]:
    """The line as another process has it."""
    other = wire(line.settings)
    yield other
    other.recorder.close()
    other.database.close()


@pytest.fixture
def shipped(line: Line) -> Iterator[str]:
    """The version that is live, and will be again after the test."""
    version = line.releases.live().version
    yield version
    if line.releases.standing().candidate or line.releases.live().version != version:
        line.release_parts.publishing.rollback(version, "ann")
    for draft in line.release_parts.drafts.all():
        line.release_parts.drafts.discard(draft.file, draft.revision, "ann")


def publish(line: Line, percent: int = 100) -> str:
    """Have the menu of orders begin in another way; the version with that."""
    text = line.releases.live().documents[FILE].replace(OLD, f"{NEW} {OLD}")
    line.release_parts.drafts.save(FILE, text, 0, "ann")
    return line.release_parts.publishing.publish(Release((FILE,), "", "ann", percent)).version


def at_the_menu(line: Line, speech, call_sid: str = "") -> Caller:
    """A caller who was greeted."""
    caller = Caller(line, speech)
    caller.call_sid = call_sid or caller.call_sid
    caller.calls().hears("How can I help?")
    return caller


def asks_for_orders(caller: Caller) -> bool:
    """Whether the caller then hears the new words."""
    caller.presses("1")
    caller.hears(OLD)
    return caller.was_told(NEW)


def test_an_ongoing_call_stays_on_the_old_version_while_a_new_one_gets_the_new(
    line, shipped, other_line, caller_speech
):
    ongoing = at_the_menu(line, caller_speech)
    version = publish(line)
    new = at_the_menu(line, caller_speech)
    assert asks_for_orders(new)
    assert not asks_for_orders(ongoing)
    ongoing.phone.lose()
    assert ongoing.ending == "lost"
    other_line.releases.look()
    assert other_line.releases.live().version == version
    assert Arrivals(other_line).stream_over(ongoing.call_sid) is NextMove.CONNECT
    ongoing.connects(other_line).hears(OLD)
    assert not ongoing.was_told(NEW)
    ongoing.hangs_up()
    new.hangs_up()
    assert (ongoing.call.flow_version, new.call.flow_version) == (shipped, version)
    assert new.one(CallStarted).flow_version == version


def test_a_rollback_is_for_new_calls(line, shipped, caller_speech):
    version = publish(line)
    ongoing = at_the_menu(line, caller_speech)
    line.release_parts.publishing.rollback(shipped, "ann")
    new = at_the_menu(line, caller_speech)
    assert not asks_for_orders(new)
    assert asks_for_orders(ongoing)
    for caller, began_with in ((ongoing, version), (new, shipped)):
        caller.hangs_up()
        assert caller.call.flow_version == began_with


def test_a_share_of_calls_gets_what_is_rolled_out(line, shipped, other_line, caller_speech):
    version = publish(line, percent=10)
    other_line.releases.look()
    sids = [new_sid() for _ in range(200)]
    tried = next(sid for sid in sids if place_of(sid) < 10)
    usual = next(sid for sid in sids if place_of(sid) >= 10)
    for sid, began_with, process in ((tried, version, other_line), (usual, shipped, line)):
        caller = at_the_menu(process, caller_speech, sid)
        assert asks_for_orders(caller) is (began_with == version)
        caller.hangs_up()
        assert caller.call.flow_version == began_with


def test_a_call_on_a_rollout_that_is_stopped_goes_on_with_it(line, shipped, caller_speech):
    publish(line, percent=99)
    sid = next(sid for sid in (new_sid() for _ in range(1000)) if place_of(sid) < 99)
    ongoing = at_the_menu(line, caller_speech, sid)
    line.release_parts.publishing.stop_rollout("ann")
    assert asks_for_orders(ongoing)
    new = at_the_menu(line, caller_speech)
    assert not asks_for_orders(new)
    ongoing.hangs_up()
    new.hangs_up()


def test_while_the_database_is_away_the_last_known_version_goes_on(
    new_line, tmp_path, caller_speech
):
    way, store = tmp_path / "way", tmp_path / "store"
    store.mkdir()
    way.symlink_to(store)
    line = new_line(database_url=f"sqlite:///{way / 'line.db'}")
    publish(line)
    line.voice.warm([NEW, OLD, "How can I help?"])
    assert line.recorder.flush()
    way.unlink()
    line.database.close()
    with pytest.raises(DatabaseFailure):
        line.release_parts.scheduling.tick()
    caller = Caller(line, caller_speech).calls()
    caller.hears_sound_of("How can I help?")
    caller.presses("1")
    caller.hears_sound_of(NEW)
    caller.hangs_up()
    way.symlink_to(store)
    line.recorder.drain()
    line.release_parts.scheduling.tick()
    assert caller.call.flow_version == line.releases.live().version
