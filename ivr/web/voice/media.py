"""The media WebSocket: one connection a stream, opened by a token that works once."""

from collections.abc import Callable
from datetime import UTC, datetime

import structlog
from flask import Blueprint
from flask_sock import Sock
from simple_websocket import Server

from ivr.calls.arrivals import Arrivals
from ivr.calls.session import CallSession
from ivr.web.stream_socket import StreamSocket
from telephony import stream_tokens
from telephony.media_stream import MalformedMessage, Started, Stopped, parse

log = structlog.get_logger()

START_WITHIN_S = 10.0
"""How long a new connection may take to say which stream it is."""
MESSAGES_BEFORE_START = 5
TOKEN = "token"  # noqa: S105 - the parameter's name
MAX_MESSAGE_BYTES = 64 * 1024


def media_route(arrivals: Arrivals) -> Callable[[Server], None]:
    """The handler of the media WebSocket."""

    def serve(server: Server) -> None:
        socket = StreamSocket(server)
        try:
            started = _first_words(socket)
        except ConnectionError:
            return
        if started is None:
            log.warning("media_stream_refused", why="it did not start as a media stream")
            return
        _serve_stream(arrivals, socket, started)

    return serve


def add_media_socket(sock: Sock, path: str, arrivals: Arrivals, blueprint: Blueprint) -> None:
    """Serve media streams at a path of a blueprint."""
    sock.route(path, bp=blueprint)(media_route(arrivals))


def _serve_stream(arrivals: Arrivals, socket: StreamSocket, started: Started) -> None:
    token = started.parameters.get(TOKEN, "")
    try:
        ticket = stream_tokens.open(arrivals.line.secret, token, datetime.now(UTC))
    except stream_tokens.TokenRefused as refused:
        log.warning("media_stream_refused", why=refused.code, call_sid=started.call_sid)
        return
    if ticket.call_sid != started.call_sid:
        log.warning("media_stream_refused", why="other_call", call_sid=started.call_sid)
        return
    call = arrivals.stream_opens(ticket)
    if call is None:
        log.warning("media_stream_refused", why="used_or_over", call_sid=started.call_sid)
        return
    with structlog.contextvars.bound_contextvars(call_sid=call.call_sid):
        ending = CallSession(arrivals.line, call, started.stream_sid, socket).run()
        arrivals.line.recorder.flush()
        log.info("media_stream_over", ending=ending)


def _first_words(socket: StreamSocket) -> Started | None:
    """The message that says which stream this is; None where it does not come."""
    for _ in range(MESSAGES_BEFORE_START):
        raw = socket.receive(START_WITHIN_S)
        if raw is None:
            return None
        try:
            message = parse(raw)
        except MalformedMessage:
            return None
        if isinstance(message, Started):
            return message
        if isinstance(message, Stopped):
            return None
    return None
