"""Find the store nearest to a postcode.

```yaml
- action: find_store
  with: {postcode: "{postcode}"}
  outcomes: {found: tell, none_near: tell_far, unknown_postcode: ask_again, failed: sorry}
```
"""

from pydantic import BaseModel, Field

from ivr.actions.action import Action, Done, Parts, Request
from ivr.actions.postcodes import plain_postcode
from ivr.actions.shapes import StoreGiven

_NEAR_MILES = 50


class FindStore(BaseModel):
    """A postcode as it was said or keyed."""

    postcode: str = Field(max_length=20)


def _carry_out(arguments: FindStore, _request: Request, parts: Parts) -> Done:
    postcode = plain_postcode(arguments.postcode)
    store = parts.back_office.nearest_store(postcode) if postcode else None
    if store is None:
        return Done("unknown_postcode")
    outcome = "found" if store.miles <= _NEAR_MILES else "none_near"
    return Done(outcome, {"store": store.to_json()})


FIND_STORE = Action(
    name="find_store",
    arguments=FindStore,
    outcomes=("found", "none_near", "unknown_postcode"),
    effect="reads",
    carry_out=_carry_out,
    gives={"found": StoreGiven, "none_near": StoreGiven},
)
