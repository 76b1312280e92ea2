"""Keys pressed on the telephone, gathered into entries."""

from flows.events import Keyed, Keys

PAUSE_MS = 3_000
"""An entry is complete when no key came for so long."""
NOUGHT_PAUSE_MS = 1_200
"""The same for a lone 0, which asks for a person unless a number begins with it."""
CHOICE_PAUSE_MS = 800
"""The same for a lone key of the menu where a number may be keyed in its place."""
_KEYS = frozenset("0123456789*#")


class Keypad:
    """One call's keypad. Not thread-safe: the reader thread's own. Times in audio milliseconds.

    An entry is complete at `#`, at the most digits allowed, or after a pause: a short one after a
    lone key of the menu or a lone 0, for those who key a number go on sooner. Where one digit is
    the most, every key is complete at once. A lone `#` is an empty entry, unless the menu has it.
    """

    def __init__(self) -> None:
        self._keys = Keys()
        self._entry = ""
        self._last_ms = 0
        self._full_ms: int | None = None
        """The last key of the latest entry that was complete without a #."""

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
        pause_ms = self._pause_ms()
        if not self._entry or at_ms - self._last_ms < pause_ms:
            return None
        if pause_ms < PAUSE_MS:
            self._full_ms = self._last_ms
        return self._complete()

    def _hash(self, at_ms: int) -> Keyed | None:
        """A # ends an entry; alone it is one of its own, unless it trails a full entry."""
        if self._entry:
            return self._complete()
        trails = self._trails(at_ms)
        self._full_ms = None
        if trails:
            return None
        return Keyed("#" if self._is_choice("#") else "")

    def _trails(self, at_ms: int) -> bool:
        if self._full_ms is None or self._is_choice("#"):
            return False
        return at_ms - self._full_ms < PAUSE_MS

    def _pause_ms(self) -> int:
        if self._is_choice(self._entry):
            return CHOICE_PAUSE_MS
        return NOUGHT_PAUSE_MS if self._entry == "0" else PAUSE_MS

    def _is_choice(self, entry: str) -> bool:
        return any(entry == choice for choice, _ in self._keys.menu)

    def _complete(self) -> Keyed | None:
        entry, self._entry = self._entry, ""
        return Keyed(entry) if entry else None
