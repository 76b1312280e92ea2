"""Faults of the telephone network itself, to be tried: what it does though nobody hears of it."""

import threading
from collections import defaultdict
from collections.abc import Callable
from typing import Literal

_Kind = Literal[
    "lost answer", "late answer", "lost webhook", "late webhook", "repeated webhook", "refused join"
]


class NetworkFaults:
    """Faults that are still to happen, each once. Any thread may ask for one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked: dict[_Kind, list[tuple[str, float]]] = defaultdict(list)
        """What befalls whom, with the time by which that is late, if it is."""
        self._awaited: dict[str, list[threading.Event]] = defaultdict(list)

    def lose_answer(self, path: str) -> None:
        """Carry out the next REST request that changes something at that path, and answer nothing.

        Args:
            path: what the request's path ends with: `/Calls.json` where a call is placed.
        """
        self._ask("lost answer", path)

    def delay_answer(self, path: str, late_ms: float) -> None:
        """Carry out the next REST request that changes something at that path; answer it late.

        Args:
            path: what the request's path ends with.
            late_ms: audio time from the deed to its answer.
        """
        self._ask("late answer", path, late_ms)

    def lose_webhook(self, path: str) -> None:
        """Have the next request to the application at that path get lost.

        Args:
            path: of the application, without a query: `/voice/agent/status`.
        """
        self._ask("lost webhook", path)

    def delay_webhook(self, path: str, late_s: float) -> None:
        """Have the next request to the application at that path arrive late.

        Args:
            path: of the application, without a query.
            late_s: wall seconds it is under way.
        """
        self._ask("late webhook", path, late_s)

    def repeat_webhook(self, path: str) -> None:
        """Lose the answer to the next request to the application at that path, and ask again."""
        self._ask("repeated webhook", path)

    def refuse_join(self, label: str) -> None:
        """Not let the next participant with that label into their conference."""
        self._ask("refused join", label)

    def at_webhook(self, path: str) -> threading.Event:
        """What is set as the next request to the application at that path sets out."""
        event = threading.Event()
        with self._lock:
            self._awaited[path].append(event)
        return event

    def clear(self) -> None:
        """Ask for none any more."""
        with self._lock:
            self._asked.clear()
            self._awaited.clear()

    def loses_answer(self, path: str) -> bool:
        """Whether the answer to a REST request is lost now; asked once a request."""
        return self._take("lost answer", path.endswith) is not None

    def delays_answer(self, path: str) -> float:
        """Milliseconds by which the answer to a REST request is late; asked once a request."""
        return self._take("late answer", path.endswith) or 0.0

    def loses_webhook(self, path: str) -> bool:
        """Whether a request to the application is lost now; asked once a request."""
        return self._take("lost webhook", path.__eq__) is not None

    def delays_webhook(self, path: str) -> float:
        """Seconds by which a request to the application is late; asked once a request."""
        return self._take("late webhook", path.__eq__) or 0.0

    def repeats_webhook(self, path: str) -> bool:
        """Whether the answer to a request to the application is lost; asked once a request."""
        return self._take("repeated webhook", path.__eq__) is not None

    def refuses_join(self, label: str) -> bool:
        """Whether a participant is not let in; asked once a participant."""
        return self._take("refused join", label.__eq__) is not None

    def sets_out(self, path: str) -> None:
        """A request to the application is being sent."""
        with self._lock:
            waiting = self._awaited.pop(path, [])
        for event in waiting:
            event.set()

    def _ask(self, kind: _Kind, whom: str, late: float = 0.0) -> None:
        with self._lock:
            self._asked[kind].append((whom, late))

    def _take(self, kind: _Kind, befalls: Callable[[str], bool]) -> float | None:
        """The time of the first fault that befalls somebody; None where there is none."""
        with self._lock:
            asked = self._asked[kind]
            found = next((each for each in asked if befalls(each[0])), None)
            if found is not None:
                asked.remove(found)
        return found[1] if found else None
