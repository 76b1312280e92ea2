from flows.events import REDACTED, Act, Listen, SlotFilled
from flows.run import RunState

MATTER = """
start: who
steps:
  who: {type: verify, next: known, else: unknown}
  known: {type: say, prompt: "Hello {identity.name}.", next: again}
  again: {type: verify, next: ask, else: unknown}
  ask: {type: collect, prompt: "What now?", choices: [{key: "1", phrase: "bye", next: bye}]}
  bye: {type: hangup, prompt: "Bye.", outcome: contained}
  unknown: {type: hangup, prompt: "Not known.", outcome: failed}
"""
IDENTIFY = """
format: 1
flow: identify
title: Who are you
start: ask
slots: {pin: {type: digits, min: 6, max: 6, secret: true}}
steps:
  ask: {type: collect, slot: pin, prompt: "Your PIN?", help: ["Key it in."], next: check}
  check:
    type: action
    action: check_identity
    with: {pin: "{pin}"}
    save: {identity: identity}
    retry: 1
    outcomes: {verified: end, refused: ask, locked: end}
"""
PIN = "314159"


def test_a_caller_is_verified_once_a_call(play):
    call = play(MATTER, IDENTIFY)
    call.moves = False
    assert call.state.flow == "identify"
    call.key(PIN)
    assert call.wait.arguments == {"pin": PIN}
    assert call.wait.secrets == {"pin"}
    said = call.finish("verified", identity={"name": "Ann"})
    assert said == "Hello Ann. What now?"
    assert call.state.stack == ()


def test_who_stays_unknown_goes_another_way(play):
    call = play(MATTER, IDENTIFY)
    call.moves = False
    call.key(PIN)
    assert call.finish("locked") == "Not known."


def test_a_secret_is_in_no_event_and_no_stored_state_and_goes_with_its_action(play):
    call = play(MATTER, IDENTIFY)
    call.moves = False
    assert call.wait.secret
    call.key(PIN)
    assert SlotFilled("identify.pin", REDACTED, "keys") in call.outputs
    assert PIN not in str(call.state.to_json())
    assert PIN not in repr(call.state)
    assert PIN not in call.wait.key
    call.finish("failed")
    assert call.wait.arguments == {"pin": PIN}
    call.finish("refused")
    assert call.wait.step == "identify.ask"
    assert call.state.secrets == {}


def test_a_call_that_goes_on_elsewhere_asks_for_the_secret_again(play):
    call = play(MATTER, IDENTIFY)
    call.moves = False
    call.key(PIN)
    assert isinstance(call.wait, Act)
    call.state = RunState.from_json(call.state.to_json())
    assert call.finish("failed") == "Your PIN?"
    assert isinstance(call.wait, Listen)
    call.key(PIN)
    assert call.finish("verified", identity={"name": "Ann"}).startswith("Hello Ann.")


def test_a_restored_line_asks_for_the_secret_again(play):
    from flows.events import LineRestored

    call = play(MATTER, IDENTIFY)
    call.moves = False
    call.key(PIN)
    call.state = RunState.from_json(call.state.to_json())
    assert call.happen(LineRestored()).endswith("Your PIN?")


def test_a_digression_leaves_the_identification_under_way(play):
    other = """
    format: 1
    flow: cancel_order
    title: Cancel
    intents: [cancel_order]
    start: who
    steps:
      who: {type: verify, next: done, else: done}
      done: {type: say, prompt: "Cancelled.", next: settled}
    """
    call = play(MATTER, IDENTIFY, other)
    call.moves = False
    assert call.say("cancel my order", "cancel_order") == "I'll come to that next. Your PIN?"
    assert call.state.pending == ("cancel_order",)


HANDED = """
start: ask
slots: {order_number: {type: order_number, min: 4, max: 4}}
steps:
  ask:
    type: collect
    slot: order_number
    prompt: "Which order?"
    choices: [{key: "#", phrase: "none", next: who}]
    next: who
  who: {type: verify, with: {order_number: "{order_number}"}, next: bye, else: bye}
  bye: {type: hangup, prompt: "Bye."}
"""
BY_ORDER = """
format: 1
flow: identify
title: Who are you
start: known
slots: {order_number: {type: order_number, min: 4, max: 4}, postcode: {type: zip_code, min: 5}}
steps:
  known:
    type: branch
    when: [{slot: order_number, exists: true, next: postcode}]
    else: number
  number: {type: collect, slot: order_number, prompt: "Which number?", next: postcode}
  postcode: {type: collect, slot: postcode, prompt: "Your ZIP code?", next: told}
  told: {type: say, prompt: "{order_number:digits} in {postcode:digits}.", next: end}
"""


def test_what_is_known_is_handed_on_and_a_zip_code_comes_by_key_or_word(play):
    call = play(HANDED, BY_ORDER)
    assert call.key("4512") == "Your ZIP code?"
    assert call.wait.grammar.kind == "digits"
    assert call.key("00112") == "four five, one two in zero zero one, one two. Bye."
    call = play(HANDED, BY_ORDER)
    call.key("4512")
    assert "zero zero two, three six." in call.say("it's 00236", postcode="00236")


def test_what_has_no_value_is_not_handed_on(play):
    assert play(HANDED, BY_ORDER).say("none") == "Which number?"
