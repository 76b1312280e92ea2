"""The line can't hear words any more: an apology, and a person, by keys."""

from flows.conversation import CANNOT_HEAR
from flows.events import SpeechFailed
from tests.flows.conftest import Call

DEAF = "I'm sorry, I can't hear you any more, but your keys still work."


def test_a_person_is_fetched_with_a_reason(library):
    call = Call(library, nobody_comes=False)
    call.begin()
    said = call.happen(SpeechFailed())
    assert said.startswith(f"{DEAF} That's our fault, not yours.")
    assert (call.wait.trigger, call.wait.reason) == ("system_failure", CANNOT_HEAR)


def test_on_the_way_to_a_person_the_question_comes_again(call):
    call.key("0")
    question = call.wait.step
    said = call.happen(SpeechFailed())
    assert said.startswith(DEAF)
    assert "press three to leave a message" in said
    assert call.wait.step == question
    call.key("1")
    assert call.wait.action == "store_callback"
