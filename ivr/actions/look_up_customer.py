"""Look up the verified caller's account.

```yaml
- action: look_up_customer
  outcomes: {known: read_back, not_verified: verify, failed: sorry}
```
"""

from pydantic import BaseModel

from ivr.actions.action import Action, Done, Parts, Request
from ivr.actions.identity import account_of, identity_of, note_account
from ivr.actions.shapes import CustomerGiven


class LookUpCustomer(BaseModel):
    """Nothing is needed beside the identity."""


def _carry_out(_arguments: LookUpCustomer, request: Request, parts: Parts) -> Done:
    identity = identity_of(request, parts)
    if identity is None:
        return Done("not_verified")
    customer = account_of(identity, parts)
    note_account(request, parts, customer)
    return Done("known", {"customer": customer.to_json()})


LOOK_UP_CUSTOMER = Action(
    name="look_up_customer",
    arguments=LookUpCustomer,
    outcomes=("known", "not_verified"),
    effect="reads",
    carry_out=_carry_out,
    identity="needed",
    gives={"known": CustomerGiven},
)
