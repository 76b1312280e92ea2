"""The watchdog's thread goes on whatever a round does."""

import threading

import pytest

from ivr.store.failures import DatabaseFailure
from ivr.transfer.rounds import Rounds


@pytest.mark.parametrize("failure", [DatabaseFailure("away", "no answer"), ZeroDivisionError()])
def test_a_round_that_fails_is_followed_by_another(failure):
    seen, again = [], threading.Event()

    def tick():
        seen.append(len(seen))
        if len(seen) > 2:
            again.set()
        raise failure

    rounds = Rounds(tick, every_s=0.001)
    rounds.start()
    assert again.wait(30)
    rounds.close()
    made = len(seen)
    assert not threading.Event().wait(0.05)
    assert len(seen) == made
