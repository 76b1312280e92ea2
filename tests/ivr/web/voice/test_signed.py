"""Nobody but Twilio gets past the door of /voice."""

import pytest
from simple_websocket import ConnectionError as HandshakeRefused

from tests.fakes.network import (
    ORIGIN,
    SIGNATURE,
    call_form,
    incoming_form,
    new_sid,
    open_socket,
    signature,
)
from tests.fakes.shop_line import AUTH_TOKEN, NEXT_TOKEN

PATHS = (
    "incoming",
    "after-stream",
    "emergency",
    "status",
    "stream-status",
    "transfer/over",
    "conference",
    *(f"agent/{name}" for name in ("whisper", "key", "join", "status", "machine")),
    *(f"callback/{name}" for name in ("agent", "key", "status", "answered", "over")),
)


@pytest.mark.parametrize("path", PATHS)
def test_an_unsigned_webhook_is_refused(network, call_sid, events, path):
    form = incoming_form(call_sid)
    answer = network.client.post(f"/voice/{path}", data=form)
    assert (answer.status_code, answer.text) == (403, "Forbidden\n")
    assert events() == []


@pytest.mark.parametrize("path", PATHS)
def test_a_signature_of_another_token_is_refused(network, call_sid, path):
    form = incoming_form(call_sid)
    forged = signature(f"{ORIGIN}/voice/{path}", form, "not the token")
    answer = network.client.post(f"/voice/{path}", data=form, headers={SIGNATURE: forged})
    assert answer.status_code == 403


@pytest.mark.parametrize("name", ["whisper", "key", "join", "status"])
def test_a_signature_is_good_for_its_attempt_alone(network, call_sid, name):
    form = incoming_form(call_sid)
    signed = signature(f"{ORIGIN}/voice/agent/{name}?attempt=1", form)
    path = f"/voice/agent/{name}?attempt=2"
    answer = network.client.post(path, data=form, headers={SIGNATURE: signed})
    assert answer.status_code == 403


@pytest.mark.parametrize("token", [AUTH_TOKEN, NEXT_TOKEN])
def test_both_tokens_are_accepted_while_one_is_rotated(network, token):
    form = incoming_form(new_sid())
    signed = signature(f"{ORIGIN}/voice/incoming", form, token)
    answer = network.client.post("/voice/incoming", data=form, headers={SIGNATURE: signed})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "tampered",
    [
        {"From": "+15005550199"},
        {"From": "+15005550101", "Extra": "1"},
        {"CallSid": new_sid()},
        {"To": ""},
    ],
)
def test_a_form_that_was_tampered_with_is_refused(network, call_sid, tampered):
    form = incoming_form(call_sid)
    signed = signature(f"{ORIGIN}/voice/incoming", form)
    changed = {**form, **tampered}
    answer = network.client.post("/voice/incoming", data=changed, headers={SIGNATURE: signed})
    assert answer.status_code == (403 if changed != form else 200)


def test_a_parameter_given_twice_is_no_way_round_the_signature(network, call_sid):
    form = incoming_form(call_sid)
    signed = signature(f"{ORIGIN}/voice/incoming", form)
    doubled = [*form.items(), ("CallSid", new_sid())]
    body = "&".join(f"{name}={value.replace('+', '%2B')}" for name, value in doubled)
    answer = network.client.post(
        "/voice/incoming",
        data=body,
        content_type="application/x-www-form-urlencoded",
        headers={SIGNATURE: signed},
    )
    assert answer.status_code == 403


def test_a_signature_holds_for_one_address(network, call_sid):
    form = call_form(call_sid)
    signed = signature(f"{ORIGIN}/voice/status", form)
    for path in ("/voice/after-stream", "/voice/status?again=1"):
        answer = network.client.post(path, data=form, headers={SIGNATURE: signed})
        assert answer.status_code == 403


def test_the_address_is_the_configured_one_whatever_the_headers_say(network, call_sid):
    form = incoming_form(call_sid)
    headers = {
        SIGNATURE: signature("https://evil.example/voice/incoming", form, AUTH_TOKEN),
        "Host": "evil.example",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "X-Original-Url": "https://evil.example/voice/incoming",
    }
    answer = network.client.post("/voice/incoming", data=form, headers=headers)
    assert answer.status_code == 403


def test_an_endless_form_is_not_read(network, call_sid):
    form = {**incoming_form(call_sid), "Filler": "x" * 70_000}
    assert network.post("/voice/incoming", form).status_code == 413


@pytest.mark.parametrize(
    "sign",
    [
        "",
        "AAAA",
        signature(f"{ORIGIN}/voice/media"),
        signature("wss://evil.example/voice/media"),
        signature("wss://line.example/voice/media", token="not the token"),
    ],
)
def test_an_unsigned_handshake_is_refused_before_the_upgrade(server, sign):
    with pytest.raises(HandshakeRefused, match="403"):
        open_socket(server, sign)


@pytest.mark.parametrize("token", [AUTH_TOKEN, NEXT_TOKEN])
def test_a_signed_handshake_is_let_in(server, token):
    socket = open_socket(server, signature("wss://line.example/voice/media", token=token))
    assert socket.connected
    socket.close()
