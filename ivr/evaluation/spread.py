"""How far measured values are apart."""

from collections.abc import Sequence
from statistics import median, quantiles


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median, 95th percentile, least and most of at least one value, to a tenth."""
    twentieths = quantiles(values, n=20, method="inclusive") if len(values) > 1 else []
    figures = {
        "median": median(values),
        "p95": twentieths[-1] if twentieths else values[0],
        "min": min(values),
        "max": max(values),
    }
    return {name: round(value, 1) for name, value in figures.items()}
