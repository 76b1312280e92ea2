"""List the streets of a postcode.

```yaml
- action: look_up_streets
  with: {postcode: "{postcode}"}
  outcomes: {found: choose_street, unknown: ask_street, failed: sorry}
```
"""

from pydantic import BaseModel, Field

from ivr.actions.action import Action, Done, Parts, Request
from ivr.actions.postcodes import plain_postcode
from ivr.actions.shapes import Streets


class LookUpStreets(BaseModel):
    """A postcode as it was said or keyed."""

    postcode: str = Field(max_length=20)


def _carry_out(arguments: LookUpStreets, _request: Request, parts: Parts) -> Done:
    postcode = plain_postcode(arguments.postcode)
    found = parts.back_office.streets(postcode) if postcode else None
    if found is None:
        return Done("unknown")
    return Done("found", {"streets": list(found.streets), "town": found.town})


LOOK_UP_STREETS = Action(
    name="look_up_streets",
    arguments=LookUpStreets,
    outcomes=("found", "unknown"),
    effect="reads",
    carry_out=_carry_out,
    gives={"found": Streets},
)
