"""Looking at processes from outside."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

PATIENCE_S = 60.0


def is_running(pid: int) -> bool:
    """Whether there is such a process; one that has ended and was not collected counts as gone."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def descendants(pid: int) -> list[int]:
    """All processes below one, nearest first."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        lists = [(task / "children").read_text() for task in tasks]
    except OSError:
        return []
    children = [int(child) for text in lists for child in text.split()]
    return children + [each for child in children for each in descendants(child)]


def eventually(holds: Callable[[], object], patience_s: float = PATIENCE_S) -> object:
    """What `holds` gives once it is true."""
    deadline = time.monotonic() + patience_s
    while not (found := holds()):
        if time.monotonic() > deadline:
            pytest.fail("it never came true")
        time.sleep(0.05)
    return found
