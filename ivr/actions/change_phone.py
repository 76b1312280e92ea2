"""Change the verified caller's telephone number.

```yaml
- action: change_phone
  with: {phone: "{phone}"}
  outcomes:
    changed: tell
    unchanged: same
    not_a_number: ask_again
    not_verified: verify
    failed: sorry
```
Fails as `changed_meanwhile` where somebody else changed the account during the call.
"""

from dataclasses import replace

from pydantic import BaseModel, Field

from ivr.actions.account_change import keep, made_before
from ivr.actions.action import Action, Done, Parts, Request
from ivr.actions.identity import changed_meanwhile, identity_of, unchanged_account
from ivr.actions.phone_numbers import dialable
from ivr.actions.shapes import PhoneChanged
from ivr.store.base import JsonObject


class ChangePhone(BaseModel):
    """The new number, as it was said or keyed."""

    phone: str = Field(max_length=40)


def _carry_out(arguments: ChangePhone, request: Request, parts: Parts) -> Done:
    identity = identity_of(request, parts)
    if identity is None:
        return Done("not_verified")
    new = dialable(arguments.phone)
    if new is None:
        return Done("not_a_number")
    if before := made_before(request, parts):
        return Done("changed", {"old": before.old["phone"], "new": before.new["phone"]})
    customer = unchanged_account(identity, parts)
    if customer.phone == new:
        return Done("unchanged")
    if not parts.back_office.change_phone(customer, new, request.stamp):
        raise changed_meanwhile()
    kept = _as_kept(customer.phone), _as_kept(new)
    keep(request, parts, replace(customer, phone=new), "phone", kept)
    return Done("changed", {"old": customer.phone, "new": new})


def _as_kept(phone: str) -> JsonObject:
    return {"phone": phone}


CHANGE_PHONE = Action(
    name="change_phone",
    arguments=ChangePhone,
    outcomes=("changed", "unchanged", "not_a_number", "not_verified"),
    effect="repeatable",
    carry_out=_carry_out,
    identity="needed",
    timeout_s=6.0,
    gives={"changed": PhoneChanged},
)
