"""One call in two processes at once: one wins, and nothing is done twice."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

import pytest
from pydantic import BaseModel
from sqlalchemy import select

from flows.events import Act, ActionFinished
from ivr.actions.action import Action, Done, Parts, Request
from ivr.actions.runner import ActionRunner
from ivr.calls.arrivals import Arrivals, NextMove
from ivr.calls.events import CallbackStored, CallEnded
from ivr.calls.live_call import LiveCall
from ivr.store.callbacks import Callback
from ivr.wiring import Line, wire
from telephony import stream_tokens
from telephony.stream_tokens import StreamTicket
from tests.fakes.caller import Caller

ROUNDS = 8
Side = TypeVar("Side")
Result = TypeVar("Result")


class Nothing(BaseModel):
    """Arguments of an action that takes none."""


@pytest.fixture
def other_line(shop_line: Line) -> Iterator[Line]:
    """The line as another process has it: the same database, nothing else in common."""
    other = wire(shop_line.settings)
    yield other
    other.recorder.close()
    other.database.close()


def together(act: Callable[[Side], Result], sides: Sequence[Side]) -> list[Result]:
    """What an act gives on each side, begun at the same moment."""
    barrier = threading.Barrier(len(sides))

    def act_when_all_are_there(side: Side) -> Result:
        barrier.wait(30)
        return act(side)

    with ThreadPoolExecutor(len(sides)) as pool:
        return list(pool.map(act_when_all_are_there, sides))


def test_a_stream_opens_in_one_process_only(caller, other_line):
    assert caller.rings() is NextMove.CONNECT
    for _ in range(ROUNDS):
        now = datetime.now(UTC)
        token = stream_tokens.issue(caller.line.secret, caller.call_sid, now)
        ticket = stream_tokens.open(caller.line.secret, token, now)
        doors = (Arrivals(caller.line), Arrivals(other_line))
        opened = together(partial(_opens, ticket), doors)
        assert sum(call is not None for call in opened) == 1


def test_an_act_begun_by_two_processes_is_carried_out_once(caller, other_line):
    caller.rings()
    caller.line.recorder.flush()
    promise = {"number": "+15005550101", "queue": "general", "reason": "asked"}
    act = Act("person.promise", "store_callback", promise, "person.promise 1")
    lines = (caller.line, other_line)
    ended = together(lambda line: line.actions.run(act, caller.call_sid, caller.number), lines)
    for line in lines:
        assert line.recorder.flush()
    assert {each.outcome for each in ended} == {"stored"}
    assert promises(caller) == 1


def test_what_must_not_be_repeated_is_done_by_one(caller, other_line):
    caller.rings()
    caller.line.recorder.flush()
    done: list[str] = []

    def carry_out(_arguments: Nothing, request: Request, _parts: Parts) -> Done:
        done.append(request.key)
        return Done("done")

    own = Action("own", Nothing, ("done",), "once", carry_out)
    runners = [
        ActionRunner(
            {"own": own}, Parts(line.back_office, line.recorder, line.database), line.database
        )
        for line in (caller.line, other_line)
    ]
    for at in range(ROUNDS):
        act = Act("main.step", "own", {}, f"main.step {at}")
        ended = together(partial(_runs, act, caller), runners)
        assert len(done) == at + 1
        outcomes = [each.outcome for each in ended]
        assert "done" in outcomes
        assert set(outcomes) <= {"done", "failed"}, "the other is told, or left in doubt"


def test_a_call_that_goes_on_in_two_processes_promises_once(caller, other_line, caller_speech):
    caller.calls()
    caller.hears("How can I help?")
    caller.presses("0")
    caller.hears("call you back")
    twin = Caller(other_line, caller_speech)
    twin.call_sid = caller.call_sid
    twin.connects()
    twin.hears("we lost the line for a moment")
    together(lambda each: each.presses("1"), (caller, twin))
    for each in (caller, twin):
        each.hears("will call you")
    caller.hangs_up()
    twin.hangs_up()
    assert promises(caller) == 1
    assert len(caller.of_kind(CallbackStored)) >= 1
    assert {ended.outcome for ended in caller.of_kind(CallEnded)} == {"callback"}


def _opens(ticket: StreamTicket, arrivals: Arrivals) -> LiveCall | None:
    return arrivals.stream_opens(ticket)


def _runs(act: Act, caller: Caller, runner: ActionRunner) -> ActionFinished:
    return runner.run(act, caller.call_sid, caller.number or "")


def promises(caller: Caller) -> int:
    """How many callbacks of the call are stored."""
    caller.line.recorder.flush()
    with caller.line.database.reading() as session:
        found = select(Callback).where(Callback.call_sid == caller.call_sid)
        return len(list(session.scalars(found)))
