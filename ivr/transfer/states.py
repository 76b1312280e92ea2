"""States of a transfer and of an attempt, and the only moves between them.

A transfer is one wish for a person. It makes one attempt after another, each with one agent, and
at most one of them is open. Pure: the store applies a move only where the row is still in a state
that the move may come from, so repeated and late reports change nothing.
"""

from collections.abc import Mapping
from enum import StrEnum


class TransferState(StrEnum):
    """Where the wish for a person stands."""

    REQUESTED = "requested"
    """The caller holds, and no agent is being called."""
    DIALING = "dialing"
    """An agent's telephone is called."""
    WHISPERING = "whispering"
    """An agent listens to the summary."""
    ACCEPTED = "accepted"
    """An agent took the call, and both are on their way into the conference."""
    JOINED = "joined"
    """Caller and agent hear each other."""
    COMPLETED = "completed"
    """They talked, and the talk is over."""
    ABANDONED = "abandoned"
    """The caller left before."""
    UNANSWERED = "unanswered"
    """Nobody came: all agents were tried, the limit was reached, or it is closed."""
    CALLED_OFF = "called_off"
    """The caller chose otherwise while holding: a callback, most often."""


class AttemptState(StrEnum):
    """Where the call to one agent stands."""

    PLACING = "placing"
    """Twilio was asked to call, and nothing has come back yet."""
    RINGING = "ringing"
    WHISPERING = "whispering"
    ACCEPTED = "accepted"
    JOINED = "joined"
    OVER = "over"


class AttemptOutcome(StrEnum):
    """What came of an attempt; every attempt that is over has one."""

    TALKED = "talked"
    """Accepted, joined, and talked until one of them hung up."""
    DECLINED = "declined"
    NO_KEY = "no_key"
    """The whisper was heard and no key was pressed, as voicemail does."""
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    VOICEMAIL = "voicemail"
    """A machine answered, as the network's detection told."""
    FAILED = "failed"
    """The call could not be placed, or the conference could not be joined."""
    CALLER_LEFT = "caller_left"
    AGENT_LEFT = "agent_left"
    """The agent hung up in the whisper, or before the caller was joined."""
    DISABLED = "disabled"
    """The agent's user was disabled before they took the call."""
    TIMED_OUT = "timed_out"
    """No report came in time, and the watchdog ended it."""


WAITING = frozenset({TransferState.REQUESTED, TransferState.DIALING, TransferState.WHISPERING})
"""States in which the caller holds."""
UNDECIDED = frozenset({AttemptState.PLACING, AttemptState.RINGING, AttemptState.WHISPERING})
"""States in which the agent has neither accepted nor declined."""
ENDED = frozenset(
    {
        TransferState.COMPLETED,
        TransferState.ABANDONED,
        TransferState.UNANSWERED,
        TransferState.CALLED_OFF,
    }
)
MOVES: Mapping[TransferState, frozenset[TransferState]] = {
    TransferState.DIALING: frozenset({TransferState.REQUESTED}),
    TransferState.WHISPERING: frozenset({TransferState.DIALING}),
    TransferState.ACCEPTED: frozenset({TransferState.DIALING, TransferState.WHISPERING}),
    TransferState.JOINED: frozenset({TransferState.ACCEPTED}),
    TransferState.COMPLETED: frozenset({TransferState.JOINED}),
    TransferState.REQUESTED: frozenset(
        {TransferState.DIALING, TransferState.WHISPERING, TransferState.ACCEPTED}
    ),
    TransferState.ABANDONED: WAITING | {TransferState.ACCEPTED},
    TransferState.UNANSWERED: WAITING | {TransferState.ACCEPTED},
    TransferState.CALLED_OFF: WAITING,
}
"""To each state, the states it may be reached from."""
ATTEMPT_MOVES: Mapping[AttemptState, frozenset[AttemptState]] = {
    AttemptState.RINGING: frozenset({AttemptState.PLACING}),
    AttemptState.WHISPERING: frozenset({AttemptState.PLACING, AttemptState.RINGING}),
    AttemptState.ACCEPTED: UNDECIDED,
    AttemptState.JOINED: frozenset({AttemptState.ACCEPTED}),
    AttemptState.OVER: frozenset(AttemptState) - {AttemptState.OVER},
}
"""To each state, the states it may be reached from."""
