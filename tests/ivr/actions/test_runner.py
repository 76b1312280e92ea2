"""Running actions: time limits, receipts, faults and what the record says of them."""

import sqlite3
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import BaseModel

from flows.events import Act
from ivr.actions.action import Action, Done
from ivr.actions.failed import ActionFailed, InDoubt
from ivr.actions.runner import ActionRunner
from ivr.actions.table import ACTIONS, arguments, outcomes
from ivr.backoffice.interface import BackOfficeAway
from ivr.calls.events import ActionEnded, ActionStarted, CallbackStored, FaultHappened
from ivr.store import call_events, callbacks

CALLER = "+15005550101"


class Nothing(BaseModel):
    pass


class Linked(BaseModel):
    link: int


def act(action, key="k1", **given):
    return Act("main.step", action, given, key)


def events_of(database, *kinds, call_sid="CA1"):
    with database.reading() as session:
        stored = call_events.of_call(session, call_sid)
    return [e.event for e in stored if isinstance(e.event, kinds)]


@pytest.fixture
def runner(database, parts, now):
    return ActionRunner(ACTIONS, parts, database, lambda: now)


@pytest.fixture
def run_own(database, parts, now):
    """Runs an action of the test's own; counts how often it acted."""
    acted = []

    def run(carry_out, effect="once", key="k1", timeout_s=5.0):
        def counted(*given):
            acted.append(key)
            return carry_out(*given)

        gives = {"linked": Linked}
        own = Action("own", Nothing, ("done", "linked"), effect, counted, timeout_s, gives)
        runner = ActionRunner({"own": own}, parts, database, lambda: now)
        return runner.run(act("own", key), "CA1", CALLER)

    run.acted = acted
    return run


def test_an_order_is_found(runner, database):
    finished = runner.run(act("look_up_order", order_number="4512"), "CA1", CALLER)
    assert finished.outcome == "found"
    assert finished.values["order"]["state"] == "shipped"
    (started,) = events_of(database, ActionStarted)
    (ended,) = events_of(database, ActionEnded)
    assert started.key == ended.key == "CA1 k1"
    assert (ended.outcome, ended.fault) == ("found", None)


def test_an_order_is_not_found(runner):
    assert (
        runner.run(act("look_up_order", order_number="9999"), "CA1", CALLER).outcome == "not_found"
    )


@pytest.mark.parametrize("given", [{}, {"order_number": "four"}, {"order_number": ["4512"]}])
def test_wrong_arguments(runner, database, given):
    finished = runner.run(act("look_up_order", **given), "CA1", CALLER)
    assert (finished.outcome, finished.values["fault"]) == ("failed", "bad_arguments")
    (fault,) = events_of(database, FaultHappened)
    assert fault.what == "look_up_order: order_number"


def test_an_action_nobody_knows(runner):
    finished = runner.run(act("make_coffee"), "CA1", CALLER)
    assert (finished.outcome, finished.values["fault"]) == ("failed", "no_such_action")


def test_a_callback_is_promised(runner, database, now):
    finished = runner.run(act("store_callback", queue="general", reason="asked"), "CA1", CALLER)
    assert finished.outcome == "stored"
    promised = now.replace(minute=31, second=0) + timedelta(hours=2)
    assert finished.values["callback"]["promised_by"] == promised.isoformat()
    with database.reading() as session:
        (callback,) = callbacks.of_call(session, "CA1")
    assert (callback.number, callback.reason, callback.promised_by) == (CALLER, "asked", promised)
    (stored,) = events_of(database, CallbackStored)
    assert stored.number_ends == "0101"


def test_a_callback_asked_for_again_is_the_same_promise(database, parts, now):
    first = ActionRunner(ACTIONS, parts, database, lambda: now)
    later = ActionRunner(ACTIONS, parts, database, lambda: now + timedelta(hours=1))
    promise = act("store_callback", queue="general")
    assert first.run(promise, "CA1", CALLER) == later.run(promise, "CA1", CALLER)
    with database.reading() as session:
        assert len(callbacks.of_call(session, "CA1")) == 1


def test_the_same_key_in_another_call_is_another_act(runner, database):
    for call_sid in ("CA1", "CA2"):
        runner.run(act("store_callback", queue="general"), call_sid, CALLER)
    with database.reading() as session:
        assert len(callbacks.open_ones(session)) == 2


@pytest.mark.parametrize("caller", ["anonymous", "", "+266696687", "12"])
def test_nobody_can_be_rung_on_a_withheld_number(runner, caller):
    finished = runner.run(act("store_callback", queue="general"), "CA1", caller)
    assert finished.outcome == "no_number"


@pytest.mark.parametrize(
    ("said", "stored"),
    [("2125550142", "+12125550142"), ("+44 7700 900112", "+447700900112")],
)
def test_another_number_is_normalised(runner, said, stored):
    given = act("store_callback", queue="general", number=said)
    assert runner.run(given, "CA1", "anonymous").values["callback"]["number"] == stored


def test_a_promise_holds_while_the_database_is_locked(runner, parts, database, database_path):
    other = sqlite3.connect(database_path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    finished = runner.run(act("store_callback", queue="general"), "CA1", CALLER)
    other.close()
    assert finished.outcome == "stored"
    parts.recorder.drain()
    with database.reading() as session:
        assert len(callbacks.of_call(session, "CA1")) == 1


def test_secrets_in_a_reason_are_not_stored(runner, database):
    reason = "card 4111 1111 1111 1111 was charged twice"
    runner.run(act("store_callback", queue="billing", reason=reason), "CA1", CALLER)
    with database.reading() as session:
        assert callbacks.of_call(session, "CA1")[0].reason == "card [card number] was charged twice"


def test_what_was_settled_is_not_done_again(run_own):
    first = run_own(lambda *_: Done("linked", {"link": 1}))
    assert first.values == {"link": 1}
    assert run_own(lambda *_: Done("linked", {"link": 2})) == first
    assert run_own.acted == ["k1"]


@pytest.mark.parametrize(
    "given",
    [
        Done("linked", {"link": "somewhere"}),
        Done("linked"),
        Done("done", {"link": 1}),
        Done("tied"),
    ],
)
def test_values_of_the_wrong_type_are_a_fault(run_own, database, given):
    finished = run_own(lambda *_: given, "reads")
    assert finished.values == {"fault": "not_understood"}
    (fault,) = events_of(database, FaultHappened)
    assert fault.part == "back_office"
    assert "somewhere" not in fault.what


def test_an_act_that_did_not_take_place_may_be_tried_again(run_own):
    def fails(*_given):
        raise ActionFailed("not_now", "nothing was done")

    assert run_own(fails).values["fault"] == "not_now"
    assert run_own(lambda *_: Done("done")).outcome == "done"
    assert run_own(fails).outcome == "done"


def test_an_act_that_may_have_taken_place_is_not_repeated(run_own):
    def may_have(*_given):
        raise InDoubt("no_answer", "sent or not")

    assert run_own(may_have).values["fault"] == "no_answer"
    assert run_own(lambda *_: Done("done")).values["fault"] == "in_doubt"
    assert run_own(lambda *_: Done("done")).values["fault"] == "in_doubt"


def test_an_act_in_doubt_is_not_repeated(run_own, database):
    def breaks(*_given):
        raise BackOfficeAway("timeout", "no answer")

    assert run_own(breaks).values["fault"] == "timeout"
    assert run_own(lambda *_: Done("done")).values["fault"] == "in_doubt"
    assert run_own.acted == ["k1"]


def test_a_repeatable_act_is_tried_again(run_own):
    def breaks(*_given):
        raise BackOfficeAway("timeout", "no answer")

    run_own(breaks, "repeatable")
    assert run_own(lambda *_: Done("done"), "repeatable").outcome == "done"


def test_an_act_that_may_not_be_repeated_needs_its_receipt(run_own, database_path):
    other = sqlite3.connect(database_path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    finished = run_own(lambda *_: Done("done"))
    other.close()
    assert (finished.values["fault"], run_own.acted) == ("locked", [])


def test_an_act_that_takes_too_long_fails_and_is_not_done_twice(run_own, database):
    release, over = threading.Event(), threading.Event()

    def slow(*_given):
        release.wait(30)
        over.set()
        return Done("done")

    assert run_own(slow, timeout_s=0.05).values["fault"] == "timeout"
    release.set()
    over.wait(30)
    for _ in range(100):
        again = run_own(lambda *_: Done("other"))
        if again.outcome == "done":
            break
    assert run_own.acted == ["k1"]


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (ActionFailed("half_done", "x"), "half_done"),
        (ZeroDivisionError(), "broken_action"),
        (BackOfficeAway("refused", "x"), "refused"),
    ],
)
def test_no_failure_gets_out(run_own, database, error, fault):
    def breaks(*_given):
        raise error

    assert run_own(breaks, "reads").values == {"fault": fault}
    assert [e.code for e in events_of(database, FaultHappened)] == [fault]
    assert [e.fault for e in events_of(database, ActionEnded)] == [fault]


def test_too_many_acts_at_once(database, parts, now):
    stop, entered = threading.Event(), threading.Semaphore(0)

    def wait(*_given):
        entered.release()
        stop.wait(30)
        return Done("done")

    own = Action("own", Nothing, ("done",), "reads", wait, 0.01)
    runner = ActionRunner({"own": own}, parts, database, lambda: now)
    for number in range(64):
        assert runner.run(act("own", f"k{number}"), "CA1", CALLER).values["fault"] == "timeout"
        entered.acquire()
    assert runner.run(act("own", "late"), "CA1", CALLER).values["fault"] == "too_many_acts"
    stop.set()


def test_the_table_names_what_flows_may_do():
    assert outcomes()["look_up_order"] == {"found", "not_found", "failed"}
    assert outcomes()["store_callback"] == {"stored", "no_number", "failed"}
    needed, allowed = arguments()["store_callback"]
    assert (needed, allowed) == ({"queue"}, {"reason", "number"})


def test_a_back_office_that_is_away(parts, database, now, tmp_path):
    from ivr.backoffice.http import HttpBackOffice

    away = replace(parts, back_office=HttpBackOffice("http://127.0.0.1:1", ""))
    finished = ActionRunner(ACTIONS, away, database, lambda: now).run(
        act("look_up_order", order_number="4512"), "CA1", CALLER
    )
    assert (finished.outcome, finished.values["fault"]) == ("failed", "unreachable")
    (fault,) = events_of(database, FaultHappened)
    assert fault.part == "back_office"
