"""What a transfer's summary tells the agent, ready to be shown."""

from dataclasses import dataclass
from datetime import datetime

from ivr.calls.notes import in_words
from ivr.store.transfers import Transfer
from ivr.transfer.summary import Summary
from ivr.transfer.summary.facts import Contact, Facts
from ivr.transfer.summary.words import tries
from ivr.web.records.words import moment


@dataclass(frozen=True)
class PastContact:
    """An earlier contact, or a promise that is open."""

    kind: str
    when: str
    what: str
    same_matter: bool


@dataclass(frozen=True)
class Told:
    """Who it is and what they need; whatever is not known is empty."""

    short: str
    """All of it in one or two lines."""
    name: str = ""
    wants: str = ""
    wish: str = ""
    """In the caller's words."""
    mood: str = ""
    """calm, upset or very_upset."""
    mood_label: str = ""
    mood_words: str = ""
    """The sentence that showed it."""
    ask: str = ""
    """What is asked of the agent."""
    steps: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    given: tuple[tuple[str, str], ...] = ()
    last_words: str = ""
    contacts: tuple[PastContact, ...] = ()
    long: str = ""
    """Everything, as plain text."""


def told_by(transfer: Transfer, now: datetime) -> Told:
    """The summary of a transfer; its reason alone where there is none that can be read."""
    try:
        summary = Summary.from_json(transfer.summary or {})
    except ValueError:
        return Told(short=transfer.reason)
    facts = summary.facts
    return Told(
        short=summary.short,
        name=facts.identity.name or (facts.customer.name if facts.customer else ""),
        wants=_capital(facts.matter.title) if facts.matter else "A person",
        wish=facts.wish,
        mood=facts.mood.level,
        mood_label=in_words(facts.mood.level).capitalize(),
        mood_words=facts.mood.words if facts.mood.words != facts.wish else "",
        ask=facts.asked_of_agent,
        steps=facts.next_steps,
        tried=_tried(facts),
        given=tuple((each.label, each.value) for each in facts.given),
        last_words=facts.last_words if facts.last_words != facts.wish else "",
        contacts=tuple(_contact(each, now) for each in facts.contacts),
        long=summary.long,
    )


def _tried(facts: Facts) -> tuple[str, ...]:
    failed = (
        f"{_capital(each.what)}: {each.why}, {tries(each.tries)}" for each in facts.failed_steps
    )
    return (*(each.sentence for each in facts.tried), *failed)


def _contact(contact: Contact, now: datetime) -> PastContact:
    return PastContact(contact.kind, moment(contact.at, now), contact.what, contact.same_matter)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
