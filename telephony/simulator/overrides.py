"""Connection overrides: what a webhook's URL says in its fragment.

Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
"""

from dataclasses import dataclass
from urllib.parse import parse_qsl

_POLICIES = frozenset({"4xx", "5xx", "ct", "rt", "all"})


@dataclass(frozen=True)
class Overrides:
    """How often and for what a webhook is tried again, and its time limits."""

    retries: int = 1
    """Tries after the first, 0 to 5."""
    policies: frozenset[str] = frozenset({"ct"})
    """What is tried again: ct no connection, rt no answer in time, 4xx, 5xx or all."""
    connect_ms: int | None = None
    read_ms: int | None = None

    def again(self, failure: str) -> bool:
        """Whether a failure of that kind (ct, rt, 4xx, 5xx) is tried again."""
        return failure in self.policies or "all" in self.policies


def parse(fragment: str) -> Overrides:
    """The overrides of a URL fragment; what is not one is left out."""
    given = dict(parse_qsl(fragment))
    policies = frozenset(given.get("rp", "ct").split(",")) & _POLICIES
    return Overrides(
        retries=_whole(given.get("rc"), 0, 5) if "rc" in given else 1,
        policies=policies or frozenset({"ct"}),
        connect_ms=_whole(given["ct"], 100, 10000) if "ct" in given else None,
        read_ms=_whole(given["rt"], 100, 15000) if "rt" in given else None,
    )


def _whole(text: str | None, least: int, most: int) -> int:
    return min(max(int(text), least), most) if text and text.isdecimal() else least
