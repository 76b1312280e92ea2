"""Talking to the drafts over a real WebSocket: who may, and a turn in real time."""

import json
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
import simple_websocket
from simple_websocket import Client, ConnectionClosed

from ivr.store.users import Role
from ivr.trying.talk import TOO_MUCH
from ivr.trying.voices import Voices
from ivr.web.flow_editor.asked import STALE
from ivr.web.flow_editor.talking import NOT_A_PAGE, SIGNED_OUT
from tests.fakes.network import served
from tests.fakes.talking_phone import TalkingPhone

CALLER = {"number": "+15005550101", "people": "nobody"}
REAL_TIME = 1.0
SECOND = b"\xff" * 8000


@pytest.fixture
def site(app) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture
def connect(site):
    """Opens the WebSocket of a conversation as a browser would; this client names no port."""
    opened, origin = [], f"http://{site.partition(':')[0]}"

    def connect(client, name: str, **headers: str) -> Client:
        cookie = client.get_cookie("session")
        sent = {"Origin": origin, "Cookie": f"session={cookie.value}" if cookie else ""}
        url = f"ws://{site}/flows/api/try/{name}/talk"
        sent = {each: value for each, value in {**sent, **headers}.items() if value}
        opened.append(Client.connect(url, headers=sent))
        return opened[-1]

    yield connect
    for each in opened:
        with suppress(ConnectionClosed):
            each.close()


@pytest.fixture
def name(api) -> str:
    return str(api.post("try", **CALLER).json["name"])


def start(api, **more: object) -> str:
    token = api.headers["X-CSRFToken"]
    return json.dumps({"event": "start", "token": token, **CALLER, **more})


def answer(socket: Client) -> dict:
    """The first thing it is told."""
    return dict(json.loads(socket.receive(timeout=20)))


def over(socket: Client) -> str:
    told = answer(socket)
    assert told["event"] == "over"
    with pytest.raises(ConnectionClosed):
        socket.receive(timeout=20)
    return str(told["why"])


class TestHandshake:
    def status(self, connect, client, name, **headers) -> int:
        with pytest.raises(simple_websocket.ConnectionError) as refused:
            connect(client, name, **headers)
        return int(refused.value.status_code)

    def test_nobody_is_signed_in(self, connect, app, name):
        assert self.status(connect, app.test_client(), name) == 401

    @pytest.mark.parametrize("role", [Role.AGENT, Role.SUPERVISOR])
    def test_others_than_admins(self, connect, sign_in, name, role):
        assert self.status(connect, sign_in("cy", role), name) == 403

    @pytest.mark.parametrize(
        "origin",
        ["https://evil.example", "null", "", "http://127.0.0.1:1", "http://[line", "http://"],
    )
    def test_another_page(self, connect, api, name, origin):
        assert self.status(connect, api.client, name, Origin=origin) == 403

    def test_the_lines_public_address_behind_a_proxy(self, connect, api, name):
        socket = connect(api.client, name, Origin="https://line.example")
        socket.send(start(api))
        assert answer(socket) == {"event": "ready", "name": name}


@pytest.mark.parametrize("message", ["{", "[]", b"\x00", '{"event": "media"}'])
def test_what_does_not_begin_as_a_page_is_refused(connect, api, name, message):
    socket = connect(api.client, name)
    socket.send(message)
    assert over(socket) == NOT_A_PAGE


@pytest.mark.parametrize("token", ["", "x", 1, None])
def test_a_page_has_its_token(connect, api, name, token):
    socket = connect(api.client, name)
    socket.send(json.dumps({"event": "start", "token": token}))
    assert over(socket) == STALE


def test_a_message_that_is_too_large_is_refused(connect, api, name):
    socket = connect(api.client, name)
    socket.send("x" * 70_000)
    with pytest.raises(ConnectionClosed):
        socket.receive(timeout=20)


def test_anothers_conversation_is_over_for_everybody_else(connect, another, name):
    socket = connect(another.client, name)
    socket.send(start(another))
    assert over(socket) == "This conversation is over. Begin again."


def test_what_another_process_held_is_played_again(connect, api):
    socket = connect(api.client, "elsewhere")
    socket.send(start(api, entries=[{"by": "voice", "text": "where is my order"}]))
    ready = answer(socket)
    assert ready["event"] == "ready"
    assert ready["name"] != "elsewhere"
    assert api.post(f"try/{ready['name']}/enter", by="keys", text="4512#").status_code == 200


def test_what_cant_be_played_again_is_refused(connect, api):
    socket = connect(api.client, "elsewhere")
    socket.send(start(api, entries=[{"by": "shout", "text": "x"}]))
    assert over(socket).startswith("A caller speaks")


def test_one_voice_a_conversation_and_a_few_a_process(connect, api, name, parts):
    first = connect(api.client, name)
    first.send(start(api))
    assert answer(first)["event"] == "ready"
    second = connect(api.client, name)
    second.send(start(api))
    assert "Somebody talks in this conversation already" in over(second)
    with parts.voices.talking(object()), parts.voices.talking(object()):
        third = connect(api.client, api.post("try", **CALLER).json["name"])
        third.send(start(api))
        assert "3 conversations are talked in already" in over(third)
    first.close()


def test_a_place_is_given_back(parts):
    voices, conversation = Voices(1), object()
    with voices.talking(conversation):
        assert voices.count == 1
    assert voices.count == 0
    with voices.talking(conversation):
        assert voices.count == 1


@pytest.mark.parametrize(("sound", "messages"), [(b"", 5_000), (b"\xff", 5_000), (SECOND, 20)])
def test_a_flood_ends_the_talk(connect, api, name, sound, messages):
    socket, phone = connect(api.client, name), TalkingPhone(REAL_TIME)
    socket.send(start(api))
    with suppress(ConnectionClosed, OSError):
        for _ in range(messages):
            socket.send(phone.media(sound, 0))
    while not phone.of("over"):
        phone.send(socket.receive(timeout=20))
    assert phone.of("over")[0]["why"] == TOO_MUCH


@pytest.fixture
def talks(connect, api, name):
    """Begins to talk with a telephone at the pace of time."""
    ends, over = [], []

    def talks() -> TalkingPhone:
        socket, phone = connect(api.client, name), TalkingPhone(REAL_TIME)
        over.extend((phone.lose, socket.close))
        socket.send(start(api))
        assert answer(socket)["event"] == "ready"
        ends.extend(threading.Thread(target=end, args=(socket, phone)) for end in (_speak, _listen))
        for each in ends:
            each.start()
        return phone

    yield talks
    for each in over:
        with suppress(ConnectionClosed):
            each()
    for each in ends:
        each.join()


def test_a_turn_is_spoken_in_real_time(talks, api, name, caller_speech):
    phone = talks()
    phone.until(lambda: phone.is_playing)
    phone.wait(1_000)
    phone.say(caller_speech.of("where is my order"))
    turn = phone.turn(1)
    assert turn["entered"] == {"by": "voice", "text": "where is my order"}
    assert turn["step"] == "track_order.ask_number"
    assert phone.clears != []
    entered = api.post(f"try/{name}/enter", by="keys", text="4512#")
    assert "is on its way" in str(entered.json)


@pytest.mark.parametrize("event", ["signs out", "puts down"])
def test_who_goes_talks_no_more(talks, api, name, event):
    phone = talks()
    phone.until(lambda: phone.is_playing)
    if event == "signs out":
        token = {"csrf_token": api.headers["X-CSRFToken"]}
        assert api.client.post("/sign-out", data=token).status_code == 302
    else:
        api.post(f"try/{name}/end")
    phone.until(lambda: phone.of("over"))
    assert phone.of("over")[0]["why"] in (SIGNED_OUT, "This conversation is over. Begin again.")


def _speak(socket: Client, phone: TalkingPhone) -> None:
    with suppress(ConnectionError, ConnectionClosed):
        while True:
            socket.send(phone.receive(0.5))


def _listen(socket: Client, phone: TalkingPhone) -> None:
    with suppress(ConnectionError, ConnectionClosed):
        while True:
            phone.send(socket.receive())
