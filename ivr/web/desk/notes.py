"""An agent's notes about a call, and what came of it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from ivr.store import transfer_attempts

DISPOSITIONS = {
    "solved": "Solved",
    "follow_up": "Needs follow-up",
    "callback_promised": "Callback promised",
    "passed_on": "Passed on to others",
    "not_possible": "Could not be solved",
    "cut_off": "Call was cut off",
}
"""What may come of a call, with its words."""
LONGEST = 4000


@dataclass(frozen=True)
class Notes:
    """What was written so far."""

    text: str
    disposition: str


def notes_of(session: Session, attempt_id: int) -> Notes:
    """The notes of an attempt."""
    attempt = transfer_attempts.load(session, attempt_id)
    return Notes(attempt.notes, attempt.disposition) if attempt else Notes("", "")
