"""What a call comes to if the caller leaves now."""

from flows.events import Outcome
from flows.run import RunState


def outcome_if_left(state: RunState | None) -> Outcome:
    """The outcome of a call that ends where it stands.

    One in which the caller talked to an agent is transferred. A call is contained once a matter
    was settled, no other is open, and no person was asked for in vain. One whose flows had not
    begun (None) is abandoned.
    """
    if state is None:
        return "abandoned"
    if state.outcome:
        return state.outcome
    if state.talked:
        return "transferred"
    done = state.settled > 0 and not state.matters and not state.awaits_person
    return "contained" if done else "abandoned"
