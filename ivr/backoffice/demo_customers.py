"""Customers of the demo shop: invented people on telephone numbers reserved for fiction."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoCustomer:
    """One invented customer."""

    number: str
    name: str
    phone: str
    """E.164, from a range no real person has."""
    address: str
    town: str
    postcode: str
    """A code the postal service has not given out."""

    @property
    def email(self) -> str:
        """An address in a domain reserved for examples."""
        return f"{self.name.lower().replace(' ', '.')}@example.com"


DEMO_CUSTOMERS = (
    DemoCustomer(
        "C101", "Marigold Penhallow", "+15005550101", "1 Teacup Lane", "Larkspur", "00112"
    ),
    DemoCustomer("C102", "Barnaby Quill", "+15005550102", "27 Inkwell Road", "Larkspur", "00112"),
    DemoCustomer(
        "C103", "Cordelia Thistle", "+15005550103", "9 Thimble Street", "Fernley", "00236"
    ),
    DemoCustomer("C104", "Otto Wrenfield", "+15005550104", "140 Kettle Hill", "Fernley", "00237"),
    DemoCustomer("C105", "Hazel Nightjar", "+15005550105", "3 Lantern Court", "Owlbridge", "00345"),
    DemoCustomer(
        "C106", "Rufus Applegarth", "+15005550106", "58 Orchard Row", "Owlbridge", "00346"
    ),
    DemoCustomer(
        "C107", "Juniper Saltmarsh", "+12125550107", "12 Harbour Steps", "Pebblehaven", "00451"
    ),
    DemoCustomer(
        "C108", "Leopold Bramble", "+12125550108", "77 Hedgerow Way", "Pebblehaven", "00451"
    ),
    DemoCustomer(
        "C109", "Tabitha Moonstone", "+13125550109", "5 Almanac Square", "Quietwater", "00478"
    ),
    DemoCustomer(
        "C110", "Casper Dovecote", "+13125550110", "31 Weathervane Street", "Quietwater", "00479"
    ),
    DemoCustomer(
        "C111", "Winifred Locksley", "+447700900111", "2 Button Mews", "Cloudsend", "00123"
    ),
    DemoCustomer(
        "C112", "Ignatius Plume", "+447700900112", "88 Quarry Terrace", "Cloudsend", "00124"
    ),
)
