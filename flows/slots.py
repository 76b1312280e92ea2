"""Slots: the typed values a flow works with."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.problems import Place
from flows.reading import Node

SLOT_TYPES: Mapping[str, str] = {
    "order_number": "digits",
    "phone_number": "digits",
    "postcode": "open",
    "zip_code": "digits",
    "digits": "digits",
    "yes_no": "yes_no",
    "choice": "phrases",
    "date": "open",
    "email": "open",
    "amount": "open",
    "product": "open",
    "spelled": "letters",
    "name": "open",
    "text": "open",
    "object": "open",
}
"""Slot types, each with the grammar a caller answers in."""

MOST_SLOTS = 100
SLOT_KEYS = ("type", "min", "max", "secret", "shared")
DIGIT_TYPES = frozenset({"order_number", "phone_number", "zip_code", "digits"})
SHARED_SLOTS = frozenset({"caller", "transfer", "identity", "hours"})
"""Slots every flow can read: `caller.number`; `transfer.queue`, `.queue_name`, `.reason`,
`.trigger`, `.care`, `.open` while a person is being fetched; `identity` once the caller is
verified; `hours`, which is computed and never stored."""


@dataclass(frozen=True)
class Slot:
    """A typed value.

    ```yaml
    slots:
      order_number: {type: order_number, min: 4, max: 8}
      pin: {type: digits, min: 4, max: 4, secret: true}
    ```
    """

    name: str
    type: str
    place: Place
    min: int = 1
    """Fewest digits, for slots made of digits."""
    max: int = 20
    """Most digits, for slots made of digits."""
    secret: bool = False
    """Never spoken and never shown in an event."""
    shared: bool = False
    """One value for the whole call, in place of one for each run of the flow."""

    @property
    def entity(self) -> str:
        """Name of the entity that gives it a value; a zip code is a postcode."""
        return "postcode" if self.type == "zip_code" else self.type

    @property
    def of_digits(self) -> bool:
        """Whether the keypad can give the value."""
        return self.type in DIGIT_TYPES

    def accepts(self, value: str) -> bool:
        """Whether a spoken or keyed value has the right shape."""
        return not self.of_digits or (
            value.isascii() and value.isdigit() and self.min <= len(value) <= self.max
        )


def read_slots(node: Node) -> Mapping[str, Slot]:
    """The slots of a flow by name."""
    entries = node.entries()
    if len(entries) > MOST_SLOTS:
        node.wrong(f"{len(entries)} slots in one flow", f"Keep them under {MOST_SLOTS}")
        return {}
    return {name: _slot(name, entry) for name, entry in entries.items()}


def _slot(name: str, node: Node) -> Slot:
    if isinstance(node.value, str):
        return Slot(name, _type(node), node.place)
    fields = node.keys_of(SLOT_KEYS, required=("type",))
    lowest, highest = fields.read("min", Node.whole, 1), fields.read("max", Node.whole, 20)
    if lowest > highest:
        fields["min"].wrong("min is above max", "Write the smaller number as min")
    return Slot(
        name,
        fields.read("type", _type, "text"),
        node.place,
        min=lowest,
        max=highest,
        secret=fields.read("secret", Node.flag, default=False),
        shared=fields.read("shared", Node.flag, default=False),
    )


def _type(node: Node) -> str:
    return node.one_of(SLOT_TYPES, "slot type")
