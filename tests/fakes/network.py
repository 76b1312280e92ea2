"""The telephone network, as the line's web process sees it: signed forms and signed WebSockets."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from uuid import uuid4
from xml.etree import ElementTree

from flask import Flask
from flask.testing import FlaskClient
from simple_websocket import Client, ConnectionClosed
from twilio.request_validator import RequestValidator
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from tests.fakes.phone import Phone
from tests.fakes.shop_line import AUTH_TOKEN

HOST = "line.example"
ORIGIN = f"https://{HOST}"
MEDIA = "/voice/media"
SIGNATURE = "X-Twilio-Signature"
ACCOUNT = "AC" + "0" * 32
NUMBER = "+15005550101"
LINE_NUMBER = "+15005550100"


def signature(url: str, form: dict | None = None, token: str = AUTH_TOKEN) -> str:
    """Twilio's signature of a request."""
    return RequestValidator(token).compute_signature(url, form or {})


def new_sid(kind: str = "CA") -> str:
    return kind + uuid4().hex


class Network:
    """Posts webhooks to an application."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def post(self, path: str, form: dict, **headers: str) -> TestResponse:
        """A signed webhook."""
        signed = {SIGNATURE: signature(ORIGIN + path, form), **headers}
        return self.client.post(path, data=form, headers=signed)

    def incoming(self, call_sid: str, number: str = NUMBER) -> TestResponse:
        """A call comes in."""
        return self.post("/voice/incoming", incoming_form(call_sid, number))

    def after_stream(self, call_sid: str) -> TestResponse:
        """The stream is over."""
        return self.post("/voice/after-stream", call_form(call_sid))

    def status(self, call_sid: str, status: str, sequence: int | None, **more: str) -> TestResponse:
        """The call's status changed."""
        number = {} if sequence is None else {"SequenceNumber": str(sequence)}
        form = {**call_form(call_sid), "CallStatus": status, **number}
        return self.post("/voice/status", form, **more)


def call_form(call_sid: str, **more: str) -> dict[str, str]:
    """The parameters every webhook of a call has."""
    return {
        "CallSid": call_sid,
        "AccountSid": ACCOUNT,
        "From": NUMBER,
        "To": LINE_NUMBER,
        "CallStatus": "in-progress",
        "ApiVersion": "2010-04-01",
        "Direction": "inbound",
        **more,
    }


def incoming_form(call_sid: str, number: str = NUMBER) -> dict[str, str]:
    """The parameters of a call's first request."""
    return call_form(call_sid, From=number, Caller=number, CallStatus="ringing")


def twiml(response: TestResponse) -> ElementTree.Element:
    """The document that answers a webhook."""
    assert response.status_code == 200, response.text
    assert response.mimetype == "text/xml"
    return ElementTree.fromstring(response.text)  # noqa: S314 - the line's own


def token_in(response: TestResponse) -> str:
    """The stream token in the answer to an incoming call."""
    parameter = twiml(response).find("Connect/Stream/Parameter")
    assert parameter is not None
    assert parameter.get("name") == "token"
    return parameter.get("value", "")


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """A real server on loopback for an application; gives host and port."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        serving.join()
        server.server_close()


def open_socket(address: str, sign: str | None = None) -> Client:
    """A media socket; raises simple_websocket.ConnectionError where its handshake is refused."""
    sign = signature(f"wss://{HOST}{MEDIA}") if sign is None else sign
    return Client.connect(f"ws://{address}{MEDIA}", headers={SIGNATURE: sign} if sign else {})


def wire(address: str, token: str) -> Callable[[Phone], str]:
    """Carries a phone's messages over a WebSocket of its own, until either end closes it."""

    def carry(phone: Phone) -> str:
        socket = open_socket(address)
        by_the_line = threading.Event()
        listening = threading.Thread(target=_listen, args=(socket, phone, by_the_line), daemon=True)
        listening.start()
        with suppress(ConnectionClosed, OSError):
            for message in phone.start(token=token):
                socket.send(message)
            while True:
                message = phone.receive(0.5)
                if message is not None:
                    socket.send(message)
        with suppress(ConnectionClosed):
            socket.close()
        listening.join()
        return "closed by the line" if by_the_line.is_set() else "closed by the phone"

    return carry


def _listen(socket: Client, phone: Phone, by_the_line: threading.Event) -> None:
    try:
        while True:
            phone.send(socket.receive())
    except ConnectionClosed:
        if not phone.is_gone:
            by_the_line.set()
        phone.lose()
    except ConnectionError:
        pass
