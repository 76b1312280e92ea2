"""Phones of agents: what each behaviour does, and callers who wait for an agent's call."""

import asyncio

import httpx
import pytest

from telephony.simulator import CallResult, ScriptRefused, parse

NUMBER = "+15005550100"
AGENT = "+15005550201"
WHISPER = (
    "<Gather numDigits='1' timeout='4' action='/voice/key'><Say>A caller wants a refund.</Say>"
    "</Gather><Hangup/>"
)
MEETING = (
    "<Dial><Conference endConferenceOnExit='true' beep='false' waitUrl=''>ROOM</Conference></Dial>"
)


def keyed(form: dict[str, str]) -> str:
    answers = {"1": MEETING, "3": "<Redirect>/voice/whisper</Redirect>"}
    return answers.get(form["Digits"], "<Hangup/>")


def handed_over(stage, line, script: str, **placed: str) -> CallResult:
    """A caller waits in a conference while one agent is called."""
    line.answers |= {
        "/voice/incoming": MEETING.replace(
            "<Conference", "<Conference startConferenceOnEnter='false'"
        ),
        "/voice/whisper": WHISPER,
        "/voice/key": keyed,
        "/voice/amd": "",
    }

    async def run() -> CallResult:
        async with stage(line, speed=6.0) as on:
            placing = asyncio.create_task(on.simulator.place_call(parse(script)))
            await on.until(lambda: line.posted("/voice/incoming"))
            settings = on.simulator.settings
            form = {"To": AGENT, "From": NUMBER, "Url": "https://line.example/voice/whisper"}
            async with httpx.AsyncClient(auth=(settings.account_sid, settings.auth_token)) as http:
                path = f"/2010-04-01/Accounts/{settings.account_sid}/Calls.json"
                made = await http.post(on.simulator.address + path, data={**form, **placed})
                assert made.status_code == 201, made.text
            return await placing

    return asyncio.run(run())


def script(turns: str, behaviour: str, more: str = "") -> str:
    return (
        f"turns: [{turns}]\nagents:\n"
        f"  - {{number: '{AGENT}', behaviour: {behaviour}, stay: 1{more}}}\n"
    )


def test_a_whisper_is_heard_again_and_both_hear_each_other(stage, small_line) -> None:
    talk = "agent: joined}, {say: my parcel is gone}, {silence: 2"
    result = handed_over(
        stage,
        small_line,
        script(
            f"{{{talk}}}", "hear_again", ", turns: [{agent: joined}, {say: hello this is anna}]"
        ),
    )
    assert result.error is None
    (agent,) = result.agents
    assert [form["Digits"] for form in small_line.posted("/voice/key")] == ["3", "1"]
    assert agent.heard == ("A caller wants a refund.",) * 2
    assert agent.others_heard_ms > 300
    assert result.others_heard_ms > 300


@pytest.mark.parametrize("stage_", ["ringing", "whispering", "accepted", "joined"])
def test_a_caller_hangs_up_when_an_agents_call_has_come_so_far(stage, small_line, stage_) -> None:
    result = handed_over(
        stage,
        small_line,
        script(f"{{agent: {stage_}}}, {{hang_up: true}}", "accept", ", after: 0.5"),
    )
    assert result.error is None
    keys = [form["Digits"] for form in small_line.posted("/voice/key")]
    assert keys == ["1"]


def test_a_stage_that_is_not_reached_fails_the_script(stage, small_line) -> None:
    result = handed_over(stage, small_line, script("{agent: accepted, within: 8}", "decline"))
    assert result.error is not None
    assert result.error.endswith("line 1: agent: accepted: not within 8 s")


def test_an_agent_takes_time_for_the_key(stage, small_line) -> None:
    result = handed_over(stage, small_line, script("{silence: 12}", "decline", ", after: 3"))
    assert result.agents[0].duration_s >= 4


ASKED = {
    "MachineDetection": "Enable",
    "AsyncAmd": "true",
    "AsyncAmdStatusCallback": "https://line.example/voice/amd",
}


class TestMachineDetection:
    @pytest.mark.parametrize(
        ("behaviour", "answered_by"), [("voicemail", "machine_start"), ("no_key", "unknown")]
    )
    def test_the_line_is_told_what_answered(
        self, stage, small_line, behaviour, answered_by
    ) -> None:
        handed_over(stage, small_line, script("{silence: 9}", behaviour), **ASKED)
        (told,) = small_line.posted("/voice/amd")
        assert told["AnsweredBy"] == answered_by
        assert int(told["MachineDetectionDuration"]) >= 2400
        assert set(told) == {"CallSid", "AccountSid", "AnsweredBy", "MachineDetectionDuration"}

    def test_a_person_who_says_hello_is_one(self, stage, small_line) -> None:
        talk = ", turns: [{say: hello}, {silence: 4}]"
        handed_over(stage, small_line, script("{silence: 9}", "accept", talk), **ASKED)
        (told,) = small_line.posted("/voice/amd")
        assert told["AnsweredBy"] in ("human", "unknown")

    def test_without_it_nobody_is_told(self, stage, small_line) -> None:
        handed_over(stage, small_line, script("{silence: 4}", "voicemail"))
        assert small_line.posted("/voice/amd") == []


def test_what_an_agent_cannot_do_is_told() -> None:
    with pytest.raises(ScriptRefused) as refused:
        parse(script("{agent: asleep}", "doze", ", after: soon"))
    assert "'asleep' is not one of ringing, whispering, accepted, joined" in str(refused.value)
    assert "behaviour: 'doze' will not do" in str(refused.value)
    assert "after: 'soon' will not do" in str(refused.value)
