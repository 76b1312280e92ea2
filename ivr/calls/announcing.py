"""Announcements among a call's first words."""

from collections.abc import Iterable

from flows.events import Listen, Output, Speak

STEP = "line.announcement"
"""Step of its words in the record."""


def with_announcements(outputs: tuple[Output, ...], texts: Iterable[str]) -> tuple[Output, ...]:
    """A call's first outputs with announcements after the greeting, and before any question.

    Args:
        outputs: of the flow engine, which end with a wait.
        texts: to be said, in order.
    """
    *_, wait = outputs
    asked = wait.step if isinstance(wait, Listen) else None
    place = len(outputs) - 1
    first = next((each for each in outputs if isinstance(each, Speak)), None)
    if first is not None:
        is_greeting = first.step != asked
        place = outputs.index(first) + is_greeting
    return (*outputs[:place], *(Speak(STEP, text) for text in texts), *outputs[place:])
