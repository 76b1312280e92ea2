"""What a process knows of a call it serves; all of it can be read from the record again."""

from dataclasses import dataclass, field

from flows.events import Listen, Outcome
from flows.outcome import outcome_if_left
from flows.run import RunState


@dataclass
class LiveCall:
    """One call on this process's line. Only its turn thread changes it."""

    call_sid: str
    caller_number: str
    """E.164; empty where the caller withholds it."""
    flow_version: str
    stream_count: int
    """1 for the call's first media stream."""
    state: RunState | None = None
    """Where the flows stand; None before the greeting."""
    waiting: Listen | None = field(default=None)
    """The wait that the caller's next words answer."""

    @property
    def slot(self) -> str | None:
        """The slot that is asked for now."""
        return self.waiting.slot if self.waiting else None

    @property
    def outcome_if_left(self) -> Outcome:
        """The call's outcome should the caller hang up now."""
        return outcome_if_left(self.state)
