"""What is kept of a change to an account, beside the change itself."""

from typing import Literal

from ivr.actions.action import Parts, Request
from ivr.backoffice.records import CustomerRecord
from ivr.store import account_changes, identities
from ivr.store.account_changes import AccountChange, NewChange
from ivr.store.base import JsonObject


def made_before(request: Request, parts: Parts) -> AccountChange | None:
    """The change that this very act made earlier.

    Raises:
        DatabaseFailure: it can't be read.
    """
    with parts.database.reading() as session:
        return account_changes.by_key(session, request.key)


def keep(
    request: Request,
    parts: Parts,
    changed: CustomerRecord,
    what: Literal["address", "phone"],
    old_and_new: tuple[JsonObject, JsonObject],
) -> None:
    """Keep what was there before and what is now, and the account as the call now knows it.

    Raises:
        DatabaseFailure: it can't be kept.
    """
    old, new = old_and_new
    change = NewChange(request.key, request.call_sid, changed.number, what, old, new, request.now)
    with parts.database.writing() as session:
        account_changes.keep(session, change)
        identities.note_account(session, request.call_sid, changed.digest())
