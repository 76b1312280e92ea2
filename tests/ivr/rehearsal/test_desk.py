"""What scripts do at the desk: what there is to do, and what the line lets nobody do."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ivr.config import GivenSettings, Settings
from ivr.rehearsal.agents import seat
from ivr.rehearsal.desk import Desk
from ivr.store import transfer_attempts, transfers
from ivr.store.database import Database
from ivr.store.migrate import upgrade
from ivr.store.transfer_attempts import TransferAttempt
from ivr.store.transfers import Transfer
from ivr.store.users import all_of
from ivr.transfer.states import AttemptOutcome, AttemptState, TransferState
from telephony.simulator import Agent, NetworkFaults

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A line with nobody in it; its telephone network is not there."""
    settings = GivenSettings(
        data_dir=tmp_path,
        database_url=f"sqlite:///{tmp_path / 'line.db'}",
        twilio_account_sid="AC" + "0" * 32,
        twilio_auth_token="a token for tests",
        twilio_api_base="http://127.0.0.1:9",
        phone_number="+15005550100",
    )
    upgrade(settings.database_address)
    return settings


def called(settings: Settings) -> int:
    """An agent whose telephone rings; gives the number of the attempt."""
    database = Database(settings.database_address)
    seat(database, (Agent("+15005550201"),), ("support",))
    with database.writing() as session:
        (user,) = all_of(session)
        wish = transfers.NewTransfer(
            *("CA1:transfer:1", "CA1", "support", "asked", "asks_for_person", "room-1"),
            requested_at=NOW,
            give_up_at=NOW,
        )
        transfer = transfers.request(session, wish)
        transfers.move(session, transfer.id, TransferState.DIALING, NOW)
        attempt = TransferAttempt(transfer_id=transfer.id, agent_id=user.id, placed_at=NOW)
        attempt.state = AttemptState.RINGING
        session.add(attempt)
        session.flush()
        number = attempt.id
    database.close()
    return number


@pytest.fixture
def desk(settings: Settings) -> Iterator[Desk]:
    desk = Desk(settings, NetworkFaults)
    yield desk
    desk.close()


def state_of(settings: Settings, attempt_id: int) -> TransferAttempt:
    database = Database(settings.database_address)
    with database.reading() as session:
        attempt = transfer_attempts.load(session, attempt_id)
    database.close()
    return attempt


def test_an_agent_declines(settings, desk):
    attempt = called(settings)
    desk.act("decline")
    assert state_of(settings, attempt).outcome == AttemptOutcome.DECLINED


@pytest.mark.parametrize(
    ("what", "why"),
    [
        (
            "sleep",
            "'sleep' is nothing the desk does; there are accept, decline, hand_back, wrap_up",
        ),
        ("hand_back nowhere", "'nowhere' is nowhere to hand a caller back to"),
        ("hand_back rating", "hand_back rating: the line did not let the agent"),
    ],
)
def test_what_the_line_lets_nobody_do_is_told(settings, desk, what, why):
    called(settings)
    with pytest.raises(ValueError, match=why):
        desk.act(what)


def test_without_a_call_there_is_nothing_to_do(desk):
    with pytest.raises(ValueError, match="accept: no agent was called"):
        desk.act("accept")


def test_a_caller_is_handed_back_once_they_talk(settings, desk):
    attempt = called(settings)
    database = Database(settings.database_address)
    _stand(database, attempt, AttemptState.ACCEPTED, TransferState.ACCEPTED)
    with pytest.raises(ValueError, match="did not let"):
        desk.act("wrap_up solved")
    handing = threading.Thread(target=desk.act, args=("hand_back rating",))
    handing.start()
    handing.join(timeout=0.5)
    assert handing.is_alive()
    _stand(database, attempt, AttemptState.JOINED, TransferState.JOINED)
    handing.join(timeout=60)
    database.close()
    assert state_of(settings, attempt).outcome == AttemptOutcome.TALKED


def _stand(
    database: Database, attempt_id: int, stands: AttemptState, transfer: TransferState
) -> None:
    with database.writing() as session:
        attempt = transfer_attempts.load(session, attempt_id)
        attempt.state = stands
        session.get_one(Transfer, attempt.transfer_id).state = transfer
