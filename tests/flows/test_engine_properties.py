"""Whatever happens on the line, in whatever order, over the shipped library."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.engine import TURNS_BEFORE_END, begin, resume
from flows.events import (
    RECORD_OUTCOMES,
    TRANSFER_OUTCOMES,
    Act,
    ActionFinished,
    CallBegan,
    Decision,
    HangUp,
    Heard,
    Keyed,
    LineRestored,
    Listen,
    NoiseHeard,
    RecordMessage,
    SilenceFell,
    SlotFilled,
    Speak,
    TransferCaller,
)
from flows.farewell import TIMES_TAKEN_UP
from flows.outcome import outcome_if_left
from flows.run import RunState
from flows.yaml_io import load_library
from ivr.actions.table import outcomes
from nlu.understanding import Entity, Understanding

LIBRARY = load_library()
WAITS = (Listen, Act, TransferCaller, RecordMessage, HangUp)
OUTSIDE = (Act, TransferCaller, RecordMessage)
"""Waits that end with an `ActionFinished`."""
INTENTS = [*sorted(LIBRARY.policy.intents), "never_heard_of"]
STATES = ("placed", "shipped", "delayed", "delivered", "cancelled", "teleported")

numbers = st.sampled_from(["4512", "4513", "45", "5550123456", "", "zero", "-1", "٤٥١٢"])
entities = st.lists(
    st.builds(
        lambda name, value: Entity(name, value, value, 0, 0),
        st.sampled_from(["order_number", "phone_number", "date", "amount", "product"]),
        numbers,
    ),
    max_size=2,
).map(tuple)
texts = st.sampled_from(
    [
        *("", "yes", "no", "track my order", "i don't have it", "blah", "{slot}", "more"),
        *("the other one", "a different order", "the first one", "sale", "five"),
    ]
)
decisions = st.builds(
    Decision,
    st.sampled_from(["automate", "verify", "clarify", "transfer", "talk"]),
    st.just("why"),
    st.sampled_from([None, "support", "nowhere"]),
    st.sampled_from([None, "asks_for_person", "distress", "made_up"]),
)
utterances = st.builds(
    Heard,
    st.builds(
        Understanding,
        texts,
        st.sampled_from(INTENTS),
        st.floats(0, 1),
        st.just(()),
        entities,
        matters=st.lists(st.tuples(st.sampled_from(INTENTS), st.floats(0, 1)), max_size=3).map(
            tuple
        ),
        corrects=st.booleans(),
    ),
    decisions,
    st.booleans(),
    st.booleans(),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=4,
)
orders = json_values | st.fixed_dictionaries(
    {"state": st.sampled_from(STATES)},
    optional={
        "expected_on": st.just("2026-03-03") | json_values,
        "delivered_on": st.just("2026-03-01") | json_values,
        "delay_reason": st.just("it snowed") | json_values,
    },
)
backs = json_values | st.fixed_dictionaries(
    {"to": st.sampled_from(["rating", "queue", "line", "nowhere"])},
    optional={
        "queue": st.sampled_from(["billing", "nowhere"]) | json_values,
        "note": st.just("as agreed") | json_values,
    },
)
whys = st.sampled_from(["closed", "nobody_available", "all_tried", "limit", "made_up"])
answers = st.builds(
    lambda outcome, order, more, key: ActionFinished(
        outcome, dict.fromkeys(("order", "callback", "identity", "orders"), order) | more, key
    ),
    st.sampled_from(
        sorted({"made_up"}.union(TRANSFER_OUTCOMES, RECORD_OUTCOMES, *outcomes().values()))
    ),
    orders,
    st.fixed_dictionaries({"back": backs, "why": whys | json_values}),
    st.sampled_from(["", "", "", "an.old.key"]),
)
keys = st.builds(Keyed, st.sampled_from(["", "*", "0", "1", "2", "5", "45", "4512", "5550123456"]))
happenings = st.one_of(
    *(utterances, keys, answers),
    *(st.just(each) for each in (SilenceFell(), NoiseHeard(), LineRestored(), CallBegan())),
)
turns = st.tuples(happenings, answers, st.integers(0, 9))
"""What happens, and the answer an action gives where one runs; it seldom gives none."""
callers = st.sampled_from(["+15005550101", "", "anonymous", None])


NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def go_on(state, wait, turn):
    happened, answer, chance = turn
    fitting = answer if isinstance(wait, OUTSIDE) and chance else happened
    return resume(LIBRARY, state, fitting, NOW)


@settings(max_examples=150, deadline=None)
@given(callers, st.lists(turns, max_size=40))
def test_any_call_goes_from_wait_to_wait_and_resumes_from_json(caller, happened):
    state, outputs = begin(LIBRARY, NOW, {"caller": {"number": caller}})
    for each in happened:
        assert isinstance(outputs[-1], WAITS)
        assert not any(isinstance(output, WAITS) for output in outputs[:-1])
        again = RunState.from_json(state.to_json())
        assert again == state
        wait = outputs[-1]
        state, outputs = go_on(state, wait, each)
        assert (state, outputs) == go_on(again, wait, each)
        assert all(output.text.strip() for output in outputs if isinstance(output, Speak))


@settings(max_examples=60, deadline=None)
@given(callers, st.lists(turns, min_size=1, max_size=8))
def test_any_caller_who_never_stops_comes_to_an_end(caller, habit):
    state, outputs = begin(LIBRARY, NOW, {"caller": {"number": caller}})
    count = 0
    while not isinstance(outputs[-1], HangUp):
        state, outputs = go_on(state, outputs[-1], habit[count % len(habit)])
        count += 1
        assert count <= TURNS_BEFORE_END + 1
    assert state.outcome == outputs[-1].outcome


@settings(max_examples=60, deadline=None)
@given(callers, st.lists(turns, min_size=1, max_size=8))
def test_a_caller_who_talks_into_every_farewell_comes_to_an_end_for_good(caller, habit):
    state, outputs = begin(LIBRARY, NOW, {"caller": {"number": caller}})
    for count in range(TURNS_BEFORE_END + 1):
        state, outputs = go_on(state, outputs[-1], habit[count % len(habit)])
        assert state.taken_up <= TIMES_TAKEN_UP
        assert (state.phase == "ended") == isinstance(outputs[-1], HangUp) == bool(state.outcome)
    for each in habit:
        again, outputs = resume(LIBRARY, state, each[0], NOW)
        assert outputs == (HangUp(state.outcome),)
        assert again == replace(state, turns=again.turns)


@settings(max_examples=150, deadline=None)
@given(st.lists(turns, max_size=30))
def test_no_slot_is_lost_while_its_flow_is_under_way(happened):
    """A value stays until it is replaced, denied at its confirmation, or its flow is over."""
    state, outputs = begin(LIBRARY, NOW, {"caller": {"number": "+15005550101"}})
    for each in happened:
        before = state
        state, outputs = go_on(state, outputs[-1], each)
        filled = {output.slot for output in outputs if isinstance(output, SlotFilled)}
        under_way = {flow for flow, _ in state.stack}
        for key, value in before.slots.items():
            flow, _, slot = key.partition(".")
            if key in filled:
                assert key in state.slots
            elif not slot or flow in under_way:
                assert state.slots[key] == value


@settings(max_examples=100, deadline=None)
@given(st.lists(turns, max_size=25))
def test_a_person_is_one_key_away_from_every_wait(happened):
    state, outputs = begin(LIBRARY, NOW, {"caller": {"number": "+15005550101"}})
    for each in happened:
        if isinstance(outputs[-1], HangUp):
            return
        pressed, _ = resume(LIBRARY, state, Keyed("0"), NOW)
        assert pressed.flow == "person"
        state, outputs = go_on(state, outputs[-1], each)


@settings(max_examples=150, deadline=None)
@given(st.lists(turns, max_size=40))
def test_every_hand_over_has_a_key_of_its_own_and_a_talk_makes_the_call_a_transferred_one(happened):
    state, outputs = begin(LIBRARY, NOW, {"caller": {"number": "+15005550101"}})
    state, outputs = resume(LIBRARY, state, Keyed("0"), NOW)
    asked, talked = [], False
    for each in happened:
        wait = outputs[-1]
        if isinstance(wait, TransferCaller) and wait.key not in asked[-1:]:
            assert wait.key not in asked
            asked.append(wait.key)
        happening = each[1] if isinstance(wait, OUTSIDE) and each[2] else each[0]
        state, outputs = go_on(state, wait, each)
        ends = isinstance(wait, TransferCaller) and isinstance(happening, ActionFinished)
        talked |= ends and happening.outcome == "talked" and happening.key in ("", wait.key)
        assert state.talked == talked
        if talked:
            assert outcome_if_left(state) == "transferred"
    assert state.transfers == len({*asked, *([outputs[-1].key] if _hands_over(outputs) else [])})


def _hands_over(outputs):
    return isinstance(outputs[-1], TransferCaller)
