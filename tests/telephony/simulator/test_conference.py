"""Conferences: warm transfer, and what REST does with participants."""

import asyncio
from typing import Any

import httpx
import numpy as np

from telephony import mulaw
from telephony.simulator import parse
from telephony.simulator.conference import Conference
from telephony.simulator.conference_reports import ConferenceReports
from telephony.simulator.matching import plain
from telephony.simulator.seat import Entry

NUMBER = "+15005550100"
AGENT = "+15005550201"
CALLER = """<Dial action="/voice/after"><Conference startConferenceOnEnter="false"
 endConferenceOnExit="true" beep="false" waitUrl="/voice/hold" participantLabel="caller"
 statusCallback="/voice/conference" statusCallbackEvent="start end join leave mute hold"
 >ROOM</Conference></Dial>"""
AGENTS = """<Dial><Conference startConferenceOnEnter="true" endConferenceOnExit="true"
 beep="false" participantLabel="agent">ROOM</Conference></Dial>"""


def conference_line(line) -> None:
    line.answers |= {
        "/voice/incoming": CALLER,
        "/voice/hold": "<Say>Please hold the line.</Say><Pause length='2'/>",
        "/voice/whisper": "<Gather numDigits='1' action='/voice/accept'><Say>A caller wants a"
        " refund. Press one to accept.</Say></Gather><Hangup/>",
        "/voice/accept": lambda form: AGENTS if form["Digits"] == "1" else "<Hangup/>",
        "/voice/after": "<Say>Thank you for calling.</Say>",
        "/voice/conference": "",
    }


def rest(on: Any) -> httpx.AsyncClient:
    """The account, by plain requests."""
    settings = on.simulator.settings
    return httpx.AsyncClient(
        auth=(settings.account_sid, settings.auth_token),
        base_url=f"{on.simulator.address}/2010-04-01/Accounts/{settings.account_sid}",
    )


async def place_agent(on: Any) -> None:
    form = {"To": AGENT, "From": NUMBER, "Url": "https://line.example/voice/whisper"}
    async with rest(on) as http:
        assert (await http.post("/Calls.json", data=form)).status_code == 201


def transfer(stage, line, script: str, during: Any = None) -> Any:
    """Call in, be put in the conference, and have an agent called."""
    conference_line(line)

    async def run() -> Any:
        async with stage(line, speed=5.0) as on:
            placing = asyncio.create_task(on.simulator.place_call(parse(script)))
            await on.until(lambda: line.posted("/voice/hold"))
            await place_agent(on)
            if during is not None:
                await during(on)
            result = await placing
            await on.until(
                lambda: any(
                    form["StatusCallbackEvent"] == "conference-end"
                    for form in line.posted("/voice/conference")
                )
            )
            return result

    return asyncio.run(run())


def test_a_warm_transfer(stage, small_line) -> None:
    result = transfer(
        stage,
        small_line,
        f"""
turns: [{{hear: "please hold"}}, {{hear: "thank you for calling", within: 60}}]
agents:
  - {{number: "{AGENT}", behaviour: accept, stay: 3, turns: [{{say: "hello this is anna"}}]}}
""",
    )
    assert result.error is None
    (agent,) = result.agents
    assert "wants a refund" in plain(agent.heard[0])
    reports = small_line.posted("/voice/conference")
    assert [form["StatusCallbackEvent"] for form in reports] == [
        "participant-join",
        "participant-join",
        "conference-start",
        "participant-leave",
        "participant-leave",
        "conference-end",
    ]
    assert [form["SequenceNumber"] for form in reports] == ["1", "2", "3", "4", "5", "6"]
    assert [form.get("ParticipantLabel") for form in reports[:2]] == ["caller", "agent"]
    assert reports[5]["ReasonConferenceEnded"] == "participant-with-end-conference-on-exit-left"
    assert reports[5]["CallSidEndingConference"] == agent.call_sid
    assert small_line.posted("/voice/after")[0]["DialCallStatus"] == "answered"
    assert result.notices == ()


def test_a_caller_who_leaves_early_ends_the_conference(stage, small_line) -> None:
    result = transfer(
        stage,
        small_line,
        f"""
turns: [{{hear: "please hold"}}, {{hang_up: true}}]
agents: [{{number: "{AGENT}", behaviour: decline}}]
""",
    )
    reports = small_line.posted("/voice/conference")
    assert reports[-1]["StatusCallbackEvent"] == "conference-end"
    assert result.status == "completed"


def test_participants_are_muted_held_coached_and_let_go(stage, small_line) -> None:
    seen: dict[str, Any] = {}

    async def during(on: Any) -> None:
        await on.until(
            lambda: any(
                form["StatusCallbackEvent"] == "conference-start"
                for form in small_line.posted("/voice/conference")
            )
        )
        async with rest(on) as http:
            rooms = (await http.get("/Conferences.json?FriendlyName=ROOM")).json()
            (room,) = rooms["conferences"]
            seen["status"] = room["status"]
            people = f"/Conferences/{room['sid']}/Participants"
            seen["people"] = (await http.get(f"{people}.json")).json()["participants"]
            for form in ({"Muted": "true"}, {"Hold": "true"}, {"Hold": "false"}):
                seen["changed"] = (await http.post(f"{people}/agent.json", data=form)).json()
            form = {"Coaching": "true", "CallSidToCoach": "CA" + "9" * 32}
            seen["coach"] = (await http.post(f"{people}/agent.json", data=form)).json()["code"]
            supervisor = {"To": "+15005550202", "From": NUMBER, "Muted": "true", "Label": "boss"}
            made = await http.post(f"{people}.json", data=supervisor)
            seen["made"] = made.json()
            await on.until(lambda: len(small_line.posted("/voice/conference")) >= 7)
            seen["kicked"] = (await http.delete(f"{people}/boss.json")).status_code
            seen["gone"] = (await http.get(f"{people}/boss.json")).status_code
            ended = await http.post(
                f"/Conferences/{room['sid']}.json", data={"Status": "completed"}
            )
            seen["ended"] = ended.json()

    result = transfer(
        stage,
        small_line,
        f"""
turns: [{{hear: "please hold"}}, {{hear: "thank you for calling", within: 120}}]
agents:
  - {{number: "{AGENT}", behaviour: accept, stay: 100}}
  - {{number: "+15005550202", behaviour: no_key}}
""",
        during,
    )
    assert result.error is None
    assert seen["status"] == "in-progress"
    assert [person["label"] for person in seen["people"]] == ["caller", "agent"]
    assert (seen["changed"]["muted"], seen["changed"]["hold"]) == (True, False)
    assert seen["coach"] == 13240
    assert seen["made"]["label"] == "boss"
    assert (seen["kicked"], seen["gone"]) == (204, 404)
    assert seen["ended"]["reason_conference_ended"] == "conference-ended-via-api"
    events = [form["StatusCallbackEvent"] for form in small_line.posted("/voice/conference")]
    assert events[3:6] == ["participant-mute", "participant-hold", "participant-unhold"]


def test_a_label_is_given_once(stage, small_line) -> None:
    small_line.answers |= {
        "/voice/incoming": "<Dial timeLimit='4' action='/voice/after'>"
        "<Conference participantLabel='same'>ROOM</Conference></Dial><Say>Out again.</Say>",
        "/voice/after": "<Say>Out again.</Say>",
    }

    async def run() -> list[Any]:
        async with stage(small_line) as on:
            calls = [on.simulator.place_call(parse("turns: [{hear: out again}]")) for _ in range(2)]
            return await asyncio.gather(*calls)

    results = asyncio.run(run())
    assert [result.error for result in results] == [None, None]
    assert len(small_line.posted("/voice/after")) == 1
    codes = [notice.code for result in results for notice in result.notices]
    assert codes == [16025]


def test_three_people_are_mixed_and_a_coach_is_heard_by_one() -> None:
    """Each says nothing but a tone of their own; what each hears is told by its frequency."""

    class Line:
        def __init__(self, sid: str) -> None:
            self.sid = sid
            self.status = "in-progress"

    reports = ConferenceReports(None, None, None)  # type: ignore[arg-type]
    conference = Conference("ROOM", reports, lambda: None)
    time = np.arange(160) / 8000
    tones = {
        name: mulaw.encode((6000 * np.sin(2 * np.pi * hertz * time)).astype(np.int16))
        for name, hertz in (("a", 500), ("b", 1000), ("c", 2000))
    }
    seats = {
        name: conference.join(
            Line(name), Entry(beep_on_enter=False, coach="b" if name == "c" else None)
        )
        for name in "abc"
    }
    for name, seat in seats.items():
        seat.exchange(tones[name])
    conference.frame()

    def heard(name: str) -> set[str]:
        spectrum = np.abs(np.fft.rfft(mulaw.decode(seats[name].mixed).astype(float)))
        return {
            other for other, bin_of in (("a", 10), ("b", 20), ("c", 40)) if spectrum[bin_of] > 1e5
        }

    assert heard("a") == {"b"}
    assert heard("b") == {"a", "c"}
    assert heard("c") == {"a", "b"}
