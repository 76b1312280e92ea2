"""Postcodes and stores of the demo shop, in a country that is on no map."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoPostcode:
    """One invented postcode."""

    postcode: str
    town: str
    latitude: float
    longitude: float
    streets: tuple[str, ...]


@dataclass(frozen=True)
class DemoStore:
    """One invented store."""

    number: str
    name: str
    address: str
    town: str
    phone: str
    """E.164, from a range no real person has."""
    latitude: float
    longitude: float


DEMO_POSTCODES = (
    DemoPostcode("00112", "Larkspur", 41.20, -73.10, ("Oak Street", "Maple Avenue", "Hill Road")),
    DemoPostcode("00113", "Larkspur", 41.22, -73.14, ("Main Street", "Lake Drive", "Park Avenue")),
    DemoPostcode("00123", "Cloudsend", 43.90, -70.10, ("Green Lane", "Hill Street")),
    DemoPostcode("00124", "Cloudsend", 43.92, -70.14, ("River Street", "Cedar Road", "Oak Lane")),
    DemoPostcode("00236", "Fernley", 41.45, -73.30, ("River Road", "Hill Road", "Elm Street")),
    DemoPostcode("00237", "Fernley", 41.47, -73.33, ("Cedar Hill", "Washington Avenue")),
    DemoPostcode("00345", "Owlbridge", 41.05, -73.52, ("Park Lane", "Oak Road", "Lake Street")),
    DemoPostcode("00346", "Owlbridge", 41.07, -73.55, ("Main Street", "Maple Drive")),
    DemoPostcode("00451", "Pebblehaven", 40.80, -72.90, ("Lake Drive", "Elm Street")),
    DemoPostcode("00478", "Quietwater", 41.80, -72.60, ("Spring Road", "Park Street")),
    DemoPostcode("00479", "Quietwater", 41.82, -72.64, ("Washington Street", "Cedar Avenue")),
)

DEMO_STORES = (
    DemoStore(
        "S1", "Larkspur Main Street", "40 Main Street", "Larkspur", "+15005550121", 41.22, -73.14
    ),
    DemoStore("S2", "Owlbridge Park", "8 Park Lane", "Owlbridge", "+15005550122", 41.05, -73.52),
    DemoStore(
        "S3", "Pebblehaven Lake", "21 Lake Drive", "Pebblehaven", "+15005550123", 40.81, -72.91
    ),
    DemoStore(
        "S4",
        "Quietwater Spring",
        "5 Washington Street",
        "Quietwater",
        "+15005550124",
        41.82,
        -72.64,
    ),
)
