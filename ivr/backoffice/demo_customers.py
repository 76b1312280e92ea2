"""Customers of the demo shop: invented people on telephone numbers reserved for fiction."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoCustomer:
    """One invented customer."""

    number: str
    name: str
    phone: str
    """E.164, from a range no real person has; empty for the one without a telephone."""
    address: str
    town: str
    postcode: str
    """A code the postal service has not given out."""
    pin: str | None
    """Six digits; stored hashed alone."""
    locked: bool = False

    @property
    def email(self) -> str:
        """An address in a domain reserved for examples."""
        return f"{self.name.lower().replace(' ', '.')}@example.com"


DEMO_CUSTOMERS = (
    DemoCustomer(
        "C101", "Marigold Penhallow", "+15005550101", "12 Oak Street", "Larkspur", "00112", "730418"
    ),
    DemoCustomer(
        "C102", "Barnaby Quill", "+15005550102", "27 Maple Avenue", "Larkspur", "00112", "962057"
    ),
    DemoCustomer(
        "C103", "Cordelia Thistle", "+15005550103", "9 River Road", "Fernley", "00236", "318694"
    ),
    DemoCustomer(
        "C104", "Otto Wrenfield", "+15005550104", "140 Cedar Hill", "Fernley", "00237", "857203"
    ),
    DemoCustomer(
        "C105", "Hazel Nightjar", "+15005550105", "3 Park Lane", "Owlbridge", "00345", "640972"
    ),
    DemoCustomer(
        "C106", "Rufus Applegarth", "+15005550106", "58 Main Street", "Owlbridge", "00346", "295816"
    ),
    DemoCustomer(
        "C107",
        "Juniper Saltmarsh",
        "+12125550107",
        "16 Lake Drive",
        "Pebblehaven",
        "00451",
        "783506",
        locked=True,
    ),
    DemoCustomer(
        "C108", "Leopold Bramble", "+12125550108", "77 Elm Street", "Pebblehaven", "00451", "501739"
    ),
    DemoCustomer(
        "C109",
        "Tabitha Moonstone",
        "+13125550109",
        "5 Spring Road",
        "Quietwater",
        "00478",
        "864290",
    ),
    DemoCustomer(
        "C110",
        "Casper Dovecote",
        "+13125550110",
        "31 Washington Street",
        "Quietwater",
        "00479",
        "279135",
    ),
    DemoCustomer(
        "C111", "Winifred Locksley", "+447700900111", "2 Green Lane", "Cloudsend", "00123", "936481"
    ),
    DemoCustomer(
        "C112", "Ignatius Plume", "+447700900112", "88 River Street", "Cloudsend", "00124", None
    ),
    DemoCustomer("C113", "Ottilie Fennimore", "", "19 Hill Road", "Fernley", "00236", None),
    DemoCustomer(
        "C114",
        "Percival Rushworth",
        "+13125550114",
        "4 Cedar Avenue",
        "Quietwater",
        "00479",
        "617385",
    ),
    DemoCustomer(
        "C115", "Dorothea Larkin", "+13125550115", "22 Park Street", "Quietwater", "00478", "529064"
    ),
)
