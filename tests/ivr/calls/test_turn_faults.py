"""What can go wrong while the line thinks, speaks or stores, and what the caller hears then."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sqlalchemy import make_url

from ivr.actions.action import Parts
from ivr.actions.runner import ActionRunner
from ivr.actions.table import ACTIONS
from ivr.backoffice.http import HttpBackOffice
from ivr.calls.arrivals import Arrivals, NextMove
from ivr.calls.events import (
    ActionEnded,
    CallEnded,
    CallerSpoke,
    FaultHappened,
    PromptStarted,
    StreamClosed,
    TransferRequested,
    Understood,
)
from ivr.rehearsal.faulty_rasa import faulty_rasa
from ivr.rehearsal.ports import nobody_there
from ivr.speech.voice import VoiceFailed
from ivr.wiring import Line, wire
from nlu.rasa_client import RasaClient
from nlu.understander import Understander
from telephony.statuses import CallStatus
from telephony.webhooks import CallStatusChanged
from tests.fakes.caller import Caller
from tests.fakes.shop_line import settings_in

HELP = "How can I help?"
ORDER_NUMBER = "What's your order number?"
ANYTHING_ELSE = "Is there anything else I can help you with?"
GOODBYE = "Thank you for calling. Goodbye."
ORDER_MENU = "To hear where an order is, press one. To cancel an order, two. For a refund, three."
HOURS_OR_STORE = "For our opening hours, press one. To find the store nearest to you, press two."
RATING = "Before you go: how did I do, from one, badly, to five, very well? Or just hang up."
NEIGHBOR = "It went to your neighbor at number twelve."
GOT_IT = "Have you got it?"
SAID = (
    *(HELP, ORDER_MENU, HOURS_OR_STORE, ORDER_NUMBER, NEIGHBOR, GOT_IT),
    *(ANYTHING_ELSE, RATING, GOODBYE),
)
SORRY = "I'm sorry, I can't look that up right now. It's a fault on our side."


class BrokenUnderstander:
    """Breaks a number of times, then understands."""

    def __init__(self, real: Understander, times: int) -> None:
        self._real = real
        self.left = times

    def understand(self, text: str):
        if self.left:
            self.left -= 1
            raise LookupError(text)
        return self._real.understand(text)


class HeldUnderstander:
    """Understands only when let go."""

    def __init__(self, real: Understander) -> None:
        self._real = real
        self.asked = threading.Event()
        self.let_go = threading.Event()

    def understand(self, text: str):
        self.asked.set()
        assert self.let_go.wait(30)
        return self._real.understand(text)


class Mute:
    """A voice that gives no sound, from the given prompt on."""

    def __init__(self, real, after: int, error: Exception) -> None:
        self._real = real
        self._left = after
        self._error = error

    def render(self, text: str, audio: str | None = None, *, slowly: bool = False):
        self._left -= 1
        if self._left < 0:
            raise self._error
        return self._real.render(text, audio, slowly=slowly)


class BrokenBackOffice:
    """Breaks in a way nobody foresaw."""

    def order(self, number: str):
        raise ZeroDivisionError(number)


class OrderServer:
    """A company's order API that answers when it is let go."""

    ORDER = (
        b'{"number": "4512", "state": "shipped", "placed_on": "2026-03-01",'
        b' "expected_on": "2026-03-06", "total": "12.50", "currency": "USD"}'
    )

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.let_go = threading.Event()
        self.url = ""


@contextmanager
def order_server() -> Iterator[OrderServer]:
    """Serve on loopback while the context lasts."""
    orders = OrderServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            orders.asked.set()
            orders.let_go.wait(30)
            self.send_response(200)
            self.send_header("Content-Length", str(len(orders.ORDER)))
            self.end_headers()
            self.wfile.write(orders.ORDER)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    orders.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield orders
    orders.let_go.set()
    server.shutdown()
    server.server_close()


def with_back_office(line: Line, back_office: object) -> Line:
    actions = ActionRunner(ACTIONS, Parts(back_office, line.recorder, line.database), line.database)
    return replace(line, actions=actions, back_office=back_office)


@pytest.fixture
def call_on(caller_speech):
    """Somebody who rings a line made for the test."""
    return lambda line: Caller(line, caller_speech).calls()


def after_stream(caller: Caller) -> NextMove:
    return Arrivals(caller.line).stream_over(caller.call_sid)


# ---- the line thinks ------------------------------------------------------------------------


def test_a_broken_turn_apologises_and_asks_again(shop_line, call_on):
    broken = BrokenUnderstander(shop_line.understander, times=1)
    caller = call_on(replace(shop_line, understander=broken))
    caller.hears("How can I help?")
    caller.says("where is my order")
    caller.hears("Sorry, we lost the line for a moment.")
    caller.hears("How can I help?")
    caller.says("where is my order")
    caller.hears("order number?")
    caller.hangs_up()
    fault = caller.one(FaultHappened)
    assert (fault.part, fault.code) == ("line", "turn_broken")
    assert "where is my order" not in fault.what


def test_turns_that_keep_breaking_bring_the_menu(shop_line, call_on):
    mute = Mute(shop_line.voice, after=1, error=KeyError("no such voice"))
    caller = call_on(replace(shop_line, voice=mute))
    caller.presses("1")
    assert caller.ending == "turn_broken"
    assert [fault.code for fault in caller.of_kind(FaultHappened)] == ["turn_broken"] * 2
    assert after_stream(caller) is NextMove.EMERGENCY


def test_a_line_without_a_voice_brings_the_menu(shop_line, call_on):
    mute = Mute(shop_line.voice, after=2, error=VoiceFailed("no_sound", "There is no sound."))
    caller = call_on(replace(shop_line, voice=mute))
    caller.hears("How can I help?")
    caller.presses("1")
    assert caller.ending == "voice_failed"
    assert caller.one(FaultHappened) == FaultHappened("voice", "no_sound", "There is no sound.")
    assert caller.one(StreamClosed).reason == "voice_failed"
    assert after_stream(caller) is NextMove.EMERGENCY


@pytest.mark.parametrize("misbehaviour", ["slow", "nonsense"])
def test_keywords_understand_while_rasa_is_slow_or_talks_nonsense(shop_line, call_on, misbehaviour):
    with faulty_rasa(misbehaviour) as url:
        understander = Understander(RasaClient(url, timeout_s=0.2))
        caller = call_on(replace(shop_line, understander=understander))
        caller.hears("How can I help?")
        caller.says("where is my order")
        caller.hears("order number?")
        caller.says("four five one two")
        caller.hears("should arrive on")
        caller.hangs_up()
    understood = [each.understanding for each in caller.of_kind(Understood)]
    assert {each.source for each in understood} == {"keywords"}
    assert [each.intent for each in understood] == ["track_order", "provide_number"]


def test_a_turn_under_way_when_the_caller_leaves_is_still_recorded(shop_line, call_on):
    held = HeldUnderstander(shop_line.understander)
    caller = call_on(replace(shop_line, understander=held))
    caller.hears("How can I help?")
    caller.says("goodbye")
    assert held.asked.wait(30)
    caller.phone.hang_up()
    report = CallStatusChanged(caller.call_sid, CallStatus.COMPLETED, 3, 20)
    reporting = threading.Thread(
        target=Arrivals(caller.line).status_changed, args=(report, "/voice/status", None)
    )
    reporting.start()
    held.let_go.set()
    assert caller.ending == "stopped"
    reporting.join()
    assert caller.one(Understood).understanding.intent == "goodbye"
    assert caller.one(CallEnded) == CallEnded("abandoned", "caller_hung_up")


# ---- the line acts --------------------------------------------------------------------------


def test_a_slow_action_is_bridged_by_a_word(shop_line, call_on):
    with order_server() as orders:
        caller = call_on(with_back_office(shop_line, HttpBackOffice(orders.url, "", 30)))
        caller.wants_an_order()
        caller.hears("order number?")
        caller.presses("4512#")
        caller.hears("One moment, please.")
        orders.let_go.set()
        caller.hears("It should arrive on")
        caller.hangs_up()
    filler = caller.of_kind(PromptStarted)[-2]
    assert filler.text == "One moment, please."
    assert caller.one(ActionEnded).outcome == "found"


def test_an_action_that_takes_too_long_offers_a_person(shop_line, call_on):
    with order_server() as orders:
        caller = call_on(with_back_office(shop_line, HttpBackOffice(orders.url, "", 30)))
        caller.wants_an_order()
        caller.hears("order number?")
        caller.presses("4512#")
        caller.hears("One moment, please.")
        caller.hears(SORRY)
        caller.hears("Shall I get a person to help you?")
        caller.hangs_up()
    assert {each.fault for each in caller.of_kind(ActionEnded)} == {"timeout"}


@pytest.mark.parametrize("fault", ["unreachable", "broken_action"])
def test_an_action_that_fails_offers_a_person(shop_line, call_on, fault):
    with nobody_there() as address:
        away = HttpBackOffice(address, "")
        office = away if fault == "unreachable" else BrokenBackOffice()
        caller = call_on(with_back_office(shop_line, office))
        caller.wants_an_order()
        caller.hears("order number?")
        caller.presses("4512#")
        caller.hears(SORRY)
        caller.hears("Shall I get a person to help you?")
        caller.says("yes")
        caller.hears("will call you back")
        caller.hangs_up()
    assert caller.of_kind(FaultHappened)[-1].code == fault
    assert caller.one(TransferRequested).trigger == "system_failure"


class TestWordsDuringATurn:
    """What is said while the line is busy does not answer a question not yet asked."""

    @pytest.fixture
    def busy(self, shop_line, call_on):
        """A caller whose order is being looked up."""
        with order_server() as orders:
            caller = call_on(with_back_office(shop_line, HttpBackOffice(orders.url, "", 30)))
            caller.wants_an_order()
            caller.hears("order number?")
            caller.presses("4512#")
            assert orders.asked.wait(30)
            caller.orders = orders
            yield caller

    def test_idle_words_are_noted_and_answer_nothing(self, busy):
        busy.says("no thank you")
        busy.phone.wait(2000)
        busy.orders.let_go.set()
        busy.hears("It should arrive on")
        busy.hears("anything else I can help you with?")
        assert busy.one(CallerSpoke).text == "no thank you"
        assert busy.hangs_up() == "stopped"
        assert busy.one(CallEnded) == CallEnded("contained", "caller_hung_up")

    def test_a_plea_for_a_person_counts(self, busy):
        busy.says("i want to speak to a person")
        busy.phone.wait(2000)
        busy.orders.let_go.set()
        busy.hears("will call you back")
        busy.hangs_up()
        assert busy.one(TransferRequested).trigger == "asks_for_person"

    def test_a_caller_who_leaves_meanwhile_has_left(self, busy):
        busy.phone.hang_up()
        busy.orders.let_go.set()
        assert busy.ending == "stopped"
        assert busy.one(CallEnded).why == "caller_hung_up"
        assert busy.one(ActionEnded).outcome == "found"


# ---- the line stores ------------------------------------------------------------------------


@contextmanager
def locked(line: Line) -> Iterator[None]:
    """Somebody else holds the database."""
    path = make_url(line.settings.database_address).database
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        holder.execute("ROLLBACK")
        holder.close()


@pytest.fixture
def spoken_line(new_line):
    """A line of the test's own that has spoken before what the test listens for."""
    line = new_line()
    line.voice.warm(SAID)
    return line


def kinds(caller: Caller) -> list[str]:
    return [type(event).__name__ for event in caller.events if not isinstance(event, FaultHappened)]


def opening_hours(caller: Caller, *, by_ear: bool) -> None:
    """A short call, followed by the record or, where that is away, by ear alone."""
    hears = caller.hears_sound_of if by_ear else caller.hears
    hears(HELP)
    caller.presses("3")
    hears(HOURS_OR_STORE)
    caller.presses("1")
    hears(ANYTHING_ELSE)
    caller.presses("2")
    hears(RATING)
    caller.presses("5")
    hears(GOODBYE)
    assert caller.ending == "ended"


def test_what_happens_while_the_database_is_locked_is_stored_later_in_order(spoken_line, call_on):
    line = spoken_line
    usual = call_on(line)
    opening_hours(usual, by_ear=False)
    caller = call_on(line)
    with locked(line):
        opening_hours(caller, by_ear=True)
        line.recorder.flush()
        assert line.recorder.is_behind
    line.recorder.drain()
    assert not line.recorder.is_behind
    assert kinds(caller) == kinds(usual)
    assert caller.call.outcome == "contained"
    assert caller.one(FaultHappened).part == "database"


def test_a_call_that_comes_in_while_the_database_is_locked_is_served(spoken_line, call_on):
    with locked(spoken_line):
        caller = call_on(spoken_line)
        opening_hours(caller, by_ear=True)
    spoken_line.recorder.drain()
    assert caller.call.from_number == caller.number
    assert caller.call.outcome == "contained"


def test_a_call_on_a_read_only_database_is_served_and_kept(spoken_line, call_on, tmp_path):
    path = make_url(spoken_line.settings.database_address).database
    read_only = wire(settings_in(tmp_path, database_url=f"sqlite:///file:{path}?mode=ro&uri=true"))
    caller = call_on(read_only)
    caller.hears_sound_of(HELP)
    caller.presses("1")
    caller.hears_sound_of(ORDER_MENU)
    caller.presses("1")
    caller.hears_sound_of(ORDER_NUMBER)
    caller.presses("4522#")
    caller.hears_sound_of(NEIGHBOR)
    caller.hears_sound_of(GOT_IT)
    caller.presses("1")
    caller.hears_sound_of(ANYTHING_ELSE)
    assert caller.hangs_up() == "stopped"
    read_only.recorder.flush()
    assert read_only.recorder.is_behind
    (spilled,) = (tmp_path / "spill").glob("*.jsonl")
    assert '"outcome": "contained"' in spilled.read_text()
    read_only.database.close()
