"""The long form: everything, as plain text in sections."""

from collections.abc import Iterator
from datetime import date, datetime, tzinfo

from ivr.calls.notes import in_words
from ivr.transfer.summary import words
from ivr.transfer.summary.facts import Facts, Order, Refund


def long(facts: Facts, zone: tzinfo) -> str:
    """The sections that have something to tell, a line in capitals above each.

    Args:
        facts: of the call.
        zone: in which times are told.
    """
    sections = (
        ("WHY A PERSON", _reason(facts)),
        ("WHAT THE CALLER WANTS", _wants(facts)),
        ("WHO IS CALLING", _who(facts, zone)),
        ("ORDERS", (_order(each) for each in facts.orders)),
        ("WHAT THE CALLER GAVE", (f"{each.label}: {each.value}" for each in facts.given)),
        ("WHAT WAS TRIED", _tried(facts)),
        ("MOOD", _mood(facts)),
        ("LAST WORDS", iter([f"“{facts.last_words}”"] if facts.last_words else [])),
        ("EARLIER CONTACTS, 30 DAYS", _contacts(facts, zone)),
        ("WHAT YOU CAN DO", iter(facts.next_steps)),
    )
    told = ((title, [" ".join(line.split()) for line in lines]) for title, lines in sections)
    return "\n\n".join("\n".join((title, *lines)) for title, lines in told if lines)


def _reason(facts: Facts) -> Iterator[str]:
    reason = facts.reason
    yield f"{reason.sentence or in_words(reason.trigger).capitalize()} ({reason.queue_title})"
    if reason.note:
        yield f"Note of your colleague: {reason.note}"


def _wants(facts: Facts) -> Iterator[str]:
    for matter in facts.matters:
        state = " (settled by the line)" if matter.state == "settled" else ""
        quote = f": “{matter.words}”" if matter.words else ""
        yield f"{matter.title[:1].upper()}{matter.title[1:]}{state}{quote}. {matter.policy}".strip()
    if facts.wish and not any(facts.wish == matter.words for matter in facts.matters):
        yield f"“{facts.wish}”"


def _who(facts: Facts, zone: tzinfo) -> Iterator[str]:
    shown, account = facts.identity, facts.customer
    if shown.verified:
        at = f" at {_clock(shown.at, zone)}" if shown.at else ""
        yield f"Verified by {shown.method}{at}: {shown.name or 'customer'} ({shown.customer})"
    else:
        yield "Not verified"
    yield f"Calling from {facts.number or 'a withheld number'}"
    if account is not None:
        if account.basis == "number":
            yield "That number is on this account, which proves nothing:"
        place = ", ".join(
            each for each in (account.address, account.town, account.postcode) if each
        )
        parts = (account.name, account.number, place, account.phone, account.email)
        yield " · ".join(part for part in parts if part)
        if account.locked:
            yield "The account is locked"


def _order(order: Order) -> str:
    told = [f"{order.number}: {words.order_state(order.state)}"]
    told += [f"ordered {_day(order.placed_on)}"] if order.placed_on else []
    if order.delivered_on:
        where = f", {order.delivered_to}" if order.delivered_to else ""
        told.append(f"delivered {_day(order.delivered_on)}{where}")
    elif order.expected_on and order.state not in ("cancelled", "returned"):
        told.append(f"expected {_day(order.expected_on)}")
    told += [f"because {order.delay_reason}"] if order.delay_reason else []
    told += [f"by {order.carrier}"] if order.carrier else []
    told += [", ".join(order.items)] if order.items else []
    told += [order.total] if order.total else []
    told += [_refund(order.refund)] if order.refund else []
    told += ["talked of in this call"] if order.talked_of else []
    return " · ".join(told)


def _refund(refund: Refund) -> str:
    when = ""
    if refund.paid_on:
        when = f", {_day(refund.paid_on)}"
    elif refund.expected_on:
        when = f", expected {_day(refund.expected_on)}"
    return f"refund {refund.amount} {refund.currency} {in_words(refund.state)}{when}"


def _tried(facts: Facts) -> Iterator[str]:
    for each in facts.tried:
        yield words.repeated(each.sentence, each.times)
    for step in facts.failed_steps:
        tries = words.tries(step.tries)
        if step.gave_up:
            yield f"Gave up at {step.what} after {tries} (at last {step.why})"
        else:
            yield f"Trouble at {step.what}: {tries} failed (at last {step.why})"
    if not (facts.tried or facts.failed_steps or facts.reason.own):
        yield "Nothing was tried"


def _mood(facts: Facts) -> Iterator[str]:
    quote = f": “{facts.mood.words}”" if facts.mood.words else ""
    score = f" ({facts.mood.score:.1f} of 1)" if facts.mood.score else ""
    yield f"{in_words(facts.mood.level).capitalize()}{score}{quote}"


def _contacts(facts: Facts, zone: tzinfo) -> Iterator[str]:
    for contact in facts.contacts:
        at = contact.at.astimezone(zone)
        again = " (the same matter)" if contact.same_matter else ""
        yield f"{at:%-d %B, %H:%M}: {contact.what}{again}"


def _clock(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"


def _day(day: date | None) -> str:
    return f"{day:%-d %B}" if day else ""
