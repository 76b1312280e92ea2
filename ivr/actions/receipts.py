"""Receipts in front of an action: what was settled is not done again."""

from typing import Any

from ivr.actions.action import Action, Done, Request
from ivr.actions.failed import InDoubt
from ivr.store import action_receipts
from ivr.store.database import Database
from ivr.store.failures import DatabaseFailure


def settled_before(database: Database, action: Action[Any], request: Request) -> Done | None:
    """How this very act ended earlier; None where it is to be carried out now.

    Raises:
        InDoubt: an act that must not be repeated was begun, and how it ended is unknown.
        DatabaseFailure: an act that must not be repeated can't be claimed.
    """
    if action.effect == "reads":
        return None
    try:
        return _claimed(database, action, request)
    except DatabaseFailure:
        if action.effect == "once":
            raise
        return None


def note_end(database: Database, action: Action[Any], request: Request, done: Done) -> None:
    """Leave the receipt, where the database takes it."""
    if action.effect == "reads":
        return
    with database.writing() as session:
        action_receipts.settle(session, request.key, done.outcome, done.values, request.now)


def give_back(database: Database, action: Action[Any], request: Request) -> None:
    """Let an act that must not be repeated be asked for again, as it did not take place.

    Raises:
        DatabaseFailure: the receipt stays, so the act counts as one in doubt.
    """
    if action.effect != "once":
        return
    with database.writing() as session:
        action_receipts.release(session, request.key)


def _claimed(database: Database, action: Action[Any], request: Request) -> Done | None:
    with database.writing() as session:
        mine = action_receipts.claim(
            session, request.key, action.name, request.call_sid, request.now
        )
        receipt = None if mine else action_receipts.load(session, request.key)
    if receipt is None:
        return None
    if receipt.outcome is not None:
        return Done(receipt.outcome, receipt.values or {})
    if action.effect == "once":
        raise InDoubt("in_doubt", "the act was begun before and its end is unknown")
    return None
