"""How often a `<Say>` or `<Play>` is played."""

from collections.abc import Iterable

from telephony.simulator.twiml_document import Element

_ENDLESS = 1000


def repetitions(element: Element) -> Iterable[int]:
    """As often as `loop` says: once without it; 0 stands for a thousand times."""
    return range(int(element.get("loop", "1")) or _ENDLESS)
