"""What the database could not be told in time is made good once it is back."""

import pytest

from ivr.store.agents import AgentState
from ivr.store.database import Database
from ivr.store.failures import DatabaseFailure
from ivr.transfer.states import TransferState
from ivr.transfer.wish import Gone
from tests.fakes.transfers import Stage


class Away(Database):
    """A database that goes away and comes back."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.reads_left = self.writes_left = 1_000_000

    def reading(self):
        self.reads_left -= 1
        if self.reads_left < 0:
            raise DatabaseFailure("away", "a test took it away")
        return super().reading()

    def writing(self):
        self.writes_left -= 1
        if self.writes_left < 0:
            raise DatabaseFailure("away", "a test took it away")
        return super().writing()

    def goes(self) -> None:
        self.reads_left = self.writes_left = 0

    def comes_back(self) -> None:
        self.reads_left = self.writes_left = 1_000_000


@pytest.fixture
def database(stage, tmp_path):
    database = Away(f"sqlite:///{tmp_path / 'line.db'}")
    yield database
    database.close()


@pytest.fixture
def theirs(stage, database, tmp_path):
    """The same line through a database that a test takes away."""
    theirs = Stage(database, tmp_path / "theirs", stage.clock, stage.telephone)
    yield theirs
    theirs.close()


def standing(stage, asked):
    told = stage.transfers.standing(asked.key)
    return told.state, told.why


def fails(theirs, database, tell):
    """Tell while the database is away; then it is back, and the watchdog makes its round."""
    database.goes()
    with pytest.raises(DatabaseFailure):
        tell(theirs.transfers)
    with pytest.raises(DatabaseFailure):
        theirs.transfers.tick()
    database.comes_back()
    theirs.transfers.tick()


def test_a_callback_chosen_meanwhile_stops_the_ringing(theirs, database, stage, asked, leg):
    fails(theirs, database, lambda transfers: transfers.call_off(asked.key, "callback"))
    assert standing(stage, asked) == (TransferState.CALLED_OFF, "callback")
    assert stage.telephone.to(leg[1]) == ["hang_up"]


def test_an_agent_who_accepted_meanwhile_is_let_go(theirs, database, stage, asked, leg, ada):
    stage.transfers.picked_up(*leg)
    stage.transfers.keyed(leg[0], "1")
    fails(theirs, database, lambda transfers: transfers.call_off(asked.key, "callback"))
    assert standing(stage, asked) == (TransferState.UNANSWERED, "line_failed")
    assert stage.agent_now(ada).state == AgentState.AVAILABLE


def test_a_caller_who_left_meanwhile_is_waited_for_no_longer(
    theirs, database, stage, asked, leg, call_sid
):
    fails(theirs, database, lambda transfers: transfers.caller_left(call_sid))
    assert standing(stage, asked) == (TransferState.ABANDONED, "caller_hung_up")


def test_a_caller_in_the_emergency_menu_is_waited_for_no_longer(
    theirs, database, stage, asked, leg, call_sid
):
    fails(theirs, database, lambda transfers: transfers.line_failed(call_sid))
    assert standing(stage, asked) == (TransferState.UNANSWERED, "line_failed")
    assert isinstance(stage.transfers.picked_up(*leg), Gone)


@pytest.mark.parametrize("reads", [0, 1, 2])
def test_a_wish_that_was_stored_unseen_calls_nobody(theirs, database, stage, ada, reads):
    call_sid = stage.call()
    stage.recorder.flush()
    database.reads_left = reads
    with pytest.raises(DatabaseFailure):
        theirs.ask(call_sid)
    database.comes_back()
    theirs.transfers.tick()
    assert stage.transfers.standing(f"{call_sid}:transfer:1").state is TransferState.CALLED_OFF
    assert stage.agent_now(ada).state == AgentState.AVAILABLE


def test_what_was_made_good_is_done_once(theirs, database, stage, asked, call_sid):
    fails(theirs, database, lambda transfers: transfers.line_failed(call_sid))
    again = stage.ask(call_sid, number=2)
    theirs.transfers.tick()
    assert standing(stage, again)[0] is TransferState.DIALING
