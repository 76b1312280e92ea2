"""REST as the official SDK sees it, over a real connection."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from telephony.simulator import Agent, parse
from telephony.simulator.agent import AgentPhone

NUMBER = "+15005550100"


class Redirected(TwilioHttpClient):
    """The SDK's own client, at another address."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address

    def request(self, method: str, url: str, *more: Any, **named: Any) -> Any:
        url = url.replace("https://api.twilio.com", self.address)
        return super().request(method, url, *more, **named)


def client_of(on: Any, token: str = "") -> Client:
    settings = on.simulator.settings
    client = Redirected(on.simulator.address)
    return Client(settings.account_sid, token or settings.auth_token, http_client=client)


def through_sdk(stage, line, work: Callable[[Client, Any], Any], **settings: Any) -> Any:
    """Run blocking SDK calls beside a running simulator."""

    async def run() -> Any:
        async with stage(line, **settings) as on:
            network = on.simulator.network
            agent = Agent("+15005550201", "no_key")
            network.phones["+15005550201"] = lambda: AgentPhone(network, agent)
            return await asyncio.to_thread(work, client_of(on), on)

    return asyncio.run(run())


def refused(act: Callable[[], object]) -> tuple[int, int]:
    with pytest.raises(TwilioRestException) as failure:
        act()
    return failure.value.status, failure.value.code


def until(happened: Callable[[], bool]) -> None:
    import time

    for _ in range(1000):
        if happened():
            return
        time.sleep(0.01)
    raise AssertionError("it did not happen")


def test_a_call_is_placed_looked_up_sent_on_and_ended(stage, small_line) -> None:
    small_line.answers |= {
        "/whisper": "<Pause length='60'/>",
        "/other": "<Pause length='60'/>",
        "/leg": "",
    }

    def work(client: Client, on: Any) -> None:
        call = client.calls.create(
            to="+15005550201",
            from_=NUMBER,
            url="https://line.example/whisper",
            status_callback="https://line.example/leg",
            status_callback_event=["initiated", "ringing", "answered", "completed"],
            timeout=20,
        )
        assert call.status == "queued"
        assert call.direction == "outbound-api"
        until(lambda: client.calls(call.sid).fetch().status == "in-progress")
        client.calls(call.sid).update(url="https://line.example/other")
        until(lambda: small_line.posted("/other") != [])
        assert small_line.posted("/other")[0]["CallSid"] == call.sid
        assert [found.sid for found in client.calls.list(to="+15005550201")] == [call.sid]
        assert client.calls.list(status="busy") == []
        assert client.calls(call.sid).update(status="completed").status == "completed"
        assert refused(lambda: client.calls(call.sid).update(twiml="<Response/>")) == (400, 21220)
        until(lambda: len(small_line.posted("/leg")) == 4)
        reports = small_line.posted("/leg")
        assert [form["CallStatus"] for form in reports] == [
            "initiated",
            "ringing",
            "in-progress",
            "completed",
        ]
        assert [form["SequenceNumber"] for form in reports] == ["0", "1", "2", "3"]
        assert int(reports[3]["CallDuration"]) > 0
        assert reports[0]["Timestamp"].endswith("+0000")

    through_sdk(stage, small_line, work)
    assert all(request.signed for request in small_line.requests)


def test_a_ringing_call_is_cancelled(stage, small_line) -> None:
    def work(client: Client, on: Any) -> None:
        call = client.calls.create(to="+15005550201", from_=NUMBER, twiml="<Response/>")
        until(lambda: client.calls(call.sid).fetch().status == "ringing")
        assert client.calls(call.sid).update(status="canceled").status == "canceled"

    through_sdk(stage, small_line, work, ring_ms=600000)


@pytest.mark.parametrize(
    ("number", "status"),
    [("+15005550209", "failed"), ("client:nobody", "failed"), ("sip:a@b.example", "failed")],
)
def test_a_number_without_a_phone_fails(stage, small_line, number: str, status: str) -> None:
    def work(client: Client, on: Any) -> None:
        call = client.calls.create(to=number, from_=NUMBER, twiml="<Response/>")
        until(lambda: client.calls(call.sid).fetch().status == status)

    through_sdk(stage, small_line, work)


def test_what_is_refused_has_twilios_codes(stage, small_line) -> None:
    def work(client: Client, on: Any) -> None:
        to, url = "+15005550201", "https://line.example/x"
        create = client.calls.create
        assert refused(lambda: create(to="123", from_=NUMBER, url=url)) == (400, 21211)
        assert refused(lambda: create(to="", from_=NUMBER, url=url)) == (400, 21201)
        assert refused(lambda: create(to=to, from_="", url=url)) == (400, 21213)
        assert refused(lambda: create(to=to, from_="123", url=url)) == (400, 21212)
        assert refused(lambda: create(to=to, from_="+15005550999", url=url)) == (400, 21210)
        assert refused(lambda: create(to=to, from_=NUMBER)) == (400, 21205)
        assert refused(lambda: create(to=to, from_=NUMBER, url="/x")) == (400, 21205)
        assert refused(lambda: create(to=to, from_=NUMBER, url=url, timeout=9999)) == (400, 20001)
        assert refused(lambda: create(to=to, from_=NUMBER, twiml="x" * 4001)) == (400, 20001)
        assert refused(
            lambda: create(to=to, from_=NUMBER, url=url, machine_detection="Enable")
        ) == (400, 20001)
        assert refused(
            lambda: create(
                to=to, from_=NUMBER, url=url, status_callback=url, status_callback_event=["x"]
            )
        ) == (400, 21626)
        for number, code in (("1", 21217), ("2", 21214), ("3", 21215), ("4", 21216)):
            called = f"+1500555000{number}"
            assert refused(lambda to=called: create(to=to, from_=NUMBER, url=url)) == (400, code)
        assert refused(lambda: client.calls("CA" + "9" * 32).fetch()) == (404, 20404)
        assert refused(lambda: client.queues("QU" + "9" * 32).fetch()) == (404, 20404)
        other = client_of(on, "another token")
        assert refused(lambda: other.calls("CA" + "9" * 32).fetch()) == (401, 20003)
        assert client.calls.list() == []

    through_sdk(stage, small_line, work)


def test_lists_come_in_pages(stage, small_line) -> None:
    def work(client: Client, on: Any) -> None:
        made = [
            client.calls.create(to="+15005550209", from_=NUMBER, twiml="<Response/>").sid
            for _ in range(5)
        ]
        assert [call.sid for call in client.calls.stream(page_size=2)] == made[::-1]

    through_sdk(stage, small_line, work)


def test_messages_are_kept_and_delivered(stage, small_line) -> None:
    small_line.answers["/sms"] = ""

    def work(client: Client, on: Any) -> None:
        sent = client.messages.create(
            to="+15005550101",
            from_=NUMBER,
            body="Your order is on its way.",
            status_callback="https://line.example/sms",
        )
        assert sent.status == "queued"
        until(lambda: client.messages(sent.sid).fetch().status == "delivered")
        (found,) = client.messages.list(to="+15005550101")
        assert found.body == "Your order is on its way."
        until(lambda: len(small_line.posted("/sms")) == 2)
        create = client.messages.create
        assert refused(lambda: create(to="+15005550101", from_=NUMBER, body="")) == (400, 21602)
        assert refused(lambda: create(to="hello", from_=NUMBER, body="x")) == (400, 21211)
        assert refused(lambda: create(to="+15005550101", from_="+15005550888", body="x")) == (
            400,
            21606,
        )

    through_sdk(stage, small_line, work)
    assert [form["MessageStatus"] for form in small_line.posted("/sms")] == ["sent", "delivered"]


def test_recordings_can_be_heard(stage, small_line) -> None:
    small_line.answers |= {"/voice/incoming": "<Record action='/kept' timeout='1'/>", "/kept": ""}

    async def run() -> None:
        async with stage(small_line) as on:
            script = parse("turns: [{silence: 0.6}, {say: 'this is my message'}]")
            result = await on.simulator.place_call(script)
            (kept,) = small_line.posted("/kept")
            client = client_of(on)
            found = await asyncio.to_thread(client.recordings.list, call_sid=result.call_sid)
            assert [recording.sid for recording in found] == [kept["RecordingSid"]]
            async with httpx.AsyncClient(auth=client.auth) as http:
                answer = await http.get(kept["RecordingUrl"])
                assert answer.content[:4] == b"RIFF"
                assert (await http.get(kept["RecordingUrl"] + ".mp3")).status_code == 415
            async with httpx.AsyncClient() as http:
                assert (await http.get(kept["RecordingUrl"])).status_code == 401

    asyncio.run(run())
