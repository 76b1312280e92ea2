"""How far two places are from each other."""

from math import asin, cos, radians, sin, sqrt

_EARTH_RADIUS_MILES = 3958.8
"""Mean radius (IUGG)."""


def miles_between(here: tuple[float, float], there: tuple[float, float]) -> float:
    """The great-circle distance of two places in miles, by the haversine formula.

    Args:
        here: latitude and longitude in degrees.
        there: the same.
    """
    north, east = radians(here[0]), radians(here[1])
    other_north, other_east = radians(there[0]), radians(there[1])
    chord = (
        sin((other_north - north) / 2) ** 2
        + cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    )
    return 2 * _EARTH_RADIUS_MILES * asin(min(1.0, sqrt(chord)))
