"""What follows for an agent from the outcome of an attempt."""

from ivr.store.agents import LEFT, Agent, AgentState
from ivr.transfer.states import AttemptOutcome, TransferState

MISSES = frozenset({AttemptOutcome.NO_ANSWER, AttemptOutcome.NO_KEY, AttemptOutcome.VOICEMAIL})
"""Outcomes that count as a call not answered."""
_KEEPS = frozenset(
    {
        AttemptOutcome.BUSY,
        AttemptOutcome.FAILED,
        AttemptOutcome.TIMED_OUT,
        AttemptOutcome.CALLER_LEFT,
        AttemptOutcome.DISABLED,
    }
)
"""Outcomes that tell nothing of whether the agent answers: the count of misses stays."""
MISSED = "missed"
CALLER_LEFT = "The caller has hung up. Goodbye."
NOT_WAITING = "The caller is no longer waiting. Goodbye."
GOODBYE = "Goodbye."


def misses_after(outcome: AttemptOutcome, misses: int) -> int:
    """Calls not answered in a row, with this attempt."""
    if outcome in MISSES:
        return misses + 1
    return misses if outcome in _KEEPS else 0


def agent_after(
    outcome: AttemptOutcome, agent: Agent, misses: int, limit: int
) -> tuple[AgentState, str]:
    """The state an agent is let go into, and why they are away.

    Args:
        outcome: of the attempt that held them.
        agent: as they were in it.
        misses: calls not answered in a row, with this one.
        limit: misses after which an agent is set away.
    """
    if agent.away_why == LEFT:
        return AgentState.AWAY, ""
    if outcome is AttemptOutcome.TALKED:
        return AgentState.WRAP_UP, ""
    if outcome in MISSES and misses >= limit:
        return AgentState.AWAY, MISSED
    return AgentState.AVAILABLE, ""


def sentence_for(outcome: AttemptOutcome | str | None, state: str) -> str:
    """What an agent hears whose attempt is over.

    Args:
        outcome: of the attempt.
        state: of its transfer.
    """
    if outcome != AttemptOutcome.CALLER_LEFT:
        return GOODBYE
    return CALLER_LEFT if state == TransferState.ABANDONED else NOT_WAITING
