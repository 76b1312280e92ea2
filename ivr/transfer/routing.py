"""Whom to call for a transfer: the longest idle agent who serves it and was not tried."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import structlog
from sqlalchemy.orm import Session

from flows.hours import WEEKDAYS, Span, is_within, span_of
from ivr.store import agents, calls, transfer_attempts, transfers
from ivr.store.agents import Agent, AgentState
from ivr.store.transfer_attempts import TransferAttempt
from ivr.store.transfers import Transfer
from ivr.transfer.states import AttemptOutcome

log = structlog.get_logger()

PLACINGS = 2
"""So often an agent is called for one transfer where the network could not be reached at all."""


@dataclass(frozen=True)
class Nobody:
    """There is no one to wait for."""

    why: Literal["nobody_available", "all_tried"]


@dataclass(frozen=True)
class Choice:
    """Agents who can be called now, the longest idle first; none where all are busy."""

    agents: Sequence[Agent]


def choose(session: Session, transfer: Transfer, now: datetime) -> Choice | Nobody:
    """Whom to call for a transfer.

    Args:
        session: of the database.
        transfer: the one at hand.
        now: the line's local time.
    """
    attempts = transfer_attempts.of_transfer(session, transfer.id)
    left = _left(session, transfer, attempts, now)
    if not left:
        return Nobody("all_tried" if attempts else "nobody_available")
    free = [agent for agent in left if agent.state == AgentState.AVAILABLE]
    wanted = _wanted_by_older(session, transfer, now) if free else set()
    return Choice([agent for agent in free if agent.user_id not in wanted])


def _wanted_by_older(session: Session, transfer: Transfer, now: datetime) -> set[int]:
    """User numbers of the agents whom a caller who waits longer can have."""
    older = [each for each in transfers.waiting(session) if each.id < transfer.id]
    return {
        agent.user_id
        for each in older
        for agent in _left(session, each, transfer_attempts.of_transfer(session, each.id), now)
    }


def _left(
    session: Session, transfer: Transfer, attempts: Sequence[TransferAttempt], now: datetime
) -> list[Agent]:
    """Who is there for a transfer and was not tried."""
    return [a for a in _there(session, transfer, now) if _may_be_tried(a, attempts)]


def _there(session: Session, transfer: Transfer, now: datetime) -> list[Agent]:
    """Who serves it and is at work; neither the caller's own telephone nor the line itself."""
    call = calls.load(session, transfer.call_sid)
    language = call.language if call else ""
    in_the_call = (call.from_number, call.to_number) if call else ()
    return [
        agent
        for agent, _ in agents.serving(session, transfer.queue)
        if agent.state != AgentState.AWAY
        and agent.address not in in_the_call
        and (not language or not agent.languages or language in agent.languages)
        and works_at(agent.hours, now)
    ]


def _may_be_tried(agent: Agent, attempts: Sequence[TransferAttempt]) -> bool:
    """Whether an agent was not called yet for a transfer, or never reached by the network."""
    theirs = [each for each in attempts if each.agent_id == agent.user_id]
    if any(each.outcome != AttemptOutcome.FAILED or each.call_sid for each in theirs):
        return False
    return len(theirs) < PLACINGS


def works_at(hours: Mapping[str, Sequence[str]] | None, now: datetime) -> bool:
    """Whether a time lies in working hours, `{"monday": ["09:00-17:00"]}`; None: always.

    A span that can't be read is no working time.
    """
    if hours is None:
        return True
    written = hours.get(WEEKDAYS[now.weekday()], ())
    return is_within(tuple(span for each in written if (span := _span(each))), now)


def _span(written: str) -> Span | None:
    span = span_of(written)
    if span is None:
        log.warning("working_hours_unreadable", span=written)
    return span
