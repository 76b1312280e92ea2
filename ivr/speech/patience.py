"""How long the caller has been silent, by the call's audio."""


class Patience:
    """Counts the silence at one wait. Not thread-safe. All times in audio milliseconds."""

    def __init__(self) -> None:
        self._limit_ms: int | None = None
        self._since_ms = 0

    def begin(self, limit_ms: int | None, now_ms: int) -> None:
        """Count from now, up to a limit; None for no limit."""
        self._limit_ms = limit_ms
        self._since_ms = now_ms

    def start_over(self, now_ms: int) -> None:
        """The caller did something, or a prompt ended: count from now."""
        self._since_ms = now_ms

    def stop(self) -> None:
        """Count no more until the next `begin`."""
        self._limit_ms = None

    def ran_out(self, now_ms: int) -> int | None:
        """The silence once it has reached the limit, in milliseconds; then counting stops."""
        silent_ms = now_ms - self._since_ms
        if self._limit_ms is None or silent_ms < self._limit_ms:
            return None
        self._limit_ms = None
        return silent_ms
