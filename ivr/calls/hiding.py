"""What is recorded of a caller's words at a wait for a secret: that there were some."""

from dataclasses import replace

from ivr.calls.events import CallerKeyed, CallerSpoke, CallEvent, Understood
from ivr.store.redaction import SECRET


def without_words(event: CallEvent) -> CallEvent:
    """An event as it may be recorded where a secret is asked for, whatever the slot is called."""
    match event:
        case CallerSpoke():
            return replace(event, text=SECRET)
        case CallerKeyed():
            return replace(event, digits=SECRET)
        case Understood(understanding):
            return replace(event, understanding=replace(understanding, text=SECRET, entities=()))
        case _:
            return event
