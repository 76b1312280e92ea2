"""Earlier contacts of a caller: calls, tickets, promises and messages of the last 30 days."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from ivr.store.callbacks import Callback, CallbackStatus
from ivr.store.calls import Call
from ivr.store.identities import Identity as IdentityRow
from ivr.store.tickets import Ticket
from ivr.store.voicemails import Voicemail
from ivr.transfer.summary import words
from ivr.transfer.summary.facts import Contact

DAYS = 30
MOST = 12
"""Contacts told, the newest first."""


def contacts(
    session: Session,
    call_sid: str,
    who: tuple[str, str],
    intents: Collection[str],
    until: datetime,
) -> tuple[Contact, ...]:
    """The caller's contacts of the last 30 days, newest first; without this call's own.

    Args:
        session: of the database.
        call_sid: of the present call.
        who: the caller's number (E.164, or empty) and the verified customer's number (or empty).
        intents: of the present call; earlier calls about one of them count as repeated.
        until: the present moment.
    """
    span = until - timedelta(days=DAYS), until
    calls = _calls(session, call_sid, who, span)
    found = [_of_call(call, intents) for call in calls]
    of_those = [call.call_sid for call in calls]
    number = who[0]
    theirs: ColumnElement[bool] = Callback.call_sid.in_(of_those)
    if number:
        theirs = or_(theirs, Callback.number == number)
    promised = select(Callback).where(theirs, Callback.call_sid != call_sid)
    promised = promised.where(Callback.created_at.between(*span)).order_by(Callback.id.desc())
    found += [_of_callback(each) for each in session.scalars(promised.limit(MOST))]
    tickets = select(Ticket).where(Ticket.call_sid.in_(of_those))
    tickets = tickets.where(Ticket.created_at.between(*span)).order_by(Ticket.id.desc())
    found += [_of_ticket(each) for each in session.scalars(tickets.limit(MOST))]
    messages = select(Voicemail).where(Voicemail.call_sid.in_(of_those))
    messages = messages.where(Voicemail.recorded_at.between(*span)).order_by(Voicemail.id.desc())
    found += [_of_message(each) for each in session.scalars(messages.limit(MOST))]
    return tuple(sorted(found, key=lambda contact: contact.at, reverse=True)[:MOST])


def _calls(
    session: Session, call_sid: str, who: tuple[str, str], span: tuple[datetime, datetime]
) -> Sequence[Call]:
    number, customer = who
    conditions: list[ColumnElement[bool]] = []
    if number:
        conditions.append(Call.from_number == number)
    if customer:
        shown = select(IdentityRow.call_sid).where(IdentityRow.customer == customer)
        conditions.append(Call.call_sid.in_(shown))
    if not conditions:
        return []
    statement = (
        select(Call)
        .where(or_(*conditions), Call.started_at.between(*span), Call.call_sid != call_sid)
        .order_by(Call.started_at.desc())
        .limit(MOST)
    )
    return session.scalars(statement).all()


def _of_call(call: Call, intents: Collection[str]) -> Contact:
    about = words.matter(call.intent) if call.intent else "matter not known"
    ended = words.outcome(call.outcome) if call.outcome else "no end known"
    same = call.intent is not None and call.intent in intents
    return Contact("call", call.started_at, f"Call about {about}: {ended}", same)


def _of_callback(callback: Callback) -> Contact:
    what = f"Callback promised ({words.promise(callback.status)}): {callback.reason}"
    is_open = callback.status == CallbackStatus.OPEN
    return Contact("callback", callback.created_at, what, is_open=is_open)


def _of_ticket(ticket: Ticket) -> Contact:
    return Contact("ticket", ticket.created_at, f"Ticket {ticket.number}: {ticket.subject}")


def _of_message(message: Voicemail) -> Contact:
    done = "heard" if message.done_at else "not heard yet"
    return Contact("voicemail", message.recorded_at, f"Message ({done}): {message.text}")
