"""Transfers, attempts and agents: what the database itself makes sure of."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from ivr.store import agents, transfer_attempts, transfers
from ivr.store.agents import Agent, AgentState
from ivr.store.transfer_attempts import TransferAttempt
from ivr.store.transfers import NewTransfer
from ivr.store.users import User, named
from ivr.transfer.states import (
    ATTEMPT_MOVES,
    ENDED,
    MOVES,
    AttemptOutcome,
    AttemptState,
    TransferState,
)


@pytest.fixture
def new(now):
    return NewTransfer(
        "CA1 person.connect 1",
        "CA1",
        "care",
        "The caller is in distress",
        "distress",
        "room-1",
        requested_at=now,
        give_up_at=now + timedelta(minutes=3),
    )


@pytest.fixture
def agent(database, now):
    with database.writing() as session:
        user = User(
            name="ada",
            shown_name="Ada",
            role="agent",
            password_hash="-",
            created_at=now,
            sessions_from=now,
        )
        session.add(user)
        session.flush()
        session.add(
            Agent(
                user_id=user.id,
                address="+15005550201",
                queues=["care"],
                languages=["en-us"],
                state=AgentState.AVAILABLE,
                since=now,
            )
        )
        return user.id


def request(database, new):
    with database.writing() as session:
        made = transfers.request(session, new)
        return made.id if made else None


def test_a_wish_asked_again_is_the_same(database, new):
    assert request(database, new) == request(database, new)


def test_a_call_has_one_open_transfer(database, new, now):
    first = request(database, new)
    second = replace(new, key="CA1 person.connect 2", conference="room-2")
    assert request(database, second) is None
    with database.writing() as session:
        assert transfers.move(session, first, TransferState.ABANDONED, now)
    assert request(database, second) not in (None, first)


@pytest.mark.parametrize("state", TransferState)
@pytest.mark.parametrize("to", MOVES)
def test_only_legal_moves_happen(database, new, now, state, to):
    transfer_id = request(database, new)
    with database.writing() as session:
        transfers.load(session, transfer_id).state = state
    with database.writing() as session:
        moved = transfers.move(session, transfer_id, to, now)
    assert moved == (state in MOVES[to])
    with database.reading() as session:
        found = transfers.load(session, transfer_id)
        assert found.state == (to if moved else state)
        assert (found.ended_at is not None) == (moved and to in ENDED)


def test_an_agent_is_held_by_one_attempt(database, agent, now):
    with database.writing() as session:
        assert agents.claim(session, agent, 1, now)
        assert not agents.claim(session, agent, 2, now)
        assert agents.of_user(session, agent).state == AgentState.RINGING
        assert not agents.release(session, 2, AgentState.AVAILABLE, now)
        assert agents.release(session, 1, AgentState.AVAILABLE, now)
        assert agents.claim(session, agent, 2, now)


def test_a_transfer_has_one_open_attempt_and_each_ends_once(database, new, agent, now):
    transfer_id = request(database, new)

    def attempt():
        with database.writing() as session:
            made = TransferAttempt(transfer_id=transfer_id, agent_id=agent, placed_at=now)
            session.add(made)
            session.flush()
            return made.id

    first = attempt()
    with pytest.raises(IntegrityError):
        attempt()
    with database.writing() as session:
        assert transfer_attempts.move(session, first, AttemptState.WHISPERING, now)
        assert not transfer_attempts.move(session, first, AttemptState.RINGING, now)
        over = AttemptState.OVER
        assert transfer_attempts.move(session, first, over, now, outcome=AttemptOutcome.NO_KEY)
        again = AttemptOutcome.DECLINED
        assert not transfer_attempts.move(session, first, over, now, outcome=again)
        assert not transfer_attempts.move(session, first, AttemptState.ACCEPTED, now)
    second = attempt()
    with database.reading() as session:
        assert [each.id for each in transfer_attempts.of_transfer(session, transfer_id)] == [
            first,
            second,
        ]
        assert transfer_attempts.load(session, first).outcome == "no_key"
        assert transfer_attempts.open_of(session, transfer_id).id == second


def test_places_in_a_queue(database, new):
    ids = [
        request(database, replace(new, key=f"k{n}", call_sid=f"CA{n}", conference=f"room-{n}"))
        for n in range(3)
    ]
    with database.reading() as session:
        assert [transfers.place_of(session, transfers.load(session, each)) for each in ids] == [
            1,
            2,
            3,
        ]


def test_names_are_found_however_they_are_written(database, agent):
    with database.reading() as session:
        assert named(session, " Ada ").id == agent
        assert named(session, "grace") is None


def test_every_state_can_be_left_unless_it_is_the_end():
    left = {state for sources in MOVES.values() for state in sources}
    assert left == set(TransferState) - ENDED
    assert set(ATTEMPT_MOVES) == set(AttemptState) - {AttemptState.PLACING}
