"""Writes that wait in a file."""

import threading
from datetime import UTC, datetime

from ivr.store.call_events import NewEvent
from ivr.store.spill import Spill

NOW = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)


def test_a_spill_that_is_empty_has_left_no_file(tmp_path):
    spill = Spill(tmp_path)
    for number in range(20):
        spill.add([NewEvent(f"e{number}", "CA1", NOW, None, "silence_noted", {})])
        spill.read(100)
        forgets = threading.Thread(target=spill.forget)
        forgets.start()
        while not spill.is_empty:
            pass
        left = list(tmp_path.iterdir())
        forgets.join()
        assert left == []
