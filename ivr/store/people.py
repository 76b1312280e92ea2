"""Users together with the agents they are."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from ivr.store import agents, users
from ivr.store.agents import Agent
from ivr.store.secret_hash import slow_hash
from ivr.store.users import NewUser, Role, User


@dataclass(frozen=True)
class NewPerson:
    """Somebody who may sign in, and take calls."""

    name: str
    """In lower case."""
    shown_name: str
    role: Role
    password: str = field(repr=False)
    address: str
    """E.164 number, `sip:` or `client:` address."""
    queues: tuple[str, ...]
    languages: tuple[str, ...] = ("en-us",)
    """As in `calls.language`."""
    hours: dict[str, list[str]] | None = None
    """Working hours by weekday, `{"monday": ["09:00-17:00"]}`; None: at all times."""


def add_person(session: Session, person: NewPerson, now: datetime) -> User | None:
    """Store a user and the agent they are, away at first; None where the name is taken."""
    password_hash = slow_hash(person.password)
    new = NewUser(person.name, person.shown_name, person.role, password_hash, now)
    user = users.add(session, new)
    if user is None:
        return None
    session.add(
        Agent(
            user_id=user.id,
            address=person.address,
            queues=list(person.queues),
            languages=list(person.languages),
            hours=person.hours,
            since=now,
        )
    )
    return user


def sign_out_person(session: Session, user_id: int, now: datetime) -> None:
    """End every session of somebody, and call them no more; a call they are in goes on."""
    session.execute(update(User).where(User.id == user_id).values(sessions_from=now))
    agents.leave(session, user_id, now)


def disable_person(session: Session, name: str, now: datetime) -> bool:
    """Let somebody in no more, and call them no more; False where there is nobody to disable.

    A call they talk in goes on; one that rings at theirs is not theirs to take any more.
    """
    if not users.disable(session, name, now):
        return False
    user = users.named(session, name)
    if user is not None:
        agents.leave(session, user.id, now)
    return True
