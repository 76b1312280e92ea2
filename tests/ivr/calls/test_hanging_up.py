"""The caller may leave at any moment; the record tells how far they came."""

from ivr.calls.events import CallbackStored, CallEnded, PromptHeard, StreamClosed


def left(caller):
    assert caller.hangs_up() == "stopped"
    ended = caller.one(CallEnded)
    assert ended.why == "caller_hung_up"
    assert caller.one(StreamClosed).reason == "stopped"
    assert caller.call.ended_at is not None
    return ended.outcome


def test_before_a_word(caller):
    assert left(caller.calls()) == "abandoned"


def test_during_the_greeting(caller):
    caller.calls()
    caller.phone.until(lambda: caller.phone.is_playing)
    caller.phone.wait(700)
    assert left(caller) == "abandoned"
    assert not caller.of_kind(PromptHeard)


def test_while_speaking(caller, caller_speech):
    caller.calls()
    caller.hears("How can I help?")
    speech = caller_speech.of("where is my order")
    caller.phone.say(speech[: len(speech) * 3 // 4])
    assert left(caller) == "abandoned"


def test_at_a_question(caller):
    caller.calls()
    caller.wants_an_order()
    caller.hears("order number?")
    assert left(caller) == "abandoned"


def test_after_the_matter_was_settled(caller):
    caller.calls()
    caller.asks_for_hours()
    caller.hears("anything else")
    assert left(caller) == "contained"


def test_in_a_second_matter(caller):
    caller.calls()
    caller.asks_for_hours()
    caller.hears("anything else")
    caller.says("where is my order")
    caller.hears("order number?")
    assert left(caller) == "abandoned"


def test_at_the_promise_of_a_callback(caller):
    caller.calls()
    caller.presses("0")
    caller.hears("calling from")
    caller.presses("1")
    caller.phone.until(lambda: caller.of_kind(CallbackStored))
    assert left(caller) == "callback"


def test_during_the_farewell(caller):
    caller.calls()
    caller.hears("How can I help?")
    caller.says("goodbye")
    caller.phone.until(lambda: caller.phone.is_playing)
    assert left(caller) == "abandoned"
