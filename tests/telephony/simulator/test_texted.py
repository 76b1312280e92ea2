"""A scripted caller uses the code that a text message brought."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from telephony.simulator import parse
from telephony.simulator.messages import Message
from telephony.simulator.rest import messages
from telephony.simulator.texted import newest_code, with_code
from telephony.simulator.turns import Press, Say

CALLER = "+15005550101"
NUMBER = "+15005550100"
SCRIPT = 'caller: {number: "+15005550101"}\nturns:\n  - press: "{code}#"\n'
GATHER = (
    "<Gather finishOnKey='#' timeout='20' action='/voice/keys'>"
    "<Say>Key the code, please.</Say></Gather><Hangup/>"
)


def text(body: str, receiver: str = CALLER) -> Message:
    return Message("SM1", NUMBER, receiver, body, datetime.now(UTC), "delivered")


@pytest.mark.parametrize(
    ("bodies", "code"),
    [
        (["Your code is 120934. It is valid for 10 minutes."], "120934"),
        (["120934 is your code"], "120934"),
        (["Your code is 111111.", "Your code is 222222."], "222222"),
        (["Your code is 111111.", "Welcome to Harbour Lane."], None),
        (["https://line.example/reset/12345678901?x=4444"], None),
        (["Call us on +15005550100."], None),
        ([], None),
    ],
)
def test_the_code_is_in_the_newest_message(bodies: list[str], code: str | None) -> None:
    assert newest_code([text(body) for body in bodies]) == code


def test_a_message_on_its_way_is_waited_for() -> None:
    sent = replace(text("Your code is 222222."), status="sent")
    assert newest_code([text("Your code is 111111."), sent]) is None


def test_a_code_is_keyed_as_it_is_and_said_by_digits() -> None:
    assert with_code(Press("{code}#"), "1204") == Press("1204#")
    assert with_code(Say("it is {code}"), "1204") == Say("it is 1 2 0 4")


def played(stage, small_line, send: tuple[Message, ...], script: str = SCRIPT):
    """A call on which the network delivers messages once the caller has rung."""
    small_line.answers |= {"/voice/incoming": GATHER, "/voice/keys": "<Hangup/>"}

    async def run():
        async with stage(small_line) as on:
            network = on.simulator.network
            before = text("Your code is 999999.")
            network.messages["SM0"] = before
            call = asyncio.ensure_future(on.simulator.place_call(parse(script)))
            await on.until(lambda: bool(network.legs))
            for at, message in enumerate(send, start=1):
                queued = replace(message, sid=f"SM{at}", created_at=datetime.now(UTC))
                network.messages[queued.sid] = replace(queued, status="queued")
                await messages.deliver(network, queued, None)
            return await call

    return asyncio.run(run())


def test_the_code_of_this_call_is_keyed(stage, small_line) -> None:
    result = played(
        stage,
        small_line,
        (text("Your code is 120934."), text("Your code is 777777.", "+15005550102")),
    )
    assert result.error is None
    assert [form["Digits"] for form in small_line.posted("/voice/keys")] == ["120934"]
    assert [turn.said for turn in result.turns] == ["{code}#"]
    assert result.texts == ("Your code is 120934.",)
    assert "120934" not in repr(result)


def test_the_code_is_said_in_the_callers_voice(stage, small_line) -> None:
    result = played(stage, small_line, (text("1209 it is"),), SCRIPT.replace("press", "say"))
    assert result.error is None
    assert result.turns[0].speech_end is not None


def test_no_message_is_a_clear_error(stage, small_line) -> None:
    result = played(stage, small_line, ())
    assert result.error is not None
    assert "line 3: press: no text message with a code reached the caller" in result.error
