"""Faults of the telephone network itself, to be tried: what it does though nobody hears of it."""

import threading
from collections import defaultdict


class NetworkFaults:
    """Faults that are still to happen, each once. Any thread may ask for one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: list[str] = []
        self._late: list[tuple[str, int]] = []
        self._webhooks: list[str] = []
        self._repeated: list[str] = []
        self._slow: list[tuple[str, float]] = []
        self._refused: list[str] = []
        self._awaited: dict[str, list[threading.Event]] = defaultdict(list)

    def lose_answer(self, path: str) -> None:
        """Carry out the next REST request that changes something at that path, and answer nothing.

        Args:
            path: what the request's path ends with: `/Calls.json` where a call is placed.
        """
        with self._lock:
            self._answers.append(path)

    def delay_answer(self, path: str, late_ms: int) -> None:
        """Carry out the next REST request that changes something at that path; answer it late.

        Args:
            path: what the request's path ends with.
            late_ms: audio time from the deed to its answer.
        """
        with self._lock:
            self._late.append((path, late_ms))

    def lose_webhook(self, path: str) -> None:
        """Have the next request to the application at that path get lost.

        Args:
            path: of the application, without a query: `/voice/agent/status`.
        """
        with self._lock:
            self._webhooks.append(path)

    def delay_webhook(self, path: str, late_s: float) -> None:
        """Have the next request to the application at that path arrive late.

        Args:
            path: of the application, without a query.
            late_s: wall seconds it is under way.
        """
        with self._lock:
            self._slow.append((path, late_s))

    def repeat_webhook(self, path: str) -> None:
        """Lose the answer to the next request to the application at that path, and ask again."""
        with self._lock:
            self._repeated.append(path)

    def refuse_join(self, label: str) -> None:
        """Not let the next participant with that label into their conference."""
        with self._lock:
            self._refused.append(label)

    def at_webhook(self, path: str) -> threading.Event:
        """What is set as the next request to the application at that path sets out."""
        event = threading.Event()
        with self._lock:
            self._awaited[path].append(event)
        return event

    def clear(self) -> None:
        """Ask for none any more."""
        with self._lock:
            for asked in (self._answers, self._webhooks, self._repeated, self._refused):
                asked.clear()
            self._late.clear()
            self._slow.clear()
            self._awaited.clear()

    def loses_answer(self, path: str) -> bool:
        """Whether the answer to a REST request is lost now; asked once a request."""
        with self._lock:
            lost = next((end for end in self._answers if path.endswith(end)), None)
            if lost is not None:
                self._answers.remove(lost)
        return lost is not None

    def delays_answer(self, path: str) -> int:
        """Milliseconds by which the answer to a REST request is late; asked once a request."""
        with self._lock:
            late = next((each for each in self._late if path.endswith(each[0])), None)
            if late is not None:
                self._late.remove(late)
        return late[1] if late else 0

    def loses_webhook(self, path: str) -> bool:
        """Whether a request to the application is lost now; asked once a request."""
        return self._take(self._webhooks, path)

    def delays_webhook(self, path: str) -> float:
        """Seconds by which a request to the application is late; asked once a request."""
        with self._lock:
            late = next((each for each in self._slow if each[0] == path), None)
            if late is not None:
                self._slow.remove(late)
        return late[1] if late else 0.0

    def repeats_webhook(self, path: str) -> bool:
        """Whether the answer to a request to the application is lost; asked once a request."""
        return self._take(self._repeated, path)

    def refuses_join(self, label: str) -> bool:
        """Whether a participant is not let in; asked once a participant."""
        return self._take(self._refused, label)

    def sets_out(self, path: str) -> None:
        """A request to the application is being sent."""
        with self._lock:
            waiting = self._awaited.pop(path, [])
        for event in waiting:
            event.set()

    def _take(self, asked: list[str], what: str) -> bool:
        with self._lock:
            happens = what in asked
            if happens:
                asked.remove(what)
        return happens
