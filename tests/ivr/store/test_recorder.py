"""Nothing that happens in a call is lost while the database is locked, read-only or away."""

import json
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from ivr.calls.events import CallEnded, CallerKeyed, FaultHappened, SilenceNoted
from ivr.store import call_events, callbacks, calls, stream_tokens, webhook_receipts
from ivr.store.callbacks import NewCallback
from ivr.store.calls import NewCall
from ivr.store.database import Database
from ivr.store.recorder import EventRecorder, utc_now
from ivr.store.spill import Spill
from ivr.store.writes import KeptState, from_line, to_line


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "spill"


@pytest.fixture
def open_database(sqlite) -> Iterator[Database]:
    database = Database(sqlite, wait_s=0.05)
    yield database
    database.close()


@contextmanager
def held(address):
    other = sqlite3.connect(address.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def new_call(now):
    return NewCall("CA1", "+15005550101", "+15005550000", "inbound", "ringing", now)


def steps_of(database, call_sid="CA1"):
    with database.reading() as session:
        stored = call_events.of_call(session, call_sid)
    return [e.event.step for e in stored if isinstance(e.event, SilenceNoted)]


def waiting_in(folder):
    return [json.loads(line) for path in folder.glob("*") for line in path.read_text().splitlines()]


def faults_of(database):
    with database.reading() as session:
        stored = call_events.of_call(session, "CA1")
    return [e.event for e in stored if isinstance(e.event, FaultHappened)]


def test_events_are_stored_at_once(open_database, folder, now):
    recorder = EventRecorder(open_database, Spill(folder), clock=lambda: now)
    recorder.begin_call(new_call(now))
    recorder.append("CA1", SilenceNoted("a", 1.0), SilenceNoted("b", 1.0), audio_ms=400)
    assert recorder.flush()
    with open_database.reading() as session:
        stored = call_events.of_call(session, "CA1")
    assert [(e.seq, e.at, e.audio_ms) for e in stored] == [(1, now, 400), (2, now, 400)]
    assert waiting_in(folder) == []
    assert not recorder.is_behind


def test_a_whole_call_survives_a_locked_database(sqlite, open_database, folder, now):
    recorder = EventRecorder(open_database, Spill(folder))
    with held(sqlite):
        recorder.begin_call(new_call(now))
        for step in "abc":
            recorder.append("CA1", SilenceNoted(step, 1.0))
        recorder.keep_state("CA1", {"flow": "main"})
        recorder.append("CA1", CallEnded("contained", "caller_hung_up"))
        assert not recorder.flush()
        assert recorder.is_behind
        assert steps_of(open_database) == []
    recorder.drain()
    assert not recorder.is_behind
    assert steps_of(open_database) == ["a", "b", "c"]
    with open_database.reading() as session:
        call = calls.load(session, "CA1")
    assert (call.from_number, call.outcome) == ("+15005550101", "contained")
    assert call.flow_state == {"flow": "main"}
    assert list(folder.iterdir()) == []


def test_the_record_tells_of_the_fault_once(sqlite, open_database, folder):
    recorder = EventRecorder(open_database, Spill(folder))
    with held(sqlite):
        for step in "abc":
            recorder.append("CA1", SilenceNoted(step, 1.0))
        recorder.flush()
    recorder.drain()
    (fault,) = faults_of(open_database)
    assert (fault.part, fault.code) == ("database", "locked")


def test_what_waits_is_stored_without_being_asked(sqlite, open_database, folder):
    recorder = EventRecorder(open_database, Spill(folder))
    with held(sqlite):
        recorder.append("CA1", SilenceNoted("a", 1.0))
        recorder.flush()
    deadline = time.monotonic() + 30
    while recorder.is_behind and time.monotonic() < deadline:
        time.sleep(0.05)
    assert steps_of(open_database) == ["a"]


def test_later_events_come_after_the_ones_that_waited(sqlite, open_database, folder):
    recorder = EventRecorder(open_database, Spill(folder))
    with held(sqlite):
        recorder.append("CA1", SilenceNoted("a", 1.0))
        recorder.flush()
    recorder.append("CA1", SilenceNoted("b", 1.0))
    recorder.drain()
    assert steps_of(open_database) == ["a", "b"]


def test_a_read_only_database(sqlite, folder, open_database):
    path = sqlite.removeprefix("sqlite:///")
    reader = Database(f"sqlite:///file:{path}?mode=ro&uri=true", wait_s=0.05)
    recorder = EventRecorder(reader, Spill(folder))
    recorder.append("CA1", SilenceNoted("a", 1.0))
    recorder.close()
    spilled = waiting_in(folder)
    assert [line["kind"] for line in spilled] == ["silence_noted", "fault_happened"]
    assert spilled[1]["body"]["code"] == "read_only"


def test_a_database_server_that_is_not_there(folder):
    away = Database("postgresql://line@127.0.0.1:1/postgres", wait_s=0.05)
    recorder = EventRecorder(away, Spill(folder))
    recorder.append("CA1", SilenceNoted("a", 1.0))
    recorder.close()
    spilled = waiting_in(folder)
    assert [line["body"].get("code") for line in spilled] == [None, "unreachable"]


DIES = """
import os, sys
from pathlib import Path
from ivr.calls.events import SilenceNoted
from ivr.store.database import Database
from ivr.store.recorder import EventRecorder
from ivr.store.spill import Spill
recorder = EventRecorder(Database(sys.argv[1], wait_s=0.05), Spill(Path(sys.argv[2])))
recorder.append("CA1", SilenceNoted("a", 1.0))
recorder.flush(10)
os._exit(9)
"""


def test_what_a_dead_process_left_is_stored_by_the_next(sqlite, open_database, folder):
    with held(sqlite):
        died = subprocess.run([sys.executable, "-c", DIES, sqlite, str(folder)], check=False)
    assert died.returncode == 9
    successor = EventRecorder(open_database, Spill(folder))
    successor.append("CA1", SilenceNoted("b", 1.0))
    assert successor.flush()
    assert steps_of(open_database) == ["a", "b"]
    assert list(folder.iterdir()) == []


def test_closing_leaves_the_rest_to_the_next(sqlite, open_database, folder):
    recorder = EventRecorder(open_database, Spill(folder))
    with held(sqlite):
        recorder.append("CA1", SilenceNoted("a", 1.0))
        recorder.close()
        assert recorder.is_behind
    recorder.close()
    assert steps_of(open_database) == ["a"]


def test_what_a_living_process_keeps_is_left_to_it(sqlite, open_database, folder):
    first = EventRecorder(open_database, Spill(folder))
    with held(sqlite):
        first.append("CA1", SilenceNoted("a", 1.0))
        first.close()
    second = EventRecorder(open_database, Spill(folder))
    second.append("CA1", SilenceNoted("b", 1.0))
    assert second.flush()
    assert steps_of(open_database) == ["b"]
    first.drain()
    assert sorted(steps_of(open_database)) == ["a", "b"]


def test_storing_twice_changes_nothing(sqlite, open_database, folder):
    recorder = EventRecorder(open_database, Spill(folder))
    with held(sqlite):
        recorder.append("CA1", SilenceNoted("a", 1.0))
        recorder.close()
    copy = next(folder.iterdir()).read_text()
    recorder.drain()
    (folder / "1-copy.jsonl").write_text(copy)
    EventRecorder(open_database, Spill(folder)).drain()
    assert steps_of(open_database) == ["a"]


def test_a_damaged_line_does_not_stop_the_others(open_database, folder, now):
    folder.mkdir()
    good = to_line(new_call(now))
    (folder / "1-left.jsonl").write_text(f"{{half a li\n{good}\n[]\n")
    EventRecorder(open_database, Spill(folder)).drain()
    with open_database.reading() as session:
        assert calls.load(session, "CA1").from_number == "+15005550101"


def test_memory_keeps_events_where_the_disk_fails_too(sqlite, open_database, tmp_path):
    no_folder = tmp_path / "file"
    no_folder.write_text("in the way")
    recorder = EventRecorder(open_database, Spill(no_folder))
    with held(sqlite):
        recorder.append("CA1", SilenceNoted("a", 1.0))
        recorder.append("CA1", SilenceNoted("b", 1.0))
        recorder.flush()
    recorder.drain()
    assert steps_of(open_database) == ["a", "b"]


def test_secrets_reach_neither_database_nor_spill(sqlite, open_database, folder):
    recorder = EventRecorder(open_database, Spill(folder))
    with held(sqlite):
        recorder.append("CA1", CallerKeyed("739152", "pin"))
        recorder.flush()
        assert "739152" not in next(folder.iterdir()).read_text()
    recorder.drain()
    with open_database.reading() as session:
        assert "739152" not in str(call_events.of_call(session, "CA1"))


def test_a_promise_waits_too(sqlite, open_database, folder, now):
    recorder = EventRecorder(open_database, Spill(folder))
    promise = NewCallback(
        "k", "CA1", "+15005550101", "general", "why", now, now + timedelta(hours=2)
    )
    with held(sqlite):
        recorder.promise(promise)
        recorder.flush()
    recorder.drain()
    recorder.promise(replace(promise, reason="again"))
    assert recorder.flush()
    with open_database.reading() as session:
        assert [c.reason for c in callbacks.of_call(session, "CA1")] == ["why"]


def test_many_threads_record_one_call(database, folder):
    recorder = EventRecorder(database, Spill(folder))

    def speak(name):
        for number in range(10):
            recorder.append("CA1", SilenceNoted(f"{name}{number}", 1.0))

    threads = [threading.Thread(target=speak, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert recorder.flush(30)
    steps = steps_of(database)
    assert len(steps) == 30
    assert [s for s in steps if s.startswith("a")] == [f"a{n}" for n in range(10)]


def test_lines_hold_writes(now):
    for write in (new_call(now), KeptState("CA1", now, {"flow": "ünïcode\n"})):
        assert from_line(to_line(write)) == write
        assert "\n" not in to_line(write)


def test_a_refused_write_stops_no_other_and_is_logged_without_its_words(database, folder, now):
    recorder = EventRecorder(database, Spill(folder))
    refused = NewCallback("k", "CA1", "+15005550101", "swordfish", None, now, now)
    with capture_logs() as logged:
        recorder.append("CA1", SilenceNoted("a", 1.0))
        recorder.promise(refused)
        recorder.append("CA1", SilenceNoted("b", 1.0))
        assert recorder.flush(30)
        recorder.close()
    assert steps_of(database) == ["a", "b"]
    errors = [each for each in logged if each["log_level"] == "error"]
    assert {(each["kind"], each["error"]) for each in errors} == {("NewCallback", "IntegrityError")}
    assert "swordfish" not in str(logged)


def test_old_tokens_and_receipts_are_dropped(database, folder):
    today = utc_now()
    old = today - timedelta(days=2)
    with database.writing() as session:
        for name, at in (("old", old), ("new", today)):
            stream_tokens.use(session, name, "CA1", at)
            webhook_receipts.receive(session, name, "CA1", at)
    recorder = EventRecorder(database, Spill(folder))
    recorder.append("CA1", SilenceNoted("a", 1.0))
    recorder.close()
    with database.reading() as session:
        assert list(session.scalars(select(stream_tokens.StreamToken.nonce))) == ["new"]
        assert list(session.scalars(select(webhook_receipts.WebhookReceipt.key))) == ["new"]


def test_a_state_never_goes_back_in_time(database, folder, now):
    """What a dead process left is stored after what its successor has stored."""
    recorder = EventRecorder(database, Spill(folder))
    recorder.keep_state("CA1", {"turns": 3, "flow": "new"})
    recorder.close()
    folder.mkdir(exist_ok=True)
    lines = [to_line(KeptState("CA1", now, {"turns": t, "flow": "old"})) for t in (1, 2)]
    (folder / "1-left.jsonl").write_text("\n".join(lines) + "\n")
    EventRecorder(database, Spill(folder)).drain()
    with database.reading() as session:
        assert calls.load(session, "CA1").flow_state == {"turns": 3, "flow": "new"}
