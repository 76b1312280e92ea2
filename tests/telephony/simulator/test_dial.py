"""Calls that are connected to other phones."""

import asyncio

import pytest

from telephony.simulator import parse

NUMBER = "+15005550100"
AGENT = "+15005550201"


def test_the_dialled_phone_and_the_caller_hear_each_other(play, small_line) -> None:
    small_line.answers |= {
        "/voice/incoming": f"<Dial action='/voice/after' callerId='{NUMBER}'>"
        f"<Number url='/voice/whisper' statusCallback='/voice/leg' statusCallbackEvent='initiated "
        f"ringing answered completed'>{AGENT}</Number></Dial>",
        "/voice/whisper": "<Gather numDigits='1' action='/voice/accept'><Say>A caller is waiting."
        " Press one.</Say></Gather><Hangup/>",
        "/voice/accept": "",
        "/voice/after": "<Say>The agent has left.</Say>",
        "/voice/leg": "",
    }
    result = play(
        f"""
turns:
  - silence: 8
  - say: "hello is anybody there"
  - hear: "the agent has left"
agents:
  - number: "{AGENT}"
    turns: [{{say: "this is the agent speaking"}}]
    stay: 6
""",
    )
    assert result.error is None
    (agent,) = result.agents
    assert agent.heard == ("A caller is waiting. Press one.",)
    (after,) = small_line.posted("/voice/after")
    assert after["DialCallStatus"] == "completed"
    assert after["DialCallSid"] == agent.call_sid
    assert after["DialBridged"] == "true"
    (whisper,) = small_line.posted("/voice/whisper")
    assert whisper["Direction"] == "outbound-dial"
    assert whisper["From"] == NUMBER
    assert whisper["ParentCallSid"] == result.call_sid
    legs = small_line.posted("/voice/leg")
    statuses = [form["CallStatus"] for form in legs]
    assert statuses == ["initiated", "ringing", "in-progress", "completed"]


@pytest.mark.parametrize(
    ("behaviour", "status"),
    [("busy", "busy"), ("no_answer", "no-answer"), ("fail", "failed"), ("decline", "completed")],
)
def test_a_phone_that_is_not_to_be_had(play, small_line, behaviour: str, status: str) -> None:
    small_line.answers |= {
        "/voice/incoming": f"<Dial action='/voice/after' timeout='5'>"
        f"<Number url='/voice/whisper'>{AGENT}</Number></Dial>",
        "/voice/whisper": "<Gather numDigits='1' action='/voice/choice'><Say>Take it?</Say>"
        "</Gather>",
        "/voice/choice": "<Hangup/>",
        "/voice/after": "<Say>Nobody is there.</Say>",
    }
    result = play(
        "turns: [{hear: nobody is there, within: 60}]\n"
        f"agents: [{{number: '{AGENT}', behaviour: {behaviour}}}]",
    )
    assert result.error is None
    (after,) = small_line.posted("/voice/after")
    assert after["DialCallStatus"] == status
    assert after["DialBridged"] == "false"


def test_the_first_of_several_phones_gets_the_call(play, small_line) -> None:
    small_line.answers["/voice/incoming"] = (
        "<Dial><Number>+15005550201</Number><Client>anna</Client></Dial><Say>Over.</Say>"
    )
    result = play(
        """
turns: [{hear: over, within: 60}]
agents:
  - {number: "+15005550201", behaviour: no_answer}
  - {number: "client:anna", behaviour: voicemail}
""",
    )
    assert result.error is None
    assert [agent.status for agent in result.agents] == ["canceled", "completed"]


def test_with_answer_on_bridge_an_unanswered_dial_leaves_the_caller_ringing(
    play, small_line
) -> None:
    small_line.answers["/voice/incoming"] = (
        f"<Dial answerOnBridge='true'>{AGENT}</Dial><Reject reason='busy'/>"
    )
    result = play(f"turns: []\nagents: [{{number: '{AGENT}', behaviour: busy}}]")
    assert (result.status, result.duration_s) == ("busy", 0)


def test_a_whisper_cannot_dial(stage, small_line) -> None:
    small_line.answers |= {
        "/voice/incoming": f"<Dial><Number url='/voice/whisper'>{AGENT}</Number></Dial>"
        "<Say>Back.</Say>",
        "/voice/whisper": "<Dial>+15005550202</Dial>",
    }

    async def run() -> list[int]:
        async with stage(small_line) as on:
            script = parse(
                "turns: [{hear: back, within: 60}]\n"
                f"agents: [{{number: '{AGENT}', behaviour: no_key}}]"
            )
            result = await on.simulator.place_call(script)
            assert result.error is None
            return [notice.code for notice in on.simulator.network.notices]

    assert asyncio.run(run()) == [13201]
