"""Keys pressed on the telephone, gathered into entries."""

from flows.events import Keyed, Keys

PAUSE_MS = 3_000
"""An entry is complete when no key came for so long."""
_KEYS = frozenset("0123456789*#")


class Keypad:
    """One call's keypad. Not thread-safe: the reader thread's own. Times in audio milliseconds.

    An entry is complete at a key of the menu, at `#`, at the most digits allowed, or after a
    pause. A lone `#` is an empty entry. A 0 at a step with a menu is complete at once, as it asks for a person; where numbers
    of several digits are keyed it may be their first digit, so it is complete at # or by a pause.
    """

    def __init__(self) -> None:
        self._keys = Keys()
        self._entry = ""
        self._last_ms = 0
        self._full_ms: int | None = None
        """When the latest entry was complete without a #."""

    @property
    def entry(self) -> str:
        """What was keyed of an entry that is not complete."""
        return self._entry

    def expect(self, keys: Keys) -> None:
        """Wait for an entry; one begun stays only if the same keys are expected again."""
        if keys != self._keys:
            self._entry = ""
        self._keys = keys

    def clear(self) -> None:
        """Forget an entry begun, as when the caller speaks instead."""
        self._entry = ""

    def passes_over(self, key: str, at_ms: int) -> bool:
        """Whether a key means nothing now: one no keypad has, or the # after a full entry."""
        return key not in _KEYS or (key == "#" and not self._entry and self._trails(at_ms))

    def press(self, key: str, at_ms: int) -> Keyed | None:
        """The entry that this key completes.

        Args:
            key: 0-9, * or #; others (A-D, or none a keypad has) are passed over.
            at_ms: audio time of the call.
        """
        if key not in _KEYS:
            return None
        if not self._entry and self._is_choice(key):
            return Keyed(key)
        if key == "#":
            return self._hash(at_ms)
        self._entry += key
        self._last_ms = at_ms
        if len(self._entry) < self._keys.digits_max:
            return None
        self._full_ms = at_ms
        return self._complete()

    def pass_time(self, at_ms: int) -> Keyed | None:
        """The entry that a pause completes."""
        if not self._entry or at_ms - self._last_ms < PAUSE_MS:
            return None
        return self._complete()

    def _hash(self, at_ms: int) -> Keyed | None:
        """A # ends an entry; alone it is one of its own, unless it follows a full entry."""
        if self._entry:
            return self._complete()
        trails = self._trails(at_ms)
        self._full_ms = None
        return None if trails else Keyed("")

    def _trails(self, at_ms: int) -> bool:
        return self._full_ms is not None and at_ms - self._full_ms < PAUSE_MS

    def _is_choice(self, key: str) -> bool:
        menu = [choice for choice, _ in self._keys.menu]
        return key in menu or (bool(menu) and key == "0")

    def _complete(self) -> Keyed | None:
        entry, self._entry = self._entry, ""
        return Keyed(entry) if entry else None
