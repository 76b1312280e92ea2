"""Faults of the network itself: answers and requests that get lost."""

import asyncio
from typing import Any

import httpx
import pytest

from telephony.simulator import parse
from telephony.simulator.faults import NetworkFaults

AGENT = "+15005550201"


def calls_api(on: Any) -> httpx.AsyncClient:
    settings = on.simulator.settings
    return httpx.AsyncClient(
        auth=(settings.account_sid, settings.auth_token),
        base_url=f"{on.simulator.address}/2010-04-01/Accounts/{settings.account_sid}",
    )


def test_a_call_is_placed_though_the_answer_is_lost(stage, small_line) -> None:
    small_line.answers["/whisper"] = "<Pause length='60'/>"

    async def run() -> None:
        async with stage(small_line) as on, calls_api(on) as http:
            on.simulator.network.faults.lose_answer("/Calls.json")
            form = {"To": AGENT, "From": "+15005550100", "Url": "https://line.example/whisper"}
            assert (await http.get("/Calls.json")).json()["calls"] == []
            with pytest.raises(httpx.RemoteProtocolError):
                await http.post("/Calls.json", data=form)
            (placed,) = (await http.get("/Calls.json")).json()["calls"]
            assert placed["to"] == AGENT
            assert (await http.post("/Calls.json", data=form)).status_code == 201

    asyncio.run(run())


def test_a_request_that_gets_lost_is_not_sent_again(stage, small_line) -> None:
    small_line.answers |= {"/voice/incoming": "<Pause length='1'/>", "/voice/status": ""}

    async def run() -> Any:
        async with stage(small_line) as on:
            on.simulator.network.faults.lose_webhook("/voice/status")
            return [await on.simulator.place_call(parse("turns: []")) for _ in range(2)]

    lost, delivered = asyncio.run(run())
    assert [notice.code for notice in lost.notices] == [11205]
    assert delivered.notices == ()
    assert [form["CallSid"] for form in small_line.posted("/voice/status")] == [delivered.call_sid]


def test_instructions_that_get_lost_end_the_call_with_an_apology(stage, small_line) -> None:
    small_line.answers["/voice/incoming"] = "<Redirect>/next</Redirect>"

    async def run() -> Any:
        async with stage(small_line) as on:
            on.simulator.network.faults.lose_webhook("/next")
            return await on.simulator.place_call(parse("turns: []"))

    result = asyncio.run(run())
    assert [notice.code for notice in result.notices] == [11205]
    assert result.duration_s > 1
    assert small_line.posted("/next") == []


def test_a_fault_happens_as_often_as_it_was_asked_for() -> None:
    faults = NetworkFaults()
    for _ in range(2):
        faults.lose_webhook("/a")
    assert [faults.loses_webhook("/a") for _ in range(3)] == [True, True, False]
    faults.lose_webhook("/a")
    faults.clear()
    assert not faults.loses_webhook("/a")
    faults.lose_answer("/Calls.json")
    assert not faults.loses_answer("/Messages.json")
    assert faults.loses_answer("/2010-04-01/Accounts/AC1/Calls.json")
    assert not faults.loses_answer("/2010-04-01/Accounts/AC1/Calls.json")


def test_a_request_whose_answer_gets_lost_is_sent_again(stage, small_line) -> None:
    answers = iter(["<Pause length='30'/>", "<Hangup/>"])
    small_line.answers |= {
        "/voice/incoming": "<Redirect>/next</Redirect>",
        "/next": lambda form: next(answers),
    }

    async def run() -> Any:
        async with stage(small_line) as on:
            on.simulator.network.faults.repeat_webhook("/next")
            return await on.simulator.place_call(parse("turns: []"))

    result = asyncio.run(run())
    assert len(small_line.posted("/next")) == 2
    assert (result.status, result.notices) == ("completed", ())
    assert result.duration_s < 30


def test_an_answer_comes_late_and_a_request_too(stage, small_line) -> None:
    small_line.answers |= {"/whisper": "<Pause length='60'/>", "/told": ""}

    async def run() -> None:
        async with stage(small_line) as on, calls_api(on) as http:
            network = on.simulator.network
            network.faults.delay_answer("/Calls.json", 10_000)
            network.faults.delay_webhook("/told", 0.01)
            form = {"To": AGENT, "From": "+15005550100", "Url": "https://line.example/whisper"}
            told = {"StatusCallback": "https://line.example/told", "StatusCallbackEvent": "ringing"}
            asked = asyncio.ensure_future(
                http.post("/Calls.json", data={**form, **told}, timeout=60)
            )
            while not small_line.posted("/told"):
                await network.clock.sleep(20)
            assert not asked.done()
            assert (await asked).status_code == 201

    asyncio.run(run())


def test_a_participant_is_not_let_in(stage, small_line) -> None:
    small_line.answers |= {
        "/voice/incoming": "<Dial action='/over'><Conference participantLabel='caller'>ROOM"
        "</Conference></Dial>",
        "/over": "<Hangup/>",
    }

    async def run() -> Any:
        async with stage(small_line) as on:
            on.simulator.network.faults.refuse_join("caller")
            return await on.simulator.place_call(parse("turns: []"))

    result = asyncio.run(run())
    assert [notice.code for notice in result.notices] == [13226]
    assert [form["DialCallStatus"] for form in small_line.posted("/over")] == ["failed"]


def test_it_is_told_when_a_request_sets_out() -> None:
    faults = NetworkFaults()
    first, other = faults.at_webhook("/a"), faults.at_webhook("/b")
    faults.sets_out("/a")
    assert first.is_set()
    assert not other.is_set()
