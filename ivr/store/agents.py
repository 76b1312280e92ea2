"""Agents: who can be called for which queue, and what each is doing now."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, case, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store.base import JsonColumn, Table, UtcTime
from ivr.store.users import User


class AgentState(StrEnum):
    """What an agent is doing."""

    AWAY = "away"
    AVAILABLE = "available"
    RINGING = "ringing"
    IN_CALL = "in_call"
    WRAP_UP = "wrap_up"


LEFT = "left"
_FOR_CALLBACK, _AWAY_FOR_CALLBACK = _RINGING_BACK = ("callback", "away_callback")


class Agent(Table):
    """One agent; an attempt holds an agent by `attempt_id`, and no other can then."""

    __tablename__ = "agents"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    address: Mapped[str] = mapped_column(String(128))
    """E.164 number, `sip:` or `client:` address."""
    queues: Mapped[list[str]] = mapped_column(JsonColumn)
    """Names of the queues they serve."""
    languages: Mapped[list[str]] = mapped_column(JsonColumn)
    """As in `calls.language`, such as en-us."""
    hours: Mapped[dict[str, list[str]] | None] = mapped_column(JsonColumn)
    """Working hours by weekday, `{"monday": ["09:00-17:00"]}`; None: whenever available."""
    state: Mapped[str] = mapped_column(String(16), index=True, default=AgentState.AWAY)
    since: Mapped[datetime] = mapped_column(UtcTime)
    """Since when the state holds; the longest available is called first."""
    attempt_id: Mapped[int | None] = mapped_column(unique=True)
    """The attempt that holds them; None where none does."""
    misses: Mapped[int] = mapped_column(default=0)
    """Calls not answered in a row."""
    away_why: Mapped[str] = mapped_column(String(16), default="")
    """`missed` where the line set them away, `callback` or `away_callback` while they ring somebody
    back (available before, or away), `left` where they go as soon as the call that holds them is
    over; empty where they went themselves."""

    @property
    def rings_back(self) -> bool:
        """Whether they are away because they ring somebody back."""
        return self.state == AgentState.AWAY and self.away_why in _RINGING_BACK


def claim(session: Session, user_id: int, attempt_id: int, now: datetime) -> bool:
    """Hold an available agent for an attempt; False where another one was faster."""
    statement = (
        update(Agent)
        .where(
            Agent.user_id == user_id,
            Agent.state == AgentState.AVAILABLE,
            Agent.attempt_id.is_(None),
        )
        .values(state=AgentState.RINGING, attempt_id=attempt_id, since=now)
        .returning(Agent.user_id)
    )
    return session.execute(statement).first() is not None


def held_by(session: Session, attempt_id: int) -> Agent | None:
    """The agent whom an attempt holds; None where it holds none any more."""
    statement = select(Agent).where(Agent.attempt_id == attempt_id).with_for_update()
    return session.scalar(statement.execution_options(populate_existing=True))


def release(
    session: Session, attempt_id: int, state: AgentState, now: datetime, **values: Any
) -> bool:
    """Let an agent go from an attempt into a state.

    Args:
        session: of the database.
        attempt_id: the attempt that holds them.
        state: the new one.
        now: the time.
        values: other columns to set with it.

    Returns:
        False where the attempt no longer holds anybody.
    """
    statement = (
        update(Agent)
        .where(Agent.attempt_id == attempt_id)
        .values(state=state, attempt_id=None, since=now, **values)
        .returning(Agent.user_id)
    )
    return session.execute(statement).first() is not None


def of_user(session: Session, user_id: int) -> Agent | None:
    """The agent a user is, as the database has them now; None where they take no calls."""
    return session.get(Agent, user_id, populate_existing=True)


def by_user(session: Session) -> dict[int, Agent]:
    """Every agent by their user's number."""
    return {agent.user_id: agent for agent in session.scalars(select(Agent))}


def step_aside(session: Session, user_id: int, now: datetime) -> bool:
    """Be called for no transfer while ringing somebody back.

    Returns:
        False where they are called already, talk, or ring somebody back.
    """
    statement = (
        update(Agent)
        .where(
            Agent.user_id == user_id,
            Agent.attempt_id.is_(None),
            Agent.state.in_((AgentState.AWAY, AgentState.AVAILABLE)),
            Agent.away_why.not_in(_RINGING_BACK),
        )
        .values(
            away_why=case(
                (Agent.state == AgentState.AVAILABLE, _FOR_CALLBACK), else_=_AWAY_FOR_CALLBACK
            ),
            state=AgentState.AWAY,
            since=now,
        )
        .returning(Agent.user_id)
    )
    return session.execute(statement).first() is not None


def step_back(session: Session, user_id: int, now: datetime) -> None:
    """Be what they were before they stepped aside: available, or away."""
    mine = Agent.user_id == user_id
    session.execute(
        update(Agent)
        .where(mine, Agent.away_why == _FOR_CALLBACK)
        .values(state=AgentState.AVAILABLE, away_why="", since=now)
    )
    session.execute(
        update(Agent).where(mine, Agent.away_why == _AWAY_FOR_CALLBACK).values(away_why="")
    )


def leave(session: Session, user_id: int, now: datetime) -> None:
    """Be called no more: away now, or once the call that holds them is over."""
    mine = update(Agent).where(Agent.user_id == user_id)
    session.execute(mine.where(Agent.attempt_id.is_not(None)).values(away_why=LEFT))
    session.execute(mine.where(Agent.away_why == _FOR_CALLBACK).values(away_why=_AWAY_FOR_CALLBACK))
    session.execute(
        mine.where(Agent.attempt_id.is_(None), Agent.state != AgentState.AWAY).values(
            state=AgentState.AWAY, since=now, away_why=""
        )
    )


def stay(session: Session, user_id: int) -> None:
    """Be there again after a call during which they left."""
    mine = update(Agent).where(Agent.user_id == user_id, Agent.away_why == LEFT)
    session.execute(mine.values(away_why=""))


def serving(session: Session, queue: str) -> list[tuple[Agent, User]]:
    """Agents of a queue with their users, the longest in their state first."""
    statement = (
        select(Agent, User)
        .join(User, User.id == Agent.user_id)
        .where(User.disabled_at.is_(None))
        .order_by(Agent.since, Agent.user_id)
        .execution_options(populate_existing=True)
    )
    return [(agent, user) for agent, user in session.execute(statement) if queue in agent.queues]


def wrapped_up(session: Session, since: datetime) -> list[int]:
    """Agents who are in wrap-up since then or longer."""
    statement = select(Agent.user_id).where(Agent.state == AgentState.WRAP_UP, Agent.since <= since)
    return list(session.scalars(statement))


def change_state(
    session: Session, user_id: int, to: AgentState, now: datetime, *, since: datetime | None = None
) -> bool:
    """Have an agent whom no attempt holds become available or go away.

    Args:
        session: of the database.
        user_id: the agent's.
        to: the new state.
        now: the time.
        since: only an agent who is in wrap-up since then or longer is changed; None: any.

    Returns:
        False where they ring or talk.
    """
    statement = update(Agent).where(
        Agent.user_id == user_id, Agent.attempt_id.is_(None), Agent.state != to
    )
    if since is not None:
        statement = statement.where(Agent.state == AgentState.WRAP_UP, Agent.since <= since)
    values = {"state": to, "since": now, "away_why": ""}
    if to is AgentState.AVAILABLE:
        values["misses"] = 0
    changed = session.execute(statement.values(**values).returning(Agent.user_id))
    return changed.first() is not None
