"""A scripted caller and an application on a bidirectional stream, over real sockets."""

import asyncio
import base64

import numpy as np

from telephony import mulaw
from telephony.simulator import parse

CONNECT = """
<Connect action="/voice/after"><Stream url="wss://line.example/voice/media"
 statusCallback="/voice/stream"><Parameter name="token" value="t1"/></Stream></Connect>
"""


def sound(milliseconds: int) -> bytes:
    time = np.arange(milliseconds * 8) / 8000
    return mulaw.encode((8000 * np.sin(2 * np.pi * 300 * time)).astype(np.int16))


def audible(mulaw_bytes: bytes) -> bool:
    return bool(np.abs(mulaw.decode(mulaw_bytes).astype(int)).max() > 1000)


def test_a_call_is_played_from_greeting_to_goodbye(stage, small_line) -> None:
    async def talk(socket) -> None:
        heard = quiet = 0
        await socket.play(sound(1000), "How can I help?")
        while heard < 20 or quiet < 20:
            message = await socket.next("media", "mark")
            if message["event"] == "media":
                speaks = audible(base64.b64decode(message["media"]["payload"]))
                heard += speaks
                quiet = 0 if speaks else quiet + 1
        await socket.play(sound(500), "Your order has arrived.")
        keys = ""
        while "#" not in keys:
            keys += (await socket.next("dtmf"))["dtmf"]["digit"]
        assert keys == "45#"
        await socket.socket.close()

    small_line.stream = talk
    small_line.answers |= {
        "/voice/incoming": CONNECT,
        "/voice/stream": "",
        "/voice/after": "<Hangup/>",
    }
    script = parse(
        """
caller: {number: "+15005550101", voice: "en-us+f3"}
turns:
  - hear: "how can I help"
  - say: "where is my order"
  - hear: "has arrived"
  - press: "45#"
"""
    )

    async def run():
        async with stage(small_line) as on:
            result = await on.simulator.place_call(script)
            await on.until(lambda: len(small_line.posted("/voice/stream")) == 2)
            return result

    result = asyncio.run(run())
    assert result.error is None
    assert result.notices == ()
    assert result.status == "completed"
    assert [turn.kind for turn in result.turns] == ["hear", "say", "hear", "press"]
    say = result.turns[1]
    assert say.heard == ("Your order has arrived.",)
    assert say.voice_to_voice_ms is not None
    assert audible(result.sent)
    assert audible(result.received)
    assert abs(len(result.sent) - len(result.received)) <= 160
    assert small_line.handshakes == [True]
    assert all(request.signed and request.token for request in small_line.requests)
    (incoming,) = small_line.posted("/voice/incoming")
    assert incoming["From"] == "+15005550101"
    assert incoming["CallStatus"] == "ringing"
    assert incoming["Direction"] == "inbound"
    assert incoming["CallerCountry"] == "US"
    events = [form["StreamEvent"] for form in small_line.posted("/voice/stream")]
    assert events == ["stream-started", "stream-stopped"]
    (status,) = small_line.posted("/voice/status")
    assert status["CallStatus"] == "completed"
    assert int(status["CallDuration"]) == result.duration_s >= 3
