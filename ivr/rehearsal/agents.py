"""Agents of a rehearsal: rows in the line's database for the agents of a script."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from ivr.store.agents import Agent as AgentRow
from ivr.store.agents import AgentState
from ivr.store.database import Database
from ivr.store.people import NewPerson, add_person
from ivr.store.users import Role, User
from telephony.simulator import Agent

NAMES = ("Anna", "Ben", "Clara", "David", "Emma", "Felix", "Grace", "Henry")
"""Shown names, in the order of a script's agents."""
LANGUAGE = "en-us"
NOBODYS_HASH = "!"
"""In place of a password's hash: nobody can sign in with it."""


def name_of(position: int) -> str:
    """The shown name of the agent at that place in a script, from 0."""
    again, at = divmod(position, len(NAMES))
    return NAMES[at] if not again else f"{NAMES[at]} {again + 1}"


@dataclass(frozen=True)
class Visitor:
    """Whoever tries the demonstration: an agent at the desk, with a telephone in the browser."""

    name: str = "demo"
    """To sign in with."""
    client: str = "desk"
    """What `client:` address rings at the softphone."""
    password: str = field(default_factory=lambda: secrets.token_urlsafe(9), repr=False)


def seat_visitor(database: Database, visitor: Visitor, queues: Sequence[str]) -> None:
    """Make an agent of the visitor, away until they say otherwise; everybody else goes away."""
    seat(database, (), queues)
    person = NewPerson(
        name=visitor.name,
        shown_name="You",
        role=Role.ADMIN,
        password=visitor.password,
        address=f"client:{visitor.client}",
        queues=tuple(queues),
    )
    with database.writing() as session:
        add_person(session, person, datetime.now(UTC))


def seat(database: Database, agents: Sequence[Agent], queues: Sequence[str]) -> None:
    """Make an agent of each entry, for every queue, the first idle for the longest.

    Agents of earlier calls are set away, so that none of them is called.

    Args:
        database: the line's.
        agents: of the script whose call comes next.
        queues: names of the line's queues.
    """
    now = datetime.now(UTC)
    with database.writing() as session:
        session.execute(update(AgentRow).values(state=AgentState.AWAY, since=now))
        for position, agent in enumerate(agents):
            user = User(
                name=f"{name_of(position)}-{secrets.token_hex(4)}".lower(),
                shown_name=name_of(position),
                role=Role.AGENT,
                password_hash=NOBODYS_HASH,
                created_at=now,
                sessions_from=now,
            )
            session.add(user)
            session.flush()
            idle = timedelta(minutes=len(agents) - position)
            session.add(
                AgentRow(
                    user_id=user.id,
                    address=agent.number,
                    queues=list(queues),
                    languages=[LANGUAGE],
                    state=AgentState(agent.state),
                    since=now - idle,
                )
            )
