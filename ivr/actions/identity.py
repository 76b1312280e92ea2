"""Whose call this is, as the database keeps it."""

from ivr.actions.action import Parts, Request
from ivr.actions.failed import ActionFailed
from ivr.backoffice.records import CustomerRecord
from ivr.store import identities
from ivr.store.identities import Identity


def identity_of(request: Request, parts: Parts) -> Identity | None:
    """The verified identity of the call; None where there is none.

    Raises:
        DatabaseFailure: it can't be read.
    """
    with parts.database.reading() as session:
        return identities.of_call(session, request.call_sid)


def account_of(identity: Identity, parts: Parts) -> CustomerRecord:
    """The account of a verified caller.

    Raises:
        BackOfficeAway: the back office gave no answer.
        ActionFailed: the account is gone.
    """
    customer = parts.back_office.customer_by_number(identity.customer)
    if customer is None:
        raise ActionFailed("account_gone", "the verified customer is not in the back office")
    return customer


def unchanged_account(identity: Identity, parts: Parts) -> CustomerRecord:
    """The account of a verified caller, where it is still as the call has told it.

    Raises:
        BackOfficeAway: the back office gave no answer.
        ActionFailed: the account is gone, or somebody else changed it during the call.
    """
    customer = account_of(identity, parts)
    if identity.account_seen not in (None, customer.digest()):
        raise changed_meanwhile()
    return customer


def changed_meanwhile() -> ActionFailed:
    """The failure of a change that somebody else was quicker with."""
    return ActionFailed("changed_meanwhile", "somebody else changed the account during the call")


def note_account(request: Request, parts: Parts, customer: CustomerRecord) -> None:
    """Keep the account as the call now knows it.

    Raises:
        DatabaseFailure: it can't be kept.
    """
    with parts.database.writing() as session:
        identities.note_account(session, request.call_sid, customer.digest())
