"""Agents of a script: rows in the line's database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ivr.rehearsal.agents import Visitor, name_of, seat, seat_visitor
from ivr.store import agents as rows
from ivr.store.agents import AgentState
from ivr.store.database import Database
from ivr.store.migrate import upgrade
from ivr.store.secret_hash import is_secret_of
from ivr.store.users import all_of, named
from telephony.simulator import Agent

PAIR = (Agent("+15005550201"), Agent("client:desk"))


def available(session):
    """Agents who can be called now, the longest idle first."""
    serving = [agent for agent, _ in rows.serving(session, "support")]
    return [a for a in serving if a.state == AgentState.AVAILABLE and a.attempt_id is None]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    address = f"sqlite:///{tmp_path / 'line.db'}"
    upgrade(address)
    database = Database(address)
    yield database
    database.close()


@pytest.fixture
def seated(database):
    """Seats agents and gives their rows, the first idle for the longest."""

    def seated(*agents: Agent):
        seat(database, agents, ("support", "care"))
        with database.reading() as session:
            return available(session)

    return seated


def test_the_first_of_the_script_is_called_first(seated):
    first, second = seated(*PAIR)
    assert (first.address, second.address) == ("+15005550201", "client:desk")
    assert first.queues == ["support", "care"]
    assert first.since < second.since


def test_agents_of_an_earlier_call_are_away(seated, database):
    seated(*PAIR)
    (only,) = seated(Agent("+15005550203"))
    assert only.address == "+15005550203"
    with database.reading() as session:
        states = [session.get(rows.Agent, user.id).state for user in all_of(session)]
    assert sorted(states) == [AgentState.AVAILABLE, AgentState.AWAY, AgentState.AWAY]


def test_nobody_can_sign_in_as_one(seated, database):
    seated(*PAIR)
    with database.reading() as session:
        assert not any(is_secret_of(user.password_hash, "!") for user in all_of(session))


def test_names_do_not_run_out():
    names = [name_of(position) for position in range(20)]
    assert names[:2] == ["Anna", "Ben"]
    assert names[8] == "Anna 2"
    assert len(set(names)) == 20


def test_a_visitor_signs_in_and_is_away_at_first(seated, database):
    seated(*PAIR)
    visitor = Visitor()
    seat_visitor(database, visitor, ("support",))
    with database.reading() as session:
        assert available(session) == []
        user = named(session, visitor.name)
        assert is_secret_of(user.password_hash, visitor.password)
        assert session.get(rows.Agent, user.id).address == "client:desk"
    assert visitor.password not in repr(visitor)
