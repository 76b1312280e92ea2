from flows.events import HangUp

NO_OUTCOME = 'start: bye\nsteps:\n  bye: {type: hangup, prompt: "Goodbye."}'


def test_without_a_matter_settled_the_call_is_abandoned(play):
    assert play(NO_OUTCOME).wait == HangUp("abandoned")


def test_with_a_matter_settled_the_call_is_contained(call):
    call.say("what are your hours", "faq_opening_hours")
    call.say("no", "deny")
    call.say("no", "deny")
    assert call.wait == HangUp("contained")


def test_after_the_end_nothing_but_the_end(play):
    call = play(NO_OUTCOME)
    for again in (call.silence, call.noise, lambda: call.key("0"), lambda: call.finish("found")):
        assert again() == ""
        assert call.wait == HangUp("abandoned")
