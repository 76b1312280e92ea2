"""Every question of the shipped library, whatever way a call came there."""

import pytest

from flows.events import Act, HangUp, Listen, Speak, StepFailed
from flows.listening import HOLD_S
from flows.run import RunState
from flows.steps.collect import Collect
from flows.steps.offer import Offer
from flows.steps.rate import Rate
from flows.yaml_io import LIBRARY as FOLDER
from flows.yaml_io import load_library

LIBRARY = load_library()
SOURCE = {name: (FOLDER / f"{name}.yaml").read_text() for name in LIBRARY.flows}
QUESTIONS = [
    (flow.name, name)
    for flow in LIBRARY.flows.values()
    for name, step in flow.steps.items()
    if isinstance(step, Collect | Offer | Rate)
]
ORDER = {
    "number": "4512",
    "state": "placed",
    "items": ["a lamp"],
    "total": {"amount": "12.50", "currency": "USD"},
    "spoken": "the order of a lamp",
}
OBJECTS = {"order": ORDER, "orders": [ORDER, {**ORDER, "number": "4513"}], "streets": ["Oak Road"]}
VALUES = {
    "order_number": "4512",
    "phone_number": "5005550101",
    "zip_code": "00112",
    "digits": "4512",
    "yes_no": False,
    "choice": "phone",
    "text": "Oak Road",
}
SHARED = {
    "caller": {"number": "+15005550101"},
    "transfer": {"queue": "support", "queue_name": "our team", "reason": "r", "trigger": "t"},
}


PERSON = "person"


@pytest.fixture(params=QUESTIONS, ids=".".join)
def asked(request, call):
    """A call at a question that was just asked; all values but its own are known."""
    flow, step = (LIBRARY.flows[request.param[0]], request.param[1])
    own = {name for name in flow.steps[step].sets if f"{{{name}" not in SOURCE[flow.name]}
    known = {
        f"{flow.name}.{slot.name}": OBJECTS.get(slot.name, VALUES.get(slot.type, "Larkspur"))
        for slot in flow.slots.values()
        if not slot.secret and slot.name not in own
    }
    call.state = RunState(flow.name, step, slots={**SHARED, **known}, hold="asked")
    call.outputs.clear()
    assert call.say("yes", "affirm")
    assert call.wait.step == f"{flow.name}.{step}"
    return call


def question_of(call):
    return LIBRARY.flows[call.state.flow].steps[call.state.step]


def apologised(call) -> bool:
    return any("gone wrong on our side" in each.text for each in call.all(Speak))


def fetches_a_person(call) -> bool:
    call.key("0")
    return call.state.flow == PERSON and not apologised(call)


def test_zero_fetches_a_person(asked):
    assert fetches_a_person(asked)


@pytest.mark.parametrize("intent", ["out_of_scope", "wait", "slower"])
def test_so_it_does_after_other_words(asked, intent):
    asked.say("blah", intent)
    assert fetches_a_person(asked)


def test_silence_ends_it_in_time_and_a_person_was_offered(asked):
    offers = not isinstance(question_of(asked), Rate) and not asks_on(question_of(asked)).on_fail
    said = [fall_silent(asked) for _ in range(12) if not isinstance(asked.wait, HangUp)]
    assert isinstance(asked.wait, HangUp)
    assert asked.all(Speak)[-1].text.endswith("Goodbye.")
    assert not apologised(asked)
    assert not offers or any("person" in each for each in said[:2])


def fall_silent(call) -> str:
    said = call.silence()
    while isinstance(call.wait, Act):
        said += call.finish("failed")
    return said


def asks_on(step) -> Collect:
    return step.question if isinstance(step, Offer) else step


def test_two_failures_offer_a_person(asked):
    step = question_of(asked)
    if isinstance(step, Rate) or asks_on(step).on_fail:
        return
    asked.key("777777777777777777777")
    assert "person" in asked.key("777777777777777777777")
    assert asked.key("1")
    assert asked.state.flow == PERSON or asked.state.phase == "ended"


@pytest.mark.parametrize("intent", ["slower", "start_over", "main_menu", "go_back", "repeat"])
def test_the_talk_can_be_steered(asked, intent):
    assert asked.say(intent.replace("_", " "), intent)
    assert isinstance(asked.wait, Listen)
    assert not apologised(asked)
    assert not asked.all(StepFailed)


def test_a_hold_is_kept_for_two_minutes_and_the_question_comes_back(asked):
    where = asked.wait.step
    asked.say("wait a second", "wait")
    assert asked.wait.silence_s == HOLD_S
    assert asked.noise() == ""
    assert asked.silence() == "Are you still there?"
    assert asked.say("okay i'm back")
    assert (asked.wait.step, asked.state.hold) == (where, "")
    assert asked.wait.silence_s < HOLD_S
    assert not asked.all(StepFailed)


def test_a_caller_who_never_speaks_can_settle_it(asked):
    keys = asked.wait.keys
    assert keys.menu or keys.digits_max > 1


def test_noise_helps_on_and_never_goes_round(asked):
    for _ in range(12):
        if isinstance(asked.wait, HangUp):
            break
        asked.noise()
        while isinstance(asked.wait, Act):
            asked.finish("failed")
    assert isinstance(asked.wait, HangUp)
