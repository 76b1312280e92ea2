"""Talking to the drafts: a WebSocket of the editor's page, for whose conversation it is."""

import time
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

import structlog
from flask import request
from simple_websocket import Server

from flows.editing.edits import EditRefused
from ivr.store.failures import DatabaseFailure
from ivr.store.users import Role
from ivr.trying.conversations import ConversationOver
from ivr.trying.entries import NotEntered
from ivr.trying.talk import CANT_HEAR, CLOSING, Talk, TalkParts
from ivr.trying.talk_messages import NotUnderstood, started, to_page
from ivr.trying.voices import VoiceRefused
from ivr.web.flow_editor.asked import STALE, is_pages_own, text_in
from ivr.web.flow_editor.parts import EditorParts
from ivr.web.flow_editor.trying import conversation_of
from ivr.web.stream_socket import StreamSocket

log = structlog.get_logger(__name__)

START_WITHIN_S = 10.0
"""How long a page may take to say what it wants."""
CLOSED_WITHIN_S = 2.0
"""How long a page may take to close once it was told that the talk is over."""
LOOKED_AFTER_S = 2.0
"""How often it is looked whether who talks may still do so."""
SIGNED_OUT = "You are signed out. Load the page again."
NOT_A_PAGE = "This is no page of the flow editor."


def comes_from_own_page(parts: EditorParts) -> bool:
    """Whether a browser's request for a WebSocket was made by a page of this very line."""
    _, _, origin = request.headers.get("Origin", "").partition("://")
    return bool(origin) and origin in (request.host, urlsplit(parts.public_origin).netloc)


@dataclass(frozen=True)
class TalkingApi:
    """The view under `/flows/api/try` that is a WebSocket."""

    parts: EditorParts

    def talk(self, server: Server, name: str) -> None:
        """Hear and answer whoever talks, until it is over; the last message says why."""
        socket = StreamSocket(server)
        try:
            why = self._talk(socket, name)
        except ConnectionError:
            return
        except NotUnderstood:
            why = NOT_A_PAGE
        except (ConversationOver, EditRefused, NotEntered, VoiceRefused) as refused:
            why = str(refused)
        except DatabaseFailure as failure:
            why = f"That did not work: {failure}."
        except Exception:
            log.exception("talk_broken")
            why = CANT_HEAR
        with suppress(ConnectionError):
            _part(socket, why)

    def _talk(self, socket: StreamSocket, name: str) -> str:
        asked, parts = started(socket.receive(START_WITHIN_S)), self.parts
        if not is_pages_own(text_in(asked, "token")):
            raise EditRefused(STALE)
        now, conversation = conversation_of(parts, name, asked)
        with parts.voices.talking(conversation):
            socket.send(to_page("ready", {"name": now}))
            own = TalkParts(parts.recognisers(), parts.voice, _Watch(parts, now).must_end)
            return Talk(own, conversation, socket).run()


class _Watch:
    """Looks whether a talk may go on: the process, whoever talks, and their conversation."""

    def __init__(self, parts: EditorParts, name: str) -> None:
        self._parts = parts
        self._name = name
        self._looked_at = time.monotonic()

    def must_end(self) -> str:
        """Why the talk has to end; empty while it may go on, and its conversation is in use.

        Raises:
            ConversationOver: it gave way to others.
            DatabaseFailure: users can't be read.
        """
        if self._parts.voices.closing:
            return CLOSING
        now = time.monotonic()
        if now - self._looked_at < LOOKED_AFTER_S:
            return ""
        self._looked_at = now
        who = self._parts.sessions.current()
        if who is None or not who.role.may(Role.ADMIN):
            return SIGNED_OUT
        self._parts.conversations.of(who.user_id, self._name)
        return ""


def _part(socket: StreamSocket, why: str) -> None:
    """Send the last message, and take what still comes until the page closes.

    Sound that arrives at a closed socket resets the connection, and the browser then drops what it
    has not read yet: the last message.

    Raises:
        ConnectionError: the page has closed.
    """
    socket.send(to_page("over", {"why": why}))
    until = time.monotonic() + CLOSED_WITHIN_S
    while (left := until - time.monotonic()) > 0:
        socket.receive(left)
