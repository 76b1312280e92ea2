"""Orders of the demo shop, in every state; days count from the day of seeding."""

from dataclasses import dataclass

PRICES = {
    "brass lantern": 3450,
    "wool blanket": 6200,
    "stoneware teapot": 4100,
    "set of six mugs": 3900,
    "linen tablecloth": 2850,
    "oak picture frame": 1900,
    "feather cushion": 2400,
    "copper kettle": 5600,
    "beeswax candles": 1250,
    "wicker basket": 2275,
    "garden trowel": 1495,
    "bird feeder": 1850,
}
"""Products with their prices in cents."""


@dataclass(frozen=True)
class DemoOrder:
    """One invented order."""

    number: str
    customer: str
    """A `DemoCustomer.number`."""
    state: str
    placed: int
    """Days from today; negative for the past."""
    items: tuple[str, ...]
    expected: int | None = None
    """Days from today."""
    delay_reason: str | None = None
    carrier: str | None = None
    shipped: int | None = None
    delivered: int | None = None
    delivered_to: str | None = None
    waiting: tuple[str, ...] = ()
    """Items that are not in the parcel yet."""


_BLUEBIRD = "Bluebird Parcels"
_SWIFT = "Swiftfoot Couriers"


def _under_way(number: str, customer: str, state: str, placed: int, *items: str) -> DemoOrder:
    """Placed or being packed: no parcel yet."""
    return DemoOrder(number, customer, state, placed, items, expected=placed + 6)


def _sent(number: str, customer: str, placed: int, expected: int, *items: str) -> DemoOrder:
    """In a parcel that arrives in `expected` days, today where that is 0."""
    state = "out_for_delivery" if expected == 0 else "shipped"
    carrier = _BLUEBIRD if int(number) % 2 == 0 else _SWIFT
    shipped = placed + 1
    return DemoOrder(
        number, customer, state, placed, items, expected, carrier=carrier, shipped=shipped
    )


def _partly(
    number: str, customer: str, placed: int, sent: tuple[str, ...], waiting: tuple[str, ...]
) -> DemoOrder:
    """Some of it in a parcel, the rest still to be packed."""
    return DemoOrder(
        number,
        customer,
        "partly_shipped",
        placed,
        (*sent, *waiting),
        placed + 8,
        carrier=_BLUEBIRD,
        shipped=placed + 2,
        waiting=waiting,
    )


def _late(number: str, customer: str, placed: int, expected: int, why: str, item: str) -> DemoOrder:
    """Delayed, with the reason a caller hears."""
    return DemoOrder(
        number, customer, "delayed", placed, (item,), expected, why, _SWIFT, shipped=placed + 2
    )


def _arrived(
    number: str, customer: str, days: tuple[int, int], where: str, *items: str
) -> DemoOrder:
    """Delivered; `days` are the days of order and of delivery."""
    placed, delivered = days
    return DemoOrder(
        number,
        customer,
        "delivered",
        placed,
        items,
        delivered,
        carrier=_BLUEBIRD,
        shipped=placed + 1,
        delivered=delivered,
        delivered_to=where,
    )


def _returned(number: str, customer: str, days: tuple[int, int], item: str) -> DemoOrder:
    """Delivered and sent back; `days` are the days of order and of delivery."""
    placed, delivered = days
    return DemoOrder(
        number,
        customer,
        "returned",
        placed,
        (item,),
        delivered,
        carrier=_BLUEBIRD,
        shipped=placed + 1,
        delivered=delivered,
    )


DEMO_ORDERS = (
    _under_way("4501", "C104", "placed", 0, "brass lantern", "beeswax candles"),
    _under_way("4502", "C109", "placed", -1, "wool blanket"),
    _under_way("4503", "C106", "placed", 0, "garden trowel"),
    _under_way("4504", "C111", "placed", -1, "linen tablecloth", "set of six mugs"),
    _under_way("4505", "C102", "processing", -2, "copper kettle"),
    _under_way("4506", "C110", "processing", -2, "oak picture frame", "feather cushion"),
    _under_way("4507", "C107", "processing", -3, "bird feeder"),
    _under_way("4508", "C101", "processing", -1, "wicker basket"),
    _sent("4509", "C103", -4, 1, "stoneware teapot"),
    _sent("4510", "C108", -3, 2, "feather cushion", "wool blanket"),
    _sent("4511", "C112", -5, 3, "set of six mugs"),
    _sent("4512", "C101", -3, 2, "brass lantern", "wool blanket"),
    _late("4513", "C102", -9, 4, "there was a storm on the coast", "copper kettle"),
    _sent("4514", "C105", -4, 0, "stoneware teapot", "beeswax candles"),
    _sent("4515", "C109", -3, 0, "linen tablecloth"),
    _late("4516", "C107", -8, 3, "the van broke down", "oak picture frame"),
    _late("4517", "C110", -12, 6, "the maker ran out of clay", "set of six mugs"),
    _sent("4518", "C106", -2, 1, "garden trowel", "bird feeder"),
    _sent("4519", "C111", -6, 4, "wicker basket"),
    _late("4520", "C103", -7, 2, "the parcel was sent to the wrong depot", "feather cushion"),
    _arrived("4521", "C103", (-8, -3), "your front door", "wool blanket"),
    _arrived("4522", "C104", (-10, -5), "your neighbor at number twelve", "copper kettle"),
    _arrived("4523", "C105", (-6, -1), "the front desk", "brass lantern", "feather cushion"),
    _arrived("4524", "C108", (-15, -10), "the garden shed", "bird feeder"),
    _arrived("4525", "C112", (-7, -2), "your front door", "stoneware teapot"),
    _arrived("4526", "C101", (-30, -26), "your front door", "oak picture frame"),
    DemoOrder("4527", "C106", "cancelled", -5, ("linen tablecloth",)),
    DemoOrder("4528", "C110", "cancelled", -11, ("set of six mugs", "beeswax candles")),
    _returned("4529", "C102", (-20, -16), "wicker basket"),
    _returned("4530", "C109", (-25, -21), "feather cushion"),
    _partly("4531", "C108", -5, ("wool blanket",), ("stoneware teapot",)),
    _partly("4532", "C111", -4, ("brass lantern", "bird feeder"), ("copper kettle",)),
    _under_way("4533", "C113", "placed", -1, "wicker basket", "garden trowel"),
    _returned("4534", "C105", (-18, -14), "linen tablecloth"),
    _arrived("4535", "C113", (-9, -4), "your front door", "beeswax candles"),
    _sent("4536", "C114", -2, 2, "bird feeder"),
)


@dataclass(frozen=True)
class DemoRefund:
    """The refund of an order; days count from today."""

    order: str
    state: str
    started: int
    expected: int
    paid: int | None = None


DEMO_REFUNDS = (
    DemoRefund("4527", "on_its_way", -4, 2),
    DemoRefund("4528", "paid", -10, -5, paid=-6),
    DemoRefund("4529", "paid", -9, -4, paid=-5),
    DemoRefund("4530", "being_checked", -3, 6),
    DemoRefund("4534", "on_its_way", -2, 3),
)
