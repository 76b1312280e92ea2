"""The REST client against a server that refuses, hangs, hangs up and talks nonsense."""

import base64
import json
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from structlog.testing import capture_logs

from telephony.call_failures import AnswerLost, CallFailure, CallGone, CallRefused, LineUnreachable
from telephony.calls import MAX_INLINE_TWIML_LENGTH, OutgoingCall, TwilioCalls
from telephony.http_client import TimeLimits
from telephony.statuses import CallStatus

ACCOUNT = "ACaf1b2c3d4e5f60718293a4b5c6d7e8f9"
TOKEN = "5up3r5ecret70ken"
ROOM, ENDED = "CF" + "1" * 32, "CF" + "2" * 32
CALL = "CAaf1b2c3d4e5f60718293a4b5c6d7e8f9"
OUTGOING = OutgoingCall(
    to="+15005550201",
    from_="+15005550100",
    url="https://line.example.com/voice/whisper",
    status_url="https://line.example.com/voice/status",
    ring_s=15,
)
LIMITS = TimeLimits(connect_s=1.0, read_s=0.6, no_retry_after_s=30.0, backoff_s=0.01)

Answer = tuple[int, object] | str
"""Status and JSON document (or text), or a misbehaviour: `hang` or `drop`."""


class Twilio(ThreadingHTTPServer):
    """Gives the answers it was told, one a request, and remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.answers: deque[Answer] = deque()
        self.asked: list[tuple[str, str, dict[str, list[str]]]] = []
        self.logins: set[str] = set()
        self.released = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Request(BaseHTTPRequestHandler):
    server: Twilio

    def do_GET(self) -> None:
        self.answer()

    def do_POST(self) -> None:
        self.answer()

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self.server.asked.append((self.command, self.path, parse_qs(body)))
        self.server.logins.add(self.headers["Authorization"])
        answer = self.server.answers.popleft()
        if isinstance(answer, str):
            if answer == "hang":
                self.server.released.wait(30)
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        status, document = answer
        text = document if isinstance(document, str) else json.dumps(document)
        self.send_response(status)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""


@pytest.fixture
def twilio() -> Iterator[Twilio]:
    server = Twilio()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.released.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def calls(twilio: Twilio) -> Iterator[TwilioCalls]:
    client = TwilioCalls(ACCOUNT, TOKEN, api_base=twilio.address, limits=LIMITS)
    yield client
    client.close()


Act = Callable[[TwilioCalls], object]


def place(calls: TwilioCalls) -> object:
    return calls.place(OUTGOING)


def send(calls: TwilioCalls) -> object:
    return calls.send_message("+15005550101", "+15005550100", "Hello")


def redirect(calls: TwilioCalls) -> None:
    calls.redirect(CALL, "https://line.example.com/x")


def hang_up(calls: TwilioCalls) -> None:
    calls.hang_up(CALL)


def fetch(calls: TwilioCalls) -> object:
    return calls.fetch(CALL)


PLACED: Answer = (201, {"sid": CALL, "status": "queued"})
DONE: Answer = (200, {"sid": CALL, "status": "in-progress"})


def refusal(status: int, code: int, message: str = "No.") -> Answer:
    return (status, {"code": code, "message": message, "status": status})


def test_a_call_is_placed(twilio: Twilio, calls: TwilioCalls) -> None:
    twilio.answers.append(PLACED)
    assert calls.place(OUTGOING) == CALL
    assert twilio.asked == [
        (
            "POST",
            f"/2010-04-01/Accounts/{ACCOUNT}/Calls.json",
            {
                "To": ["+15005550201"],
                "From": ["+15005550100"],
                "Url": ["https://line.example.com/voice/whisper"],
                "StatusCallback": ["https://line.example.com/voice/status"],
                "StatusCallbackEvent": ["initiated", "ringing", "answered", "completed"],
                "Timeout": ["15"],
            },
        )
    ]
    login = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
    assert twilio.logins == {f"Basic {login}"}


def test_a_call_is_changed_fetched_and_ended(twilio: Twilio, calls: TwilioCalls) -> None:
    twilio.answers.extend([DONE, DONE, DONE, DONE])
    calls.redirect(CALL, "https://line.example.com/voice/next")
    calls.instruct(CALL, "<Response><Hangup/></Response>")
    calls.hang_up(CALL)
    assert calls.fetch(CALL) is CallStatus.IN_PROGRESS
    path = f"/2010-04-01/Accounts/{ACCOUNT}/Calls/{CALL}.json"
    assert twilio.asked == [
        ("POST", path, {"Url": ["https://line.example.com/voice/next"], "Method": ["POST"]}),
        ("POST", path, {"Twiml": ["<Response><Hangup/></Response>"]}),
        ("POST", path, {"Status": ["completed"]}),
        ("GET", path, {}),
    ]


def test_who_picks_up_is_told_apart_where_somebody_wants_to_know(
    twilio: Twilio, calls: TwilioCalls
) -> None:
    twilio.answers.append(PLACED)
    calls.place(replace(OUTGOING, machine_url="https://line.example.com/voice/machine"))
    asked = twilio.asked[0][2]
    assert asked["MachineDetection"] == ["Enable"]
    assert asked["AsyncAmd"] == ["true"]
    assert asked["AsyncAmdStatusCallback"] == ["https://line.example.com/voice/machine"]


def test_who_is_in_a_conference(twilio: Twilio, calls: TwilioCalls) -> None:
    rooms = [{"sid": ENDED, "status": "completed"}, {"sid": ROOM, "status": "in-progress"}]
    there = {"participants": [{"call_sid": CALL, "conference_sid": ROOM}], "page_size": 50}
    twilio.answers.extend([(200, {"conferences": rooms, "page_size": 5}), (200, there)])
    assert calls.in_conference("room-1") == {CALL}
    paths = [path for _, path, _ in twilio.asked]
    assert "/Conferences.json?" in paths[0]
    assert "FriendlyName=room-1" in paths[0]
    assert paths[1:] == [f"/2010-04-01/Accounts/{ACCOUNT}/Conferences/{ROOM}/Participants.json"]


def test_nobody_is_in_a_conference_that_never_was(twilio: Twilio, calls: TwilioCalls) -> None:
    twilio.answers.append((200, {"conferences": [], "page_size": 5}))
    assert calls.in_conference("room-1") == frozenset()


def test_a_list_that_is_refused(twilio: Twilio, calls: TwilioCalls) -> None:
    twilio.answers.append(refusal(401, 20003))
    with pytest.raises(CallRefused) as caught:
        calls.in_conference("room-1")
    assert caught.value.code == 401


@pytest.mark.parametrize(
    "odd",
    [
        (200, {"conferences": [], "rooms": []}),
        (200, {"page_size": 5}),
        (200, {"conferences": [{"status": "in-progress"}], "page_size": 5}),
        (200, {"meta": {"key": "rooms"}}),
        (200, "oops"),
    ],
)
def test_a_list_in_another_form(twilio: Twilio, calls: TwilioCalls, odd: Answer) -> None:
    twilio.answers.append(odd)
    with pytest.raises(AnswerLost):
        calls.in_conference("room-1")


def test_a_message_is_sent(twilio: Twilio, calls: TwilioCalls) -> None:
    sid = CALL.replace("CA", "SM")
    twilio.answers.append((201, {"sid": sid, "num_segments": "1"}))
    assert calls.send_message("+15005550101", "+15005550100", "Your link: ü&=") == sid
    assert twilio.asked[0][2]["Body"] == ["Your link: ü&="]


@pytest.mark.parametrize("act", [place, send])
@pytest.mark.parametrize("misbehaviour", ["hang", "drop", (500, "oops"), (503, {}), (201, "oops")])
def test_something_new_is_never_asked_for_twice(
    twilio: Twilio, calls: TwilioCalls, act: Act, misbehaviour: Answer
) -> None:
    twilio.answers.extend([misbehaviour, PLACED])
    with pytest.raises(AnswerLost):
        act(calls)
    assert len(twilio.asked) == 1


@pytest.mark.parametrize("act", [place, send, redirect, hang_up, fetch])
def test_a_busy_service_is_asked_again(twilio: Twilio, calls: TwilioCalls, act: Act) -> None:
    twilio.answers.extend([refusal(429, 20429), refusal(429, 20429), DONE])
    act(calls)
    assert len(twilio.asked) == 3


@pytest.mark.parametrize("act", [place, send, redirect, hang_up, fetch])
def test_a_service_that_stays_busy_did_nothing(
    twilio: Twilio, calls: TwilioCalls, act: Act
) -> None:
    twilio.answers.extend([refusal(429, 20429)] * 3)
    with pytest.raises(LineUnreachable):
        act(calls)


@pytest.mark.parametrize("act", [redirect, hang_up, fetch])
@pytest.mark.parametrize("misbehaviour", ["hang", "drop", (500, "oops"), (503, {})])
def test_what_comes_to_the_same_is_asked_again(
    twilio: Twilio, calls: TwilioCalls, act: Act, misbehaviour: Answer
) -> None:
    twilio.answers.extend([misbehaviour, DONE])
    act(calls)
    assert len(twilio.asked) == 2


@pytest.mark.parametrize(
    ("act", "failure"), [(redirect, AnswerLost), (hang_up, AnswerLost), (fetch, LineUnreachable)]
)
def test_after_three_attempts_it_is_given_up(
    twilio: Twilio, calls: TwilioCalls, act: Act, failure: type[CallFailure]
) -> None:
    twilio.answers.extend([(500, "oops"), "drop", refusal(429, 20429), DONE])
    with pytest.raises(failure):
        act(calls)
    assert len(twilio.asked) == 3


@pytest.mark.parametrize("act", [place, send, redirect, hang_up, fetch])
def test_nobody_listening_means_nothing_was_done(act: Act) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
        calls = TwilioCalls(ACCOUNT, TOKEN, api_base=address, limits=LIMITS)
        with capture_logs() as logs, pytest.raises(LineUnreachable):
            act(calls)
    assert [line["event"] for line in logs] == ["twilio_request_repeated"] * 2
    calls.close()


def test_an_unknown_host_means_nothing_was_done() -> None:
    calls = TwilioCalls(ACCOUNT, TOKEN, api_base="http://twilio.invalid", limits=LIMITS)
    with pytest.raises(LineUnreachable):
        calls.place(OUTGOING)
    calls.close()


@pytest.mark.parametrize("gone", [refusal(400, 21220), refusal(404, 20404)])
def test_a_call_that_is_over(twilio: Twilio, calls: TwilioCalls, gone: Answer) -> None:
    twilio.answers.extend([gone, gone, gone])
    with pytest.raises(CallGone):
        redirect(calls)
    with pytest.raises(CallGone):
        fetch(calls)
    hang_up(calls)
    assert len(twilio.asked) == 3


@pytest.mark.parametrize(
    ("act", "answer", "code"),
    [
        (place, refusal(400, 21211, "The 'To' number is not valid."), 21211),
        (place, refusal(404, 20404), 20404),
        (place, refusal(401, 20003, "Authenticate"), 20003),
        (send, refusal(400, 21610), 21610),
        (hang_up, refusal(403, 20403), 20403),
        (fetch, (404, "<html>not Twilio at all</html>"), 404),
        (
            place,
            (400, {"type": "about:blank", "title": "Bad", "status": 400, "code": 21205}),
            21205,
        ),
    ],
)
def test_a_refusal_is_told_with_its_code(
    twilio: Twilio, calls: TwilioCalls, act: Act, answer: Answer, code: int
) -> None:
    twilio.answers.append(answer)
    with pytest.raises(CallRefused) as caught:
        act(calls)
    assert caught.value.code == code
    assert len(twilio.asked) == 1


@pytest.mark.parametrize("nonsense", [(200, "oops"), (200, []), (200, {}), (200, {"status": "?"})])
def test_nonsense_is_no_status(twilio: Twilio, calls: TwilioCalls, nonsense: Answer) -> None:
    twilio.answers.append(nonsense)
    with pytest.raises(AnswerLost):
        fetch(calls)


def test_too_long_instructions_are_not_sent(twilio: Twilio, calls: TwilioCalls) -> None:
    with pytest.raises(ValueError, match="Too long"):
        calls.instruct(CALL, "x" * (MAX_INLINE_TWIML_LENGTH + 1))
    assert twilio.asked == []


@pytest.mark.parametrize("trouble", ["hang", "drop", (500, "oops"), refusal(401, 20003)])
def test_the_token_shows_nowhere(
    twilio: Twilio, calls: TwilioCalls, trouble: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    twilio.answers.extend([trouble] * 3)
    encoded = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
    with capture_logs() as logs, pytest.raises(CallFailure) as caught:
        redirect(calls)
    error: BaseException | None = caught.value
    while error is not None:
        assert TOKEN not in repr(error)
        error = error.__cause__ or error.__context__
    for text in (repr(calls), str(logs), caplog.text):
        assert TOKEN not in text
        assert encoded not in text
