"""Send a one-time code by text message.

```yaml
- action: send_code
  with: {phone: "{phone}"}
  outcomes: {sent: ask_code, no_number: ask_number, locked: person, failed: sorry}
```
`sent` comes back also where nobody has that number, so that nobody learns who is a customer.
"""

import secrets
from datetime import timedelta

from pydantic import BaseModel, Field

from ivr.actions.action import Action, Done, Parts, Request
from ivr.actions.claims import by_phone
from ivr.actions.failed import ActionFailed
from ivr.actions.phone_numbers import dialable
from ivr.store import identity_tries, one_time_codes
from ivr.store.one_time_codes import OneTimeCode
from ivr.store.secret_hash import slow_hash

VALID_FOR = timedelta(minutes=10)
_AGAIN_WITHIN = timedelta(hours=1)
_MOST = 3
"""Codes of one number within an hour."""


class SendCode(BaseModel):
    """Where the code goes."""

    phone: str = Field("", max_length=40)
    """Empty for the number the caller rings from."""


def _carry_out(arguments: SendCode, request: Request, parts: Parts) -> Done:
    if parts.texts is None:
        raise ActionFailed("no_sms", "the line is not set up to send text messages")
    phone = dialable(arguments.phone or request.caller_number)
    if phone is None:
        return Done("no_number")
    claimed = by_phone(phone, request, parts)
    code = f"{secrets.randbelow(10**6):06d}"
    row = OneTimeCode(
        phone=phone,
        customer=claimed.customer,
        code_hash=slow_hash(code),
        call_sid=request.call_sid,
        created_at=request.now,
        expires_at=request.now + VALID_FOR,
    )
    with parts.database.writing() as session:
        identity_tries.hold(session, (claimed.claim,), request.now)
        if identity_tries.is_locked(session, claimed.names, request.now):
            return Done("locked")
        if one_time_codes.sent_since(session, phone, request.now - _AGAIN_WITHIN) >= _MOST:
            return Done("locked")
        session.add(row)
    if claimed.customer is not None:
        minutes = int(VALID_FOR.total_seconds() // 60)
        parts.texts.send(phone, f"{code} is your code. It works for {minutes} minutes.")
    return Done("sent")


SEND_CODE = Action(
    name="send_code",
    arguments=SendCode,
    outcomes=("sent", "no_number", "locked"),
    effect="once",
    carry_out=_carry_out,
    timeout_s=10.0,
)
