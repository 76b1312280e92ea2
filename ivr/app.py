"""The Flask application over the parts of a line."""

from collections.abc import Callable
from datetime import datetime

import structlog
from flask import Flask, Response, jsonify, redirect, url_for
from flask_sock import Sock
from sqlalchemy import text

from ivr.calls.arrivals import Arrivals
from ivr.errors import LineNotReady
from ivr.store.failures import DatabaseFailure
from ivr.store.recorder import utc_now
from ivr.store.users import Role
from ivr.trying.voices import MOST, Voices
from ivr.web.auth.blueprint import auth_blueprint
from ivr.web.auth.sessions import Sessions
from ivr.web.design import design_blueprint
from ivr.web.desk.blueprint import desk_blueprint
from ivr.web.desk.open_desks import OpenDesks
from ivr.web.desk.parts import DeskParts
from ivr.web.desk.phone_token import BrowserPhones
from ivr.web.flow_editor.blueprint import flow_editor_blueprint
from ivr.web.flow_editor.parts import EditorParts
from ivr.web.records.blueprint import records_blueprint
from ivr.web.reset.blueprint import reset_blueprint
from ivr.web.security import behind_proxies, harden
from ivr.web.voice.agent import agent_blueprint
from ivr.web.voice.media import MAX_MESSAGE_BYTES, add_media_socket
from ivr.web.voice.signed import require_signature
from ivr.web.voice.webhooks import voice_blueprint
from ivr.wiring import Line
from telephony.signatures import SignatureCheck

log = structlog.get_logger()


def create_app(line: Line, is_closing: Callable[[], bool] = lambda: False) -> Flask:
    """The application.

    Args:
        line: its parts.
        is_closing: tells whether the process is about to end.

    Raises:
        LineNotReady: no auth token is set, so no request of Twilio's could be told from others'.
    """
    settings = line.settings
    if not settings.auth_tokens:
        raise LineNotReady(
            "WARMLINE_TWILIO_AUTH_TOKEN is not set, so no request could be checked. "
            "Write the auth token from the Twilio console."
        )
    app = Flask(__name__, static_folder=None)
    app.secret_key = line.secret
    app.config["SOCK_SERVER_OPTIONS"] = {"max_message_size": MAX_MESSAGE_BYTES}
    arrivals = Arrivals(line)
    voice = voice_blueprint(arrivals)
    voice.register_blueprint(agent_blueprint(line))
    require_signature(voice, SignatureCheck(settings.auth_tokens, settings.public_origin))
    add_media_socket(Sock(), "/media", arrivals, voice)
    app.register_blueprint(voice)
    app.register_blueprint(design_blueprint())
    _add_pages(app, line, is_closing)
    app.register_blueprint(reset_blueprint(line.database))
    harden(app, https=settings.public_origin.startswith("https://"))
    behind_proxies(app, settings.trusted_proxies)
    app.add_url_rule("/", "home", lambda: redirect(url_for("desk.desk")))
    _add_health(app, line)
    return app


def _add_pages(app: Flask, line: Line, is_closing: Callable[[], bool]) -> None:
    """Records, sign-in, the desk and the flow editor."""
    sessions = Sessions(line.database, utc_now)
    app.register_blueprint(auth_blueprint(sessions, "desk.desk"))
    app.register_blueprint(desk_blueprint(_desk_parts(line, sessions)))
    app.register_blueprint(flow_editor_blueprint(_editor_parts(line, sessions, is_closing)))
    app.register_blueprint(
        records_blueprint(
            line.database,
            line.settings.records_key,
            may_read=lambda: sessions.holds(Role.SUPERVISOR),
        )
    )


def _editor_parts(line: Line, sessions: Sessions, is_closing: Callable[[], bool]) -> EditorParts:
    settings = line.settings
    return EditorParts(
        database=line.database,
        sessions=sessions,
        release_parts=line.release_parts,
        voice=line.voice,
        clock=lambda: datetime.now(settings.zone),
        understand=line.understander.understand,
        recognisers=line.recognisers.pool,
        public_origin=settings.public_origin,
        voices=Voices(min(MOST, max(1, settings.web_threads // 8)), is_closing),
    )


def _desk_parts(line: Line, sessions: Sessions) -> DeskParts:
    settings = line.settings
    phones = None
    if settings.has_browser_phones:
        phones = BrowserPhones(
            settings.twilio_account_sid,
            settings.twilio_api_key_sid,
            settings.twilio_api_key_secret.get_secret_value(),
        )
    return DeskParts(
        database=line.database,
        sessions=sessions,
        transfers=line.transfers,
        ring_back=line.ring_back,
        back_office=line.back_office,
        live=line.releases.live,
        voicemails=settings.voicemails_dir,
        phones=phones,
        open_desks=OpenDesks(settings.web_threads // 3),
        clock=utc_now,
    )


def _add_health(app: Flask, line: Line) -> None:
    @app.get("/healthz")
    def _alive() -> Response:
        return jsonify(status="ok")

    @app.get("/readyz")
    def _ready() -> tuple[Response, int]:
        try:
            with line.database.reading() as session:
                session.execute(text("SELECT 1"))
        except DatabaseFailure as failure:
            return jsonify(status="waiting", database=failure.code), 503
        return jsonify(status="ok", behind=line.recorder.is_behind), 200
