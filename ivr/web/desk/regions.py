"""The parts of the page that change by themselves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from flask import render_template
from sqlalchemy.orm import Session

from ivr.calls.transcript import transcript
from ivr.store import agents, call_events, calls
from ivr.store.agents import Agent
from ivr.web.auth.sessions import SignedIn
from ivr.web.desk.agent_now import AgentNow, agent_now
from ivr.web.desk.card import Card, card_of
from ivr.web.desk.history import past_transfers
from ivr.web.desk.inbox import inbox_of
from ivr.web.desk.notes import DISPOSITIONS, notes_of
from ivr.web.desk.parts import DeskParts
from ivr.web.desk.talk_notes import plain_note
from ivr.web.records.story import Line, lines_of


@dataclass(frozen=True)
class Region:
    """One part of the page."""

    name: str
    """Its element's id, the event's name, and its template's."""
    mark: str
    """Changes when the part has to be shown anew."""
    shown: Callable[[], dict[str, Any]] = field(repr=False)
    """Gives what its template is given."""

    def html(self) -> str:
        """The part, rendered."""
        return render_template(f"desk/_{self.name}.html", **self.shown())


class NoAgent(Exception):
    """Whoever is signed in takes no calls."""


def regions_of(parts: DeskParts, who: SignedIn) -> list[Region]:
    """Every part of an agent's page, as things stand now.

    Raises:
        NoAgent: the user is none.
        DatabaseFailure: it can't be read.
    """
    with parts.database.reading() as session:
        agent = agents.of_user(session, who.user_id)
        if agent is None:
            raise NoAgent
        return list(_regions(parts, session, agent))


def _regions(parts: DeskParts, session: Session, agent: Agent) -> Iterator[Region]:
    now, policy = parts.clock(), parts.policy
    state, card = agent_now(agent, policy), card_of(session, agent, policy, now)
    yield _region("announcement", sentence=_announcement(state, card))
    yield _region("availability", agent=state)
    yield _region("card", card=card, agent=state, queues=policy.queues)
    yield _notes(session, card)
    yield _talk(parts, session, card)
    yield _region(
        "customer",
        card_is_on=card is not None,
        customer=card.customer if card else "",
        phone=card.phone if card else "",
    )
    contacts = card.told.contacts if card else ()
    yield _region("contacts", contacts=contacts, card_is_on=card is not None)
    yield _region(
        "inbox",
        inbox=inbox_of(session, agent, policy, now),
        may_ring_back=state.may_ring_back,
    )
    yield _region("history", past=past_transfers(session, agent.user_id, now))


def _region(name: str, **shown: Any) -> Region:
    return Region(name, sha256(repr(shown).encode()).hexdigest()[:12], lambda: shown)


def _notes(session: Session, card: Card | None) -> Region:
    """The form for notes; it stays as it is while one writes."""
    if card is None or card.is_incoming:
        return Region("notes", "none", lambda: {"attempt_id": None})
    notes = notes_of(session, card.attempt_id)
    shown = {"attempt_id": card.attempt_id, "notes": notes, "dispositions": DISPOSITIONS}
    return Region("notes", f"attempt-{card.attempt_id}", lambda: shown)


def _talk(parts: DeskParts, session: Session, card: Card | None) -> Region:
    """The conversation; it is read only where it is to be shown anew."""
    if card is None:
        return Region("talk", "none", lambda: {"lines": None})
    call_sid = card.call_sid
    mark = f"{call_sid}-{call_events.last_seq(session, call_sid)}"
    return Region("talk", mark, lambda: {"lines": _lines(parts, call_sid)})


def _lines(parts: DeskParts, call_sid: str) -> tuple[Line, ...]:
    with parts.database.reading() as session:
        call = calls.load(session, call_sid)
        entries = transcript(call_events.of_call(session, call_sid), plain_note)
    return lines_of(entries, call.started_at) if call else ()


def _announcement(state: AgentNow, card: Card | None) -> str:
    """What a screen reader says at once."""
    if card is None:
        return state.sentence if state.was_set_away else ""
    if card.is_incoming:
        return f"Incoming call. {card.told.short}"
    return {
        "joining": "Accepted. On a telephone, press 1 to talk to the caller.",
        "talking": "You are talking with the caller.",
        "wrap_up": "The call is over. Time for your notes.",
    }.get(card.phase, "")
