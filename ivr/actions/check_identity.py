"""Find out whether the caller is who they claim to be.

```yaml
- action: check_identity
  with: {method: phone_pin, phone: "{phone}", pin: "{pin}"}
  outcomes: {verified: welcome, refused: again, locked: person, failed: sorry}
```
A try is counted before it is looked at, so two calls at once have no more tries than one. Nothing
tells which part was wrong, or whether there is such a customer. Whoever is verified has the tries
of this customer back, and no others: an account of one's own buys no tries of other people's.
"""

from hmac import compare_digest
from typing import Literal

from pydantic import BaseModel, Field, SecretStr

from flows.events import Json
from ivr.actions.action import Action, Done, Parts, Request
from ivr.actions.claims import Claimed, by_order, by_phone
from ivr.actions.phone_numbers import dialable
from ivr.actions.postcodes import plain_postcode
from ivr.actions.shapes import TriesLeft, Verified
from ivr.backoffice.interface import BackOfficeAway
from ivr.backoffice.records import CustomerRecord
from ivr.store import identities, identity_tries, one_time_codes
from ivr.store.failures import DatabaseFailure
from ivr.store.secret_hash import is_secret_of


class CheckIdentity(BaseModel):
    """What the caller has said; which fields count depends on the method."""

    method: Literal["order_postcode", "phone_pin", "sms_code"]
    order_number: str = Field("", max_length=20)
    postcode: str = Field("", max_length=20)
    phone: str = Field("", max_length=40)
    """Empty for the number the caller rings from."""
    pin: SecretStr = SecretStr("")
    code: SecretStr = SecretStr("")


def _carry_out(arguments: CheckIdentity, request: Request, parts: Parts) -> Done:
    phone = dialable(arguments.phone or request.caller_number) or ""
    if arguments.method == "order_postcode":
        claimed = by_order(arguments.order_number, request, parts)
    else:
        claimed = by_phone(phone, request, parts)
    with parts.database.writing() as session:
        left = identity_tries.reserve(session, claimed.names, parts.tries, request.now)
    if left is None:
        return Done("locked")
    try:
        customer = _found(arguments, phone, claimed, request, parts)
    except (BackOfficeAway, DatabaseFailure):
        with parts.database.writing() as session:
            identity_tries.give_back(session, claimed.names)
        raise
    if customer is None:
        return Done("refused", {"tries_left": left}) if left else Done("locked")
    with parts.database.writing() as session:
        identity_tries.forgive(session, claimed.caller, claimed.both)
        identity_tries.clear(session, (claimed.claim, claimed.both))
        identities.note(session, request.call_sid, customer.number, arguments.method, request.now)
    who: dict[str, Json] = {
        "customer": customer.number,
        "name": customer.name,
        "method": arguments.method,
    }
    return Done("verified", {"identity": who})


def _found(
    arguments: CheckIdentity, phone: str, claimed: Claimed, request: Request, parts: Parts
) -> CustomerRecord | None:
    """The customer who the caller is; None where anything is wrong."""
    match arguments.method:
        case "order_postcode":
            return _by_postcode(arguments.postcode, claimed, parts)
        case "phone_pin":
            return parts.back_office.has_pin(phone, arguments.pin.get_secret_value())
        case "sms_code":
            return _by_code(phone, arguments.code.get_secret_value(), request, parts)


def _by_postcode(postcode: str, claimed: Claimed, parts: Parts) -> CustomerRecord | None:
    number = claimed.customer
    customer = parts.back_office.customer_by_number(number) if number else None
    kept = plain_postcode(customer.postcode) if customer else ""
    given = plain_postcode(postcode)
    return customer if given and compare_digest(given.encode(), kept.encode()) else None


def _by_code(phone: str, code: str, request: Request, parts: Parts) -> CustomerRecord | None:
    with parts.database.reading() as session:
        kept = one_time_codes.latest(session, phone, request.now)
    right = is_secret_of(kept.code_hash if kept else None, code)
    if not right or kept is None or kept.customer is None:
        return None
    with parts.database.writing() as session:
        if not one_time_codes.use(session, kept.id, request.now):
            return None
    return parts.back_office.customer_by_number(kept.customer)


CHECK_IDENTITY = Action(
    name="check_identity",
    arguments=CheckIdentity,
    outcomes=("verified", "refused", "locked"),
    effect="repeatable",
    carry_out=_carry_out,
    identity="checked",
    timeout_s=8.0,
    gives={"verified": Verified, "refused": TriesLeft},
)
