"""Change the verified caller's address.

```yaml
- action: change_address
  with: {house: "{house}", street: "{street}", town: "{town}", postcode: "{postcode}"}
  outcomes: {changed: tell, unchanged: same, not_verified: verify, failed: sorry}
```
Fails as `changed_meanwhile` where somebody else changed the account during the call.
"""

from dataclasses import replace

from pydantic import BaseModel, Field

from ivr.actions.account_change import keep, made_before
from ivr.actions.action import Action, Done, Parts, Request
from ivr.actions.identity import changed_meanwhile, identity_of, unchanged_account
from ivr.actions.postcodes import plain_postcode
from ivr.actions.shapes import AddressChanged
from ivr.backoffice.records import Place


class ChangeAddress(BaseModel):
    """The new address, as it was said or keyed."""

    house: str = Field(min_length=1, max_length=20)
    street: str = Field(min_length=1, max_length=120)
    town: str = Field(min_length=1, max_length=80)
    postcode: str = Field(min_length=1, max_length=16)

    def place(self) -> Place:
        """The address as it is written: `12 Oak Street`."""
        street = f"{self.house.strip().upper()} {_written(self.street)}"
        return Place(street, _written(self.town), plain_postcode(self.postcode))


def _written(words: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in words.split())


def _carry_out(arguments: ChangeAddress, request: Request, parts: Parts) -> Done:
    identity = identity_of(request, parts)
    if identity is None:
        return Done("not_verified")
    new = arguments.place()
    if before := made_before(request, parts):
        return Done("changed", {"old": before.old, "new": before.new})
    customer = unchanged_account(identity, parts)
    if _plain(customer.place) == _plain(new):
        return Done("unchanged")
    if not parts.back_office.change_place(customer, new, request.stamp):
        raise changed_meanwhile()
    moved = replace(customer, address=new.address, town=new.town, postcode=new.postcode)
    old_and_new = customer.place.to_json(), new.to_json()
    keep(request, parts, moved, "address", old_and_new)
    return Done("changed", {"old": old_and_new[0], "new": old_and_new[1]})


def _plain(place: Place) -> tuple[str, str, str]:
    return place.address.lower(), place.town.lower(), plain_postcode(place.postcode)


CHANGE_ADDRESS = Action(
    name="change_address",
    arguments=ChangeAddress,
    outcomes=("changed", "unchanged", "not_verified"),
    effect="repeatable",
    carry_out=_carry_out,
    identity="needed",
    timeout_s=6.0,
    gives={"changed": AddressChanged},
)
