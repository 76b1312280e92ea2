"""The softphone as a browser's requests see it."""

import asyncio
import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import aiohttp
import pytest

from telephony.simulator.messages import Message
from telephony.simulator.rest import messages
from telephony.simulator.softphone import page

NUMBER = "+15005550100"


def test_the_page_is_whole_and_strict(stage, small_line) -> None:
    async def run() -> None:
        async with stage(small_line) as on, aiohttp.ClientSession() as http:
            phone = f"{on.simulator.address}/phone"
            async with http.get(phone) as answer:
                text = await answer.text()
                policy = answer.headers["Content-Security-Policy"]
            assert "unsafe" not in policy
            assert "default-src 'none'" in policy
            assert not re.search(r"<script(?![^>]*src=)|<style|\son\w+=|style=", text)
            for path in re.findall(r'(?:src|href)="([^"]+)"', text):
                async with http.get(on.simulator.address + path) as answer:
                    assert answer.status == 200
            async with http.get(f"{phone}/assets/..%2Fpage.py") as answer:
                assert answer.status == 404

    asyncio.run(run())


def test_every_asset_has_a_type() -> None:
    assert {path.suffix for path in page.ASSETS.iterdir()} <= set(page.TYPES)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://evil.example", "Host": "evil.example"},
    ],
)
def test_another_pages_socket_is_refused(stage, small_line, headers) -> None:
    async def run() -> int:
        async with stage(small_line) as on, aiohttp.ClientSession() as http:
            try:
                await http.ws_connect(f"{on.simulator.address}/phone/ws", headers=headers)
            except aiohttp.WSServerHandshakeError as refused:
                return refused.status
        return 101

    assert asyncio.run(run()) == 403


class Page:
    """What the page's scripts do."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def until(self, kind: str, **fields: object) -> dict:
        while True:
            message = await self.socket.receive(timeout=10)
            if message.type is aiohttp.WSMsgType.BINARY:
                continue
            content = json.loads(message.data)
            if content["type"] == kind and fields.items() <= content.items():
                return content

    async def sound(self) -> None:
        """Wait for sound that is not silence."""
        loud = 0
        while loud < 5:
            message = await self.socket.receive(timeout=10)
            if message.type is aiohttp.WSMsgType.BINARY:
                assert len(message.data) == 160
                loud += message.data.count(b"\xff") < 40

    async def tell(self, **message: str) -> None:
        await self.socket.send_json(message)


def test_a_call_with_keys_and_typed_words(stage, small_line) -> None:
    small_line.answers |= {
        "/voice/incoming": "<Gather numDigits='2' action='/voice/keys' timeout='60'>"
        "<Say>Hello there.</Say></Gather>",
        "/voice/keys": "<Record action='/voice/kept' timeout='2'/>",
        "/voice/kept": "<Hangup/>",
    }

    async def run() -> None:
        async with stage(small_line) as on, aiohttp.ClientSession() as http:
            socket = await http.ws_connect(
                f"{on.simulator.address}/phone/ws", headers={"Origin": on.simulator.address}
            )
            phone = Page(socket)
            assert (await phone.until("ready"))["numbers"] == [NUMBER]
            await phone.tell(type="key", digit="1")
            assert (await phone.until("refused"))["why"] == "There is no call."
            await phone.tell(type="call", to="+15005550999", **{"from": "+15005550199"})
            assert "no number" in (await phone.until("refused"))["why"]
            await phone.tell(type="call", to=NUMBER, **{"from": "+15005550199"})
            await phone.until("state", status="in-progress")
            await phone.tell(type="call", to=NUMBER, **{"from": "+15005550199"})
            await phone.until("refused")
            await phone.sound()
            await phone.tell(type="key", digit="4")
            await phone.tell(type="key", digit="2")
            await on.until(lambda: small_line.posted("/voice/keys"))
            await phone.tell(type="say", text="this is a message")
            await phone.until("spoken", text="this is a message")
            await socket.send_bytes(b"\xff" * 160)
            await phone.until("state", status="completed")

    asyncio.run(run())
    assert small_line.posted("/voice/keys")[0]["Digits"] == "42"
    assert int(small_line.posted("/voice/kept")[0]["RecordingDuration"]) >= 2


def test_a_page_that_goes_ends_its_call(stage, small_line) -> None:
    small_line.answers["/voice/incoming"] = "<Pause length='600'/>"

    async def run() -> None:
        async with stage(small_line) as on, aiohttp.ClientSession() as http:
            socket = await http.ws_connect(
                f"{on.simulator.address}/phone/ws", headers={"Origin": on.simulator.address}
            )
            phone = Page(socket)
            await phone.tell(type="call", to=NUMBER, **{"from": "+15005550199"})
            await phone.until("state", status="in-progress")
            await socket.close()
            await on.until(lambda: small_line.posted("/voice/status"))

    asyncio.run(run())
    assert small_line.posted("/voice/status")[0]["CallStatus"] == "completed"


def test_text_messages_are_shown_earlier_ones_too(stage, small_line) -> None:
    sent = {"sid": "SM1", "sender": NUMBER, "receiver": "+15005550101", "body": "Your code is 1."}
    early = Message(**sent, created_at=datetime.now(UTC), status="delivered")
    late = replace(early, sid="SM2", body="https://line.example/reset/x", status="queued")

    async def run() -> None:
        async with stage(small_line) as on, aiohttp.ClientSession() as http:
            network = on.simulator.network
            network.messages["SM1"] = early
            socket = await http.ws_connect(
                f"{on.simulator.address}/phone/ws", headers={"Origin": on.simulator.address}
            )
            phone = Page(socket)
            shown = await phone.until("text")
            assert (shown["to"], shown["body"]) == ("+15005550101", "Your code is 1.")
            await messages.deliver(network, late, None)
            assert (await phone.until("text"))["body"] == "https://line.example/reset/x"
            await socket.close()
            await on.until(lambda: not network.text_readers)

    asyncio.run(run())
