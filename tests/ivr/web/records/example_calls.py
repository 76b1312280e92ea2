"""Calls as they come out of a line, for tests of the pages that show them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from flows.events import CallerRated, Decision, MatterBegan, MatterSettled, SlotFilled
from ivr.calls.events import (
    ActionEnded,
    ActionStarted,
    CallbackStored,
    CallEnded,
    CallerKeyed,
    CallerSpoke,
    CallEvent,
    CallStarted,
    Decided,
    FaultHappened,
    PromptHeard,
    PromptStarted,
    SilenceNoted,
    StatusChanged,
    StreamOpened,
    TransferRequested,
    Understood,
)
from ivr.store.calls import NewCall
from ivr.store.database import Database
from ivr.store.recorder import EventRecorder
from ivr.store.spill import Spill
from nlu.understanding import Entity, Understanding

Timed = Sequence[tuple[float, CallEvent]]

GREETING = "Thank you for calling Larkspur Home. How can I help you today?"
ASK = "I can look that up. What is your order number?"
ON_ITS_WAY = (
    "Your order, four five, one two, is on its way with Bluebird Parcels and should arrive on "
    "Tuesday. Is there anything else?"
)
HOURS = "We are open Monday to Friday from nine to six."
OFFER = "Of course. Nobody is free right now. Shall somebody ring you back on this number?"
ASKED = "The caller asks for a person."
MENU = "You can ask about an order, our opening hours, shipping or returns."


def prompt(name: str, step: str, text: str, answered_ms: float | None = None) -> PromptStarted:
    return PromptStarted(name, step, text, ((f"{name}.1", text),), answered_ms)


def said(at: float, text: str, interrupting: str | None = None) -> CallerSpoke:
    end = int(at * 1000)
    return CallerSpoke(text, end - 900, end, end + 420, "open", interrupted_prompt=interrupting)


def meant(
    text: str, intent: str, confidence: float, *entities: Entity, **more: object
) -> Understood:
    return Understood(Understanding(text, intent, confidence, (), entities, **more), 6.1)


ORDER = Entity("order_number", "4512", "four five one two", 0, 17)
WHERE = "um where is my order"
TRACKED: Timed = (
    (0.0, CallStarted("inbound", "v3-5f1c")),
    (0.1, StatusChanged("in-progress", 1)),
    (0.2, StreamOpened("MZ1", 1)),
    (0.3, prompt("p1", "welcome.greet", GREETING)),
    (4.1, PromptHeard("p1", GREETING, True)),
    (6.0, said(5.6, WHERE)),
    (6.0, meant(WHERE, "track_order", 0.94)),
    (6.0, Decided(Decision("automate", "Tracking an order is safe to automate."))),
    (6.0, MatterBegan("track_order", "track_order")),
    (6.1, prompt("p2", "track_order.ask_number", ASK, 518.0)),
    (9.0, PromptHeard("p2", ASK, True)),
    (11.6, said(11.2, "four five one two")),
    (11.6, meant("four five one two", "provide_number", 0.98, ORDER)),
    (11.6, Decided(Decision("talk", "An answer to the question."))),
    (11.6, SlotFilled("order_number", "4512", "voice")),
    (11.6, ActionStarted("look_up_order", "CA k1")),
    (11.7, ActionEnded("look_up_order", "CA k1", "found", 9.4)),
    (11.7, prompt("p3", "track_order.on_its_way", ON_ITS_WAY, 465.0)),
    (19.4, PromptHeard("p3", "", True)),
    (21.0, said(20.5, "no that's all thank you")),
    (21.0, meant("no that's all thank you", "deny", 0.97)),
    (21.0, MatterSettled("track_order", "track_order")),
    (21.05, CallerRated(4)),
    (21.1, prompt("p4", "goodbye.say", "Goodbye, and thank you for calling.", 488.0)),
    (23.2, PromptHeard("p4", "", True)),
    (23.3, CallEnded("contained", "line_hung_up")),
    (23.5, StatusChanged("completed", 2)),
)  # fmt: skip

INTERRUPTED: Timed = (
    (0.0, CallStarted("inbound", "v3-5f1c")),
    (0.3, prompt("p1", "welcome.greet", f"{GREETING} {MENU}")),
    (3.2, said(3.0, "no wait i need the opening hours", "p1")),
    (3.2, PromptHeard("p1", GREETING, False)),
    (3.2, meant("no wait i need the opening hours", "faq_opening_hours", 0.71)),
    (3.2, Decided(Decision("automate", "Opening hours are safe to tell."))),
    (3.3, prompt("p2", "faq_opening_hours.tell", HOURS, 402.0)),
    (7.0, PromptHeard("p2", "", True)),
    (13.0, SilenceNoted("anything_else.ask", 6.0)),
    (14.1, CallEnded("contained", "caller_hung_up")),
)  # fmt: skip

ANGRY = "this is the third time i'm calling i want to talk to a real person"
PERSON: Timed = (
    (0.0, CallStarted("inbound", "v3-5f1c")),
    (0.3, prompt("p1", "welcome.greet", GREETING)),
    (3.2, PromptHeard("p1", GREETING, True)),
    (6.3, said(6.0, ANGRY)),
    (6.3, meant(ANGRY, "speak_to_human", 0.99, distress=0.82)),
    (6.3, Decided(Decision("transfer", ASKED, "general", "asks_for_person"))),
    (6.4, TransferRequested("general", ASKED, "asks_for_person")),
    (6.5, prompt("p2", "person.offer", OFFER, 512.0)),
    (11.0, PromptHeard("p2", "", True)),
    (12.9, CallerKeyed("1")),
    (12.9, CallbackStored("CA k1", "0104", "general", "2026-03-04T17:31:00+00:00")),
    (12.9, ActionEnded("store_callback", "CA k1", "stored", 5.2)),
    (13.0, prompt("p3", "person.promised", "Somebody will ring you by half past five.")),
    (17.0, PromptHeard("p3", "", True)),
    (17.1, CallEnded("callback", "line_hung_up")),
)  # fmt: skip

FAULTY: Timed = (
    (0.0, CallStarted("inbound", "v3-5f1c")),
    (0.3, prompt("p1", "welcome.greet", GREETING)),
    (3.2, PromptHeard("p1", GREETING, True)),
    (6.3, said(6.0, "order")),
    (6.7, FaultHappened("nlu", "timeout", "Rasa did not answer within 400 ms")),
    (6.7, meant("order", "track_order", 0.5, source="keywords")),
    (6.7, CallerKeyed("[secret]", "pin")),
    (6.8, FaultHappened("back_office", "unreachable", "the order API can't be reached")),
    (6.8, ActionEnded("look_up_order", "CA k1", "failed", 2512.0, "unreachable")),
    (7.0, prompt("p2", "trouble.sorry", "I am sorry, I can't look that up just now.", 611.0)),
    (8.0, CallEnded("failed", "caller_hung_up")),
)  # fmt: skip

ON_NOW: Timed = (
    (0.0, CallStarted("inbound", "v3-5f1c")),
    (0.3, prompt("p1", "welcome.greet", GREETING)),
    (4.2, PromptHeard("p1", GREETING, True)),
    (6.3, said(6.0, WHERE)),
    (6.3, meant(WHERE, "track_order", 0.94)),
    (6.4, prompt("p2", "track_order.ask_number", ASK, 431.0)),
)


class CallWriter:
    """Writes example calls into a database, as a line would."""

    def __init__(self, database: Database, spill: Spill) -> None:
        self._now = datetime.min.replace(tzinfo=UTC)
        self._recorder = EventRecorder(database, spill, clock=lambda: self._now)

    def write(self, call_sid: str, number: str, started: datetime, story: Timed) -> None:
        call = NewCall(call_sid, number, "+15005550000", "inbound", "ringing", started)
        self._recorder.begin_call(call)
        self.go_on(call_sid, started, story)

    def go_on(self, call_sid: str, started: datetime, story: Timed) -> None:
        for at, event in story:
            self._now = started + timedelta(seconds=at)
            self._recorder.append(call_sid, event)
        self._recorder.flush()
