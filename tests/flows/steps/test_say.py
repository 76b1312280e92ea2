from flows.events import HangUp, Listen, Speak, StepEntered

SAYING = """
start: greet
steps:
  greet: {type: say, prompt: "Hello.", interruptible: false, next: bye}
  bye: {type: hangup, prompt: {audio: bye.wav, text: "Goodbye."}, outcome: contained}
"""


def test_it_says_its_prompt_and_goes_on(play):
    call = play(SAYING)
    assert call.outputs == [
        StepEntered("welcome.greet"),
        Speak("welcome.greet", "Hello.", interruptible=False),
        StepEntered("welcome.bye"),
        Speak("welcome.bye", "Goodbye.", audio="bye.wav", interruptible=False),
        HangUp("contained"),
    ]


def test_wordings_take_turns(play):
    call = play(
        """
        start: ask
        steps:
          ask:
            type: collect
            prompt: ["One?", "Two?"]
            choices: [{key: "1", phrase: "again", next: ask}]
        """
    )
    assert [call.key("1"), call.key("1"), call.key("1")] == ["Two?", "One?", "Two?"]
    assert isinstance(call.wait, Listen)


def test_a_field_without_a_value_leads_to_an_apology_and_a_person(play):
    call = play(
        """
        start: tell
        slots: {order: object}
        steps:
          tell: {type: say, prompt: "It is {order.state}.", next: end}
        """,
        known={"caller": {"number": "+15005550101"}},
    )
    said = " ".join(each.text for each in call.all(Speak))
    assert said.startswith("I'm sorry, something has gone wrong on our side. That's our fault")
    assert call.state.slots["transfer"]["trigger"] == "system_failure"
    assert call.wait.step == "person.offer_own_number"
