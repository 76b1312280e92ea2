"""The short form: one or two lines for a card."""

from ivr.transfer.summary import words
from ivr.transfer.summary.facts import Facts

_MOODS = {"calm": "calm", "upset": "upset", "very_upset": "VERY UPSET"}
_LONGEST = 140


def short(facts: Facts) -> str:
    """Who, about what, in which mood; below it a colleague's note, their words or the reason."""
    shown = facts.identity
    name = shown.name or shown.customer or "customer"
    who = f"{name} (verified by {shown.method})" if shown.verified else _not_verified(facts)
    about = facts.matter.title if facts.matter else "asked for a person"
    first = f"{who} · {about} · {_MOODS[facts.mood.level]}"
    order = facts.order
    if order is not None:
        first += f" · order {order.number} {words.order_state(order.state)}"
    second = f"“{facts.wish}”" if facts.wish else facts.reason.sentence
    if facts.reason.note:
        second = f"Note of a colleague: {facts.reason.note}"
    return "\n".join(_cut(line) for line in (first, second) if line)


def _not_verified(facts: Facts) -> str:
    return f"{facts.number or 'Withheld number'} (not verified)"


def _cut(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
