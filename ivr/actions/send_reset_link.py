"""Send the verified caller a link to choose a new password with.

```yaml
- action: send_reset_link
  outcomes:
    sent: tell
    no_phone: person
    account_locked: person
    phone_is_new: person
    too_many: person
    not_verified: verify
    failed: sorry
```
The link is good for one use. It goes out by text message and is spoken, logged and stored nowhere;
of its token a hash alone is kept. A company's own system sends its own link.

`phone_is_new`: a caller changed the account's number in the last days. An order and a ZIP code are
printed on a parcel; whoever has them must not get hold of the account by a number of their own.
"""

import secrets
from datetime import timedelta

from pydantic import BaseModel

from ivr.actions.action import Action, Done, Parts, Request
from ivr.actions.claims import by_number
from ivr.actions.failed import ActionFailed
from ivr.actions.identity import identity_of
from ivr.actions.shapes import LinkSent
from ivr.store import account_changes, identity_tries, reset_links
from ivr.store.reset_links import ResetLink
from ivr.store.secret_hash import token_hash

VALID_FOR = timedelta(minutes=30)
_MINUTES = int(VALID_FOR.total_seconds() // 60)
_TOKEN_BYTES = 24
_AGAIN_WITHIN = timedelta(hours=1)
_MOST = 3
"""Links of one customer within an hour."""
NEW_FOR = timedelta(days=7)
"""How long no link goes to a number that a caller gave the account."""


class SendResetLink(BaseModel):
    """Nothing is needed beside the identity."""


def _carry_out(_arguments: SendResetLink, request: Request, parts: Parts) -> Done:
    identity = identity_of(request, parts)
    if identity is None:
        return Done("not_verified")
    with parts.database.reading() as session:
        since = request.now - NEW_FOR
        if account_changes.changed_since(session, identity.customer, "phone", since):
            return Done("phone_is_new")
    answer = parts.back_office.request_reset(identity.customer, request.stamp)
    minutes = answer.minutes
    if answer.result == "to_send":
        if not _send(identity.customer, answer.phone, request, parts):
            return Done("too_many")
        minutes = _MINUTES
    elif answer.result != "sent":
        return Done(answer.result)
    return Done("sent", {"minutes": minutes, "phone_ends": answer.phone[-4:]})


def _send(customer: str, phone: str, request: Request, parts: Parts) -> bool:
    """Send a link of the line's own; the customer's earlier ones end with it.

    Returns:
        False where they were sent enough of them.
    """
    if parts.texts is None:
        raise ActionFailed("no_sms", "the line is not set up to send text messages")
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    link = ResetLink(
        token_hash=token_hash(token),
        customer=customer,
        call_sid=request.call_sid,
        created_at=request.now,
        expires_at=request.now + VALID_FOR,
    )
    with parts.database.writing() as session:
        identity_tries.hold(session, (by_number(customer),), request.now)
        if reset_links.sent_since(session, customer, request.now - _AGAIN_WITHIN) >= _MOST:
            return False
        reset_links.end_others(session, customer, request.now)
        session.add(link)
    parts.texts.send(
        phone, f"Choose a new password within {_MINUTES} minutes: {parts.reset_page}{token}"
    )
    return True


SEND_RESET_LINK = Action(
    name="send_reset_link",
    arguments=SendResetLink,
    outcomes=("sent", "no_phone", "account_locked", "phone_is_new", "too_many", "not_verified"),
    effect="once",
    carry_out=_carry_out,
    identity="needed",
    timeout_s=10.0,
    gives={"sent": LinkSent},
)
