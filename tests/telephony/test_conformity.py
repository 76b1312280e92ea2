"""Every request the line sends to Twilio is one that Twilio's own description knows."""

import inspect
import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from telephony.calls import OutgoingCall, TwilioCalls
from tests.fakes.twilio_api import SentRequest, complaints, operation_of

ACCOUNT = "ACaf1b2c3d4e5f60718293a4b5c6d7e8f9"
CALL = ACCOUNT.replace("AC", "CA", 1)
ROOM = ACCOUNT.replace("AC", "CF", 1)
ANSWERS = {
    "/Conferences.json": {"conferences": [{"sid": ROOM, "status": "in-progress"}]},
    "/Participants.json": {"participants": [{"call_sid": CALL, "conference_sid": ROOM}]},
    ".json": {"sid": CALL, "status": "in-progress", "num_segments": "1"},
}
"""What is answered, by the end of the path: enough of a list, a call and a message."""
OUTGOING = OutgoingCall(
    to="+15005550201",
    from_="+15005550100",
    url="https://line.example.com/voice/agent/whisper?attempt=7",
    status_url="https://line.example.com/voice/agent/status?attempt=7",
)
USES: dict[str, Callable[[TwilioCalls], object]] = {
    "place": lambda calls: calls.place(OUTGOING),
    "place, telling machines from people": lambda calls: calls.place(
        replace(OUTGOING, machine_url="https://line.example.com/voice/agent/machine?attempt=7")
    ),
    "place for a client": lambda calls: calls.place(replace(OUTGOING, to="client:desk")),
    "place over SIP": lambda calls: calls.place(replace(OUTGOING, to="sip:anna@desk.example.com")),
    "in_conference": lambda calls: calls.in_conference("warmline-7"),
    "redirect": lambda calls: calls.redirect(CALL, "https://line.example.com/voice/agent/join"),
    "instruct": lambda calls: calls.instruct(CALL, "<Response><Hangup/></Response>"),
    "hang_up": lambda calls: calls.hang_up(CALL),
    "fetch": lambda calls: calls.fetch(CALL),
    "send_message": lambda calls: calls.send_message("+15005550101", "+15005550100", "Hello"),
}
"""Uses of every method that talks to Twilio, by what begins with its name."""


@pytest.fixture
def sent() -> Iterator[tuple[str, list[SentRequest]]]:
    """The address of a server that takes any request, and what it was sent."""
    requests: list[SentRequest] = []

    class Taker(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            requests.append(SentRequest(self.command, self.path, body))
            path = self.path.partition("?")[0]
            answer = next(answer for end, answer in ANSWERS.items() if path.endswith(end))
            text = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def do_GET(self) -> None:
            self.answer()

        def do_POST(self) -> None:
            self.answer()

        def log_message(self, *_: Any) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taker)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", requests
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("use", USES.values(), ids=USES.keys())
def test_what_the_line_sends_is_described(
    use: Callable[[TwilioCalls], object], sent: tuple[str, list[SentRequest]]
) -> None:
    address, requests = sent
    calls = TwilioCalls(ACCOUNT, "a token for tests", api_base=address)
    use(calls)
    calls.close()
    assert requests
    assert [complaint for request in requests for complaint in complaints(request)] == []


def test_no_method_is_left_out() -> None:
    methods = {
        name
        for name, _ in inspect.getmembers(TwilioCalls, inspect.isfunction)
        if not name.startswith("_") and name != "close"
    }
    assert methods == {re.split(r"\W", use)[0] for use in USES}


CALLS = f"/2010-04-01/Accounts/{ACCOUNT}/Calls.json"
GOOD = "To=%2B15005550201&From=%2B15005550100&Url=https%3A%2F%2Fline.example%2Fx"


@pytest.mark.parametrize(
    ("request_", "complaint"),
    [
        (SentRequest("POST", CALLS, f"{GOOD}&StatusCalback=https%3A%2F%2Fa.b%2F"), "StatusCalback"),
        (SentRequest("POST", CALLS, f"{GOOD}&Timeout=soon"), "Timeout cannot be 'soon'"),
        (SentRequest("POST", CALLS, f"{GOOD}&Timeout=601"), "Timeout cannot be '601'"),
        (SentRequest("POST", CALLS, f"{GOOD}&StatusCallbackEvent=done"), "cannot be 'done'"),
        (SentRequest("POST", CALLS, f"{GOOD}&MachineDetection=enable"), "cannot be 'enable'"),
        (SentRequest("POST", CALLS, f"{GOOD}&Url=https%3A%2F%2Fa.b%2F"), "given 2 times"),
        (SentRequest("POST", CALLS, GOOD.replace("Url", "Uri")), "none of Url"),
        (SentRequest("POST", CALLS, GOOD.replace("%2B1500555020", "0049")), "To cannot be"),
        (SentRequest("POST", CALLS, GOOD.partition("&")[2]), "lacks To"),
        (SentRequest("POST", f"{CALLS}?{GOOD}", GOOD), "the wrong place"),
        (SentRequest("PUT", CALLS, GOOD), "no operation"),
        (SentRequest("POST", CALLS.replace("Calls", "Call"), GOOD), "no operation"),
    ],
)
def test_what_is_not_described_is_found(request_: SentRequest, complaint: str) -> None:
    assert complaint in "; ".join(complaints(request_))


def test_operations_are_told_apart() -> None:
    one = CALLS.replace(".json", f"/{CALL}.json")
    requests = [("GET", CALLS), ("POST", CALLS), ("GET", one), ("POST", one)]
    found = [operation_of(SentRequest(*request)) for request in requests]
    assert found == ["ListCall", "CreateCall", "FetchCall", "UpdateCall"]
