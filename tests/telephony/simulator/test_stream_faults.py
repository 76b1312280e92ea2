"""What a media stream does when the caller, the application or the network misbehaves."""

import asyncio

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from telephony import mulaw
from telephony.simulator import parse

CONNECT = """
<Connect><Stream url="wss://line.example/voice/media" statusCallback="/voice/stream"/></Connect>
<Say>After the stream.</Say>
"""
TONE = mulaw.encode((8000 * np.sin(np.arange(16000) / 5)).astype(np.int16))


def play(stage, line, turns: str, talk, **settings):
    line.stream = talk
    line.answers |= {"/voice/incoming": CONNECT, "/voice/stream": ""}

    async def run():
        async with stage(line, **settings) as on:
            result = await on.simulator.place_call(parse(turns))
            await on.until(lambda: len(line.posted("/voice/stream")) >= 2)
            return result

    return asyncio.run(run())


def events(line) -> list[str]:
    return [form["StreamEvent"] for form in line.posted("/voice/stream")]


def test_clear_stops_what_waits_and_returns_its_marks_unheard(stage, small_line) -> None:
    order: list[str] = []

    async def talk(socket) -> None:
        await socket.play(TONE * 10, "long story")
        for _ in range(25):
            await socket.next("media")
        await socket.send("clear")
        order.append((await socket.next("mark"))["mark"]["name"])
        await socket.play(TONE[:800], "short")
        order.append((await socket.next("mark"))["mark"]["name"])
        await socket.socket.close()

    result = play(stage, small_line, "turns: [{hear: 'after the stream'}]", talk)
    assert order == ["long story", "short"]
    assert result.error is None
    assert [prompt.text for prompt in result.prompts] == ["short", "After the stream."]
    assert events(small_line) == ["stream-started", "stream-stopped"]


def test_the_caller_interrupts(stage, small_line) -> None:
    async def talk(socket) -> None:
        await socket.play(TONE * 20, "long story")
        loud = 0
        while loud < 10:
            message = await socket.next("media")
            loud += message["media"]["payload"].count("/") < 100
        await socket.send("clear")
        await socket.next("mark")
        quiet = 0
        while quiet < 30:
            payload = (await socket.next("media"))["media"]["payload"]
            quiet = quiet + 1 if payload.count("/") > 150 else 0
        await socket.play(TONE, "all right")
        await socket.next("mark")
        await socket.socket.close()

    result = play(
        stage, small_line, "turns: [{interrupt: 'no wait please'}, {hear: 'all right'}]", talk
    )
    assert result.error is None
    interrupt = result.turns[0]
    assert interrupt.began.audio_ms < interrupt.speech_end.audio_ms
    assert interrupt.first_audio.audio_ms > interrupt.speech_end.audio_ms
    assert "long story" not in interrupt.heard


def test_a_message_against_the_protocol_is_reported_once(stage, small_line) -> None:
    async def talk(socket) -> None:
        await socket.socket.send_str("hello?")
        await socket.socket.send_bytes(b"\x00")
        await socket.send("sing")
        await socket.play(TONE[:1600], "still here")
        await socket.next("mark")
        await socket.socket.close()

    result = play(stage, small_line, "turns: [{hear: 'after the stream'}]", talk)
    assert [prompt.text for prompt in result.prompts] == ["still here", "After the stream."]
    assert [notice.code for notice in result.notices] == [31951]
    assert events(small_line) == ["stream-started", "stream-error", "stream-stopped"]
    assert small_line.posted("/voice/stream")[1]["StreamError"].startswith("31951")


def test_a_socket_that_closes_with_an_error_is_reported_and_the_call_goes_on(
    stage, small_line
) -> None:
    async def talk(socket) -> None:
        await socket.next("media")
        await socket.socket.close(code=1011)

    result = play(stage, small_line, "turns: [{hear: 'after the stream'}]", talk)
    assert result.error is None
    assert [notice.code for notice in result.notices] == [31921]
    assert events(small_line) == ["stream-started", "stream-error"]


def test_the_network_kills_the_stream(stage, small_line) -> None:
    ended = []

    async def talk(socket) -> None:
        ended.append(await socket.next("stop"))

    result = play(
        stage,
        small_line,
        "turns: [{silence: 0.5}, {kill_stream: true}, {hear: 'after the stream'}]",
        talk,
    )
    assert result.error is None
    assert ended == [None]
    assert [notice.code for notice in result.notices] == [31903]


def test_messages_of_a_broken_network_reach_the_application(stage, small_line) -> None:
    sockets = []

    async def talk(socket) -> None:
        sockets.append(socket)
        await socket.next("stop")

    play(
        stage,
        small_line,
        "turns: [{silence: 0.2}, {malformed: '{broken'}, {malformed: {repeat: 'ab', times: 9000}},"
        " {silence: 0.2}, {hang_up: true}]",
        talk,
    )
    texts = sockets[0].texts
    assert "{broken" in texts
    assert "ab" * 9000 in texts


def test_lost_frames_leave_a_gap(stage, small_line) -> None:
    times: list[int] = []

    async def talk(socket) -> None:
        while (message := await socket.next("media")) is not None:
            times.append(int(message["media"]["timestamp"]))

    play(
        stage,
        small_line,
        "turns: [{silence: 1}, {drop_frames: 2}, {silence: 3}, {hang_up: true}]",
        talk,
    )
    gaps = np.diff(times)
    assert sorted(gaps)[-1] >= 1980
    assert sorted(gaps)[-2] == 20


def test_a_caller_who_hangs_up_ends_the_stream_in_order(stage, small_line) -> None:
    last = []

    async def talk(socket) -> None:
        last.append(await socket.next("stop"))

    result = play(stage, small_line, "turns: [{silence: 1}, {hang_up: true}]", talk)
    assert last[0]["stop"]["callSid"] == result.call_sid
    assert result.status == "completed"
    assert events(small_line) == ["stream-started", "stream-stopped"]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("wss://line.example/not-there", 31920),
        ("wss://127.0.0.1:9/nobody", 31902),
        ("wss://elsewhere.example/media", 11210),
    ],
)
def test_a_stream_that_cannot_be_opened_leads_on(stage, small_line, url: str, code: int) -> None:
    small_line.answers |= {
        "/voice/incoming": f"<Connect><Stream url='{url}' statusCallback='/voice/stream'/>"
        "</Connect><Say>After the stream.</Say>",
        "/voice/stream": "",
    }

    async def run():
        async with stage(small_line) as on:
            result = await on.simulator.place_call(parse("turns: [{hear: 'after the stream'}]"))
            await on.until(lambda: small_line.posted("/voice/stream"))
            return result

    result = asyncio.run(run())
    assert result.error is None
    assert [notice.code for notice in result.notices] == [code]
    assert events(small_line) == ["stream-error"]


def test_both_sides_can_be_listened_to(stage, small_line) -> None:
    tracks: dict[str, list[int]] = {"inbound": [], "outbound": []}
    started = []

    async def talk(socket) -> None:
        started.append(socket.started)
        while (message := await socket.next("media", "stop")) is not None:
            if message["event"] == "stop":
                return
            media = message["media"]
            tracks[media["track"]].append(int(media["chunk"]))

    small_line.stream = talk
    small_line.answers["/voice/incoming"] = (
        "<Start><Stream name='desk' url='wss://line.example/voice/media' track='both_tracks'>"
        "<Parameter name='who' value='desk'/></Stream></Start>"
        "<Pause length='2'/><Stop><Stream name='desk'/></Stop><Pause length='2'/>"
    )

    async def run():
        async with stage(small_line) as on:
            return await on.simulator.place_call(parse("turns: []"))

    result = asyncio.run(run())
    assert result.notices == ()
    assert started[0]["start"]["tracks"] == ["inbound", "outbound"]
    assert started[0]["start"]["customParameters"] == {"who": "desk"}
    assert len(tracks["inbound"]) == len(tracks["outbound"])
    assert 50 <= len(tracks["inbound"]) <= 100
    assert tracks["inbound"] == list(range(1, len(tracks["inbound"]) + 1))


def test_words_come_from_the_application_where_it_knows_them(stage, small_line) -> None:
    asked: list[str] = []

    def prompt_text(call_sid: str) -> list[tuple[str, str]]:
        asked.append(call_sid)
        return [("m1", "How can I help?")] if len(asked) > 2 else []

    async def talk(socket) -> None:
        await socket.play(TONE[:1600], "m1")
        await socket.next("stop")

    result = play(
        stage,
        small_line,
        "turns: [{hear: 'how can i help'}, {hang_up: true}]",
        talk,
        prompt_text=prompt_text,
    )
    assert result.error is None
    assert result.prompts[0].text == "How can I help?"
    assert set(asked) == {result.call_sid}


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(st.text(max_size=200), max_size=200))
def test_no_text_of_the_application_breaks_the_call(stage, small_line, texts: list[str]) -> None:
    async def talk(socket) -> None:
        for text in texts:
            await socket.socket.send_str(text)
        await socket.play(TONE[:1600], "still here")
        await socket.next("mark")
        await socket.socket.close()

    small_line.requests.clear()
    result = play(stage, small_line, "turns: [{hear: 'still here'}]", talk)
    assert result.error is None
    assert {notice.code for notice in result.notices} <= {31951}
