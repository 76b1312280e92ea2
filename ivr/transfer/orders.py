"""What is left to do once a change of a transfer is stored."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CallAgent:
    """Call the agent whom an attempt holds."""

    attempt_id: int
    address: str


@dataclass(frozen=True)
class CallNext:
    """Bring a transfer on: call the next agent, or give up."""

    transfer_id: int


@dataclass(frozen=True)
class SendToJoin:
    """Take an agent's leg from the whisper into the conference."""

    attempt_id: int
    call_sid: str


@dataclass(frozen=True)
class Dismiss:
    """End an agent's leg: with a sentence where somebody listens, else at once."""

    attempt_id: int
    call_sid: str
    sentence: str = ""


@dataclass(frozen=True)
class FetchCaller:
    """Have a caller who is in a conference ask the line how to go on."""

    transfer_id: int
    call_sid: str
    conferences: tuple[str, ...]
    """Those they may be in; a caller who is in none of them is left alone."""


Order = CallAgent | CallNext | SendToJoin | Dismiss | FetchCaller
