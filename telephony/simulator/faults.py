"""Faults of the telephone network itself, to be tried: what it does though nobody hears of it."""

import threading


class NetworkFaults:
    """Faults that are still to happen. Any thread may ask for one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: list[str] = []
        self._webhooks: list[str] = []

    def lose_answer(self, path: str) -> None:
        """Carry out the next REST request that changes something at that path, and answer nothing.

        Args:
            path: what the request's path ends with: `/Calls.json` where a call is placed.
        """
        with self._lock:
            self._answers.append(path)

    def lose_webhook(self, path: str) -> None:
        """Have the next request to the application at that path get lost.

        Args:
            path: of the application, without a query: `/voice/agent/status`.
        """
        with self._lock:
            self._webhooks.append(path)

    def clear(self) -> None:
        """Ask for none any more."""
        with self._lock:
            self._answers.clear()
            self._webhooks.clear()

    def loses_answer(self, path: str) -> bool:
        """Whether the answer to a REST request is lost now; asked once a request."""
        with self._lock:
            lost = next((end for end in self._answers if path.endswith(end)), None)
            if lost is not None:
                self._answers.remove(lost)
        return lost is not None

    def loses_webhook(self, path: str) -> bool:
        """Whether a request to the application is lost now; asked once a request."""
        with self._lock:
            lost = path in self._webhooks
            if lost:
                self._webhooks.remove(path)
        return lost
