"""Live calls wait for nothing, and their writes stay in order through any outage."""

import random
import threading
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.store.call_events import NewEvent
from ivr.store.failures import DatabaseLocked
from ivr.store.spill import Spill
from ivr.store.write_queue import WriteQueue

PATIENCE_S = 30.0
NOW = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
LOCKED = DatabaseLocked("locked", "held")


def event(name):
    return NewEvent(name, "CA1", NOW, None, "silence_noted", {"name": name})


def note_of(write, failure):
    return event(f"note of {write.event_id}")


class Store:
    """A database that can be made to hang or to fail, and remembers what it stored."""

    def __init__(self, failing=0.0):
        self.names = []
        self.batches = []
        self.failing = failing
        self.goes_on = threading.Event()
        self.goes_on.set()
        self.asked = threading.Event()
        self._chance = random.Random(1)

    def __call__(self, writes):
        self.asked.set()
        assert self.goes_on.wait(PATIENCE_S)
        if self._chance.random() < self.failing:
            raise LOCKED
        self.batches.append(len(writes))
        self.names += [w.event_id for w in writes if w.event_id not in self.names]

    @property
    def events(self):
        return [name for name in self.names if not name.startswith("note")]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "spill"


@pytest.fixture
def new_queue(folder):
    queues = []

    def new_queue(store, spill=None):
        queues.append(WriteQueue(spill or Spill(folder), store, note_of, lambda: None))
        return queues[-1]

    yield new_queue
    for queue in queues:
        queue.close()


def until(condition):
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def on_disk(folder):
    return "".join(path.read_text() for path in folder.glob("*.jsonl"))


def test_nobody_waits_for_a_database_that_hangs(new_queue, folder):
    store = Store()
    store.goes_on.clear()
    queue = new_queue(store)
    for number in range(300):
        queue.hand_over([event(f"e{number:03}")])
    until(lambda: "e299" in on_disk(folder))
    assert store.names == []
    store.goes_on.set()
    queue.drain()
    assert store.events == [f"e{number:03}" for number in range(300)]
    assert on_disk(folder) == ""


def test_nobody_waits_while_a_backlog_is_stored(new_queue, folder):
    store = Store(failing=1.0)
    queue = new_queue(store)
    queue.hand_over([event(f"old{number:03}") for number in range(350)])
    queue.flush(PATIENCE_S)
    store.failing = 0.0
    store.goes_on.clear()
    store.asked.clear()
    assert store.asked.wait(PATIENCE_S)
    queue.hand_over([event("new")])
    until(lambda: '"new"' in on_disk(folder))
    store.goes_on.set()
    queue.drain()
    assert store.events == [*(f"old{number:03}" for number in range(350)), "new"]
    assert max(store.batches) == 100


def test_order_holds_for_every_thread_whatever_fails(new_queue):
    store = Store(failing=0.3)
    queue = new_queue(store)

    def speak(name):
        for number in range(200):
            queue.hand_over([event(f"{name}{number}a"), event(f"{name}{number}b")])
            time.sleep(0.001)

    threads = [threading.Thread(target=speak, args=(name,)) for name in "wxyz"]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        queue.drain()
    store.failing = 0.0
    queue.drain()
    for name in "wxyz":
        spoken = [each for each in store.events if each.startswith(name)]
        assert spoken == [f"{name}{number}{half}" for number in range(200) for half in "ab"]


@settings(deadline=None, max_examples=25)
@given(st.lists(st.sampled_from(["add", "fail", "mend", "drain", "reopen", "flush"]), max_size=12))
def test_any_course_of_events_keeps_all_in_order(tmp_path_factory, course):
    store, spill_folder = Store(), tmp_path_factory.mktemp("spill")
    queue = WriteQueue(Spill(spill_folder), store, note_of, lambda: None)
    added = []
    for step in course:
        match step:
            case "add":
                added.append(f"e{len(added)}")
                queue.hand_over([event(added[-1])])
            case "fail" | "mend":
                store.failing = float(step == "fail")
            case "drain":
                queue.drain()
            case "flush":
                queue.flush(0.01)
            case "reopen":
                queue.close()
                queue.drain()
    store.failing = 0.0
    queue.drain()
    queue.close()
    assert store.events == added


def test_what_is_handed_over_after_closing_waits_for_the_next(new_queue, folder):
    queue = new_queue(Store())
    queue.hand_over([event("a")])
    queue.close()
    queue.hand_over([event("b")])
    assert '"b"' in on_disk(folder)
    assert queue.is_behind
    queue.drain()
    assert not queue.is_behind


def test_flush_tells_whether_all_is_stored(new_queue):
    store = Store()
    queue = new_queue(store)
    queue.hand_over([event("a")])
    assert queue.flush(PATIENCE_S)
    assert store.names == ["a"]
    store.failing = 1.0
    queue.hand_over([event("b")])
    assert not queue.flush(PATIENCE_S)
    assert queue.is_behind
    store.failing = 0.0
    queue.drain()
    assert queue.flush(PATIENCE_S)


def test_a_disk_that_comes_back_takes_what_was_in_memory(tmp_path):
    folder = tmp_path / "spill"
    folder.write_text("in the way")
    spill = Spill(folder)
    spill.add([event("a")])
    spill.add([event("b")])
    folder.unlink()
    spill.add([event("c")])
    assert [name in on_disk(folder) for name in ('"a"', '"b"', '"c"')] == [True] * 3
    assert [write.event_id for write in spill.read(100)] == ["a", "b", "c"]
    spill.forget()
    assert spill.is_empty
    assert list(folder.iterdir()) == []


def test_batches_of_a_spill_are_forgotten_one_by_one(folder):
    spill = Spill(folder)
    spill.add([event(f"e{number}") for number in range(5)])
    assert [write.event_id for write in spill.read(2)] == ["e0", "e1"]
    assert [write.event_id for write in spill.read(2)] == ["e0", "e1"]
    spill.add([event("e5")])
    spill.forget()
    assert spill.count == 4
    assert [write.event_id for write in spill.read(9)] == ["e2", "e3", "e4", "e5"]
