"""What the summary of a call tells, and what it leaves out."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.events import (
    Decision,
    MatterBegan,
    MatterSettled,
    SlotFilled,
    StepFailed,
)
from flows.run import RunState
from ivr.calls.events import (
    ActionEnded,
    CallerKeyed,
    CallerSpoke,
    Decided,
    SilenceNoted,
    Understood,
)
from ivr.store import callbacks, tickets, voicemails
from ivr.store.call_events import CallEventRow
from ivr.store.callbacks import NewCallback
from ivr.store.tickets import NewTicket
from ivr.transfer.summary import Summary
from nlu.understanding import Understanding
from tests.ivr.transfer.summary.conftest import NOW, Wanted

CUSTOMER = ("C101", "phone_pin")


def said(text, intent="out_of_scope", distress=0.0, slot=None, confidence=0.9):
    understanding = Understanding(text, intent, confidence, distress=distress)
    return CallerSpoke(text, 0, 900, 1300, "open", slot=slot), Understood(understanding, 5.0, slot)


def done(action, outcome, fault=None):
    return ActionEnded(action, "key", outcome, 5.0, fault)


def test_a_summary_comes_back_from_json(shared_desk):
    told = shared_desk.of_golden("cancel_too_late")
    assert Summary.from_json(told.to_json()) == told


@pytest.mark.parametrize("broken", [{"version": 2}, {"facts": None}, {"whisper": 3}])
def test_what_is_no_summary_is_refused(shared_desk, broken):
    document = shared_desk.of_golden("distress").to_json()
    with pytest.raises(ValueError, match="summary"):
        Summary.from_json({**document, **broken})


@pytest.mark.parametrize("sid", ["CAnobody", ""])
def test_a_call_nobody_knows(shared_desk, sid):
    told = shared_desk.summary(sid)
    assert told.whisper == (
        "Caller not verified, calm. Asked for a person. Nothing tried. Please ask how you can help."
    )
    assert told.long.startswith("WHY A PERSON\nThe caller asked for a person (Support)")
    assert "a withheld number" in told.long


@pytest.mark.parametrize("state", [{"format": 99}, {}, {"format": 2, "slots": 3}, {"slots": {}}])
def test_a_state_that_cant_be_read_leaves_the_rest(shared_desk, state):
    sid = shared_desk.call(*said("where is my order", "track_order"), flow_state=state)
    assert "where is my order" in shared_desk.summary(sid).whisper


def test_an_event_that_cant_be_read_leaves_the_rest(shared_desk):
    sid = shared_desk.call(*said("where is my order", "track_order"))
    with shared_desk.database.writing() as session:
        session.add(
            CallEventRow(
                event_id=f"x{sid}"[:32], call_sid=sid, seq=99, at=NOW, kind="levitated", body={}
            )
        )
    assert shared_desk.summary(sid).facts.matter.intent == "track_order"


def test_a_withheld_number_is_nobodys(desk):
    desk.call(number="anonymous", intent="refund", ago=timedelta(days=1))
    told = desk.summary(desk.call(number="anonymous"))
    assert (told.facts.number, told.facts.contacts, told.facts.customer) == ("", (), None)


@pytest.mark.parametrize(
    ("distress", "level"), [(0.2, "calm"), (0.4, "upset"), (0.69, "upset"), (0.8, "very_upset")]
)
def test_the_most_distressed_sentence_makes_the_mood(shared_desk, distress, level):
    sid = shared_desk.call(
        *said("good morning"), *said("i have had it", distress=distress), *said("well all right")
    )
    mood = shared_desk.summary(sid).facts.mood
    assert (mood.level, mood.score) == (level, distress)
    assert mood.words == ("" if level == "calm" else "i have had it")
    assert [point.score for point in mood.course] == [0.0, distress, 0.0]


def test_a_question_given_up(shared_desk):
    sid = shared_desk.call(
        *said("where is my order", "track_order"),
        MatterBegan("track_order", "track_order"),
        *said("the blue one", slot="order_number"),
        StepFailed("track_order.ask_number", 1, "not_understood"),
        SilenceNoted("track_order.ask_number", 8.0),
        StepFailed("track_order.ask_number", 2, "silence"),
    )
    told = shared_desk.summary(sid, Wanted("step_failed", "The caller could not get past it"))
    assert "Gave up at the order number after two tries." in told.whisper
    assert "Gave up at the order number after two tries (at last nothing was said)" in told.long
    assert told.facts.failed_steps[0].gave_up


def test_where_no_action_was_tried_the_flows_own_reason_is_told(shared_desk):
    sid = shared_desk.call(*said("i forgot my password", "reset_password"))
    own = Wanted("human_only", "The caller could not or would not show who they are")
    told = shared_desk.summary(sid, own)
    assert "Could not or would not show who they are. Please" in told.whisper
    assert "Nothing" not in told.whisper + told.long
    general = shared_desk.summary(sid, Wanted("human_only", "The matter is one for a person"))
    assert ("Nothing tried." in general.whisper, "Nothing was tried" in general.long) == (
        True,
        True,
    )


def test_a_question_answered_after_all(shared_desk):
    sid = shared_desk.call(
        CallerKeyed("45", "order_number"),
        StepFailed("track_order.ask_number", 1, "invalid"),
        CallerKeyed("4512", "order_number"),
        SlotFilled("track_order.order_number", "4512", "keys"),
    )
    told = shared_desk.summary(sid, Wanted("step_failed", "Another question failed"))
    assert [step.gave_up for step in told.facts.failed_steps] == [False]
    assert "Trouble at the order number: one try failed" in told.long
    assert "Gave up" not in told.whisper


def test_the_matter_for_people_comes_before_one_the_line_settles(shared_desk):
    sid = shared_desk.call(
        *said("you charged me twice", "billing_dispute"),
        *said("and where is my order", "track_order"),
        MatterBegan("track_order", "track_order"),
        MatterBegan("refund", "refund"),
        MatterSettled("refund", "refund"),
    )
    facts = shared_desk.summary(sid).facts
    assert [(matter.intent, matter.state) for matter in facts.matters] == [
        ("billing_dispute", "for_people"),
        ("track_order", "open"),
        ("refund", "settled"),
    ]
    assert (facts.wish, facts.asked_of_agent) == ("you charged me twice", "check the charge")


def test_a_matter_the_flows_keep_for_later_is_told(shared_desk):
    waiting = {"pending": ["refund"], "slots": {"a.order": {"number": "77"}}}
    state = {**RunState("welcome", "greet").to_json(), **waiting}
    told = shared_desk.summary(shared_desk.call(flow_state=state))
    assert told.facts.matter.intent == "refund"
    assert "It's about a refund." in told.whisper


def test_words_that_name_no_matter_are_the_wish(shared_desk):
    decided = Decided(Decision("transfer", "-", "support", "asks_for_person"))
    sid = shared_desk.call(*said("my cat ate the parcel label"), *said("a human please"), decided)
    assert shared_desk.summary(sid).facts.wish == "a human please"
    sid = shared_desk.call(*said("my cat ate the parcel label"), *said("hm"))
    assert shared_desk.summary(sid).facts.wish == "my cat ate the parcel label"


def test_what_an_agent_before_wrote_is_told(shared_desk):
    sid, wanted = shared_desk.golden("refund_none")
    told = shared_desk.summary(sid, replace(wanted, note="return arrived, pay it out"))
    assert "Colleague: return arrived, pay it out." in told.whisper
    assert "Note of a colleague: return arrived" in told.short
    assert "Note of your colleague: return arrived" in told.long


def test_orders_of_a_shop_elsewhere_come_from_the_record(shared_desk):
    order = {
        "number": "880001",
        "state": "delayed",
        "placed_on": "2026-11-01",
        "expected_on": "soon",
        "items": ["red kite"],
        "total": "12.00",
        "currency": "EUR",
        "delay_reason": 7,
    }
    identity = {"customer": "X1", "name": "Ada Elsewhere", "method": "phone_pin"}
    sid = shared_desk.call(
        SlotFilled("identity", identity, "action"),
        SlotFilled("track_order.order", order, "action"),
        verified=("X1", "phone_pin"),
    )
    told = shared_desk.summary(sid)
    assert told.whisper.startswith("Ada Elsewhere, verified, calm.")
    assert "Order eight eight zero, zero zero one is delayed." in told.whisper
    assert "880001: delayed · ordered 1 November · red kite · 12.00 EUR · talked of" in told.long


def test_past_contacts_by_number_and_by_customer(desk):
    by_number = desk.call(
        number="+15005550101", intent="refund", outcome="contained", ago=timedelta(days=2)
    )
    elsewhere = desk.call(
        number="+15005550177",
        verified=CUSTOMER,
        intent="track_order",
        outcome="abandoned",
        ago=timedelta(days=5),
    )
    desk.call(number="+15005550101", intent="refund", ago=timedelta(days=31))
    desk.call(number="+15005550155", intent="refund", ago=timedelta(days=1))
    with desk.database.writing() as session:
        hour = timedelta(hours=1)
        at = NOW - timedelta(days=1)
        callbacks.store(
            session,
            NewCallback("k", elsewhere, "+15005550101", "care", "A parcel is late", at, at + hour),
        )
        tickets.store(
            session, NewTicket("t", by_number, "Card 4111 1111 1111 1111", "-", "care", None, at)
        )
        voicemails.store(
            session,
            {
                "idempotency_key": "v",
                "call_sid": by_number,
                "queue": "care",
                "file": "v.wav",
                "length_s": 4.0,
                "text": "please ring me",
                "recorded_at": at + hour,
            },
        )
    sid = desk.call(*said("where is my refund", "refund"), number="+15005550101", verified=CUSTOMER)
    told = desk.summary(sid)
    assert [contact.what for contact in told.facts.contacts] == [
        "Message (not heard yet): please ring me",
        "Callback promised (still to be kept): A parcel is late",
        "Ticket T00001: Card [card number]",
        "Call about a refund: settled",
        "Call about where an order is: the caller hung up",
    ]
    assert [contact.same_matter for contact in told.facts.contacts][3:] == [True, False]
    assert "rang about this before" in told.facts.next_steps[0]
    assert told.facts.next_steps[-1].startswith("A callback to this caller is still open")


@pytest.mark.parametrize(
    ("events", "verified", "asked"),
    [
        ([*said("cancel it", "cancel_order"), done("cancel_order", "half_done")], True,
         "finish cancelling the order"),
        ([*said("my password", "reset_password"), done("send_reset_link", "account_locked")], True,
         "see to the locked account"),
        ([*said("it is broken", "service_failure")], False, "put right what went wrong"),
        ([*said("the app hangs", "technical_problem")], False, "help with the technical problem"),
        ([*said("new address", "update_account")], False, "make the account change"),
        ([*said("where is it", "track_order"),
          SlotFilled("track_order.order_number", "4513", "keys")], False,
         "help with the late order"),
    ],
)  # fmt: skip
def test_what_is_asked_of_the_agent(shared_desk, events, verified, asked):
    sid = shared_desk.call(*events, verified=CUSTOMER if verified else None)
    assert shared_desk.summary(sid).facts.asked_of_agent == asked


@pytest.mark.parametrize(
    ("trigger", "asked"),
    [
        ("system_failure", "do what our system could not"),
        ("not_understood", "ask what it is about"),
        ("asks_for_person", "ask how you can help"),
        ("a_new_trigger", "ask how you can help"),
    ],
)
def test_what_is_asked_where_the_matter_is_not_known(shared_desk, trigger, asked):
    sid = shared_desk.call()
    assert shared_desk.summary(sid, Wanted(trigger, "-")).facts.asked_of_agent == asked


def test_one_who_is_not_verified_is_to_be_checked_before_the_account_is_touched(shared_desk):
    sid = shared_desk.call(*said("new address", "update_account"))
    (first, *_) = shared_desk.summary(sid).facts.next_steps
    assert first.startswith("Make sure who calls before you tell or change anything")


def test_an_unknown_action_is_told_by_its_name(shared_desk):
    sid = shared_desk.call(done("sing_song", "sung"), done("sing_song", "failed", "hoarse"))
    tried = shared_desk.summary(sid).facts.tried
    assert [each.sentence for each in tried] == ["Sing song: sung", "Sing song failed on our side"]
