"""Addresses that the telephone network asks and tells about a transfer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Addresses:
    """Under the line's own origin; a request's signature covers the number in its query too."""

    origin: str
    """Scheme, host and port."""

    def whisper(self, attempt_id: int) -> str:
        """Asked for instructions as an agent picks up."""
        return self._agent("whisper", attempt_id)

    def key(self, attempt_id: int) -> str:
        """Gets the key that an agent pressed in the whisper."""
        return self._agent("key", attempt_id)

    def join(self, attempt_id: int) -> str:
        """Asked for instructions as an agent who accepted on the desk leaves the whisper."""
        return self._agent("join", attempt_id)

    def room_over(self, attempt_id: int) -> str:
        """Asked for instructions as an agent comes out of the conference, or can't enter it."""
        return self._agent("over", attempt_id)

    def status(self, attempt_id: int) -> str:
        """Told how far an agent's leg is."""
        return self._agent("status", attempt_id)

    def machine(self, attempt_id: int) -> str:
        """Told whether a person or a machine answered."""
        return self._agent("machine", attempt_id)

    def conference(self, attempt_id: int) -> str:
        """Told what happens in the conference of an attempt."""
        return f"{self.origin}/voice/conference?attempt={attempt_id}"

    @property
    def transfer_over(self) -> str:
        """Asked for instructions as the caller comes out of the conference."""
        return f"{self.origin}/voice/transfer/over"

    @property
    def after_stream(self) -> str:
        """Asked for instructions by a caller who is to go on, wherever they are."""
        return f"{self.origin}/voice/after-stream"

    def _agent(self, what: str, attempt_id: int) -> str:
        return f"{self.origin}/voice/agent/{what}?attempt={attempt_id}"
