"""The Flask application over the parts of a line."""

import structlog
from flask import Flask, Response, jsonify, redirect, url_for
from flask_sock import Sock
from sqlalchemy import text

from ivr.calls.arrivals import Arrivals
from ivr.errors import LineNotReady
from ivr.store.failures import DatabaseFailure
from ivr.web.design import design_blueprint
from ivr.web.records.blueprint import records_blueprint
from ivr.web.reset.blueprint import reset_blueprint
from ivr.web.security import harden
from ivr.web.voice.agent import agent_blueprint
from ivr.web.voice.media import MAX_MESSAGE_BYTES, add_media_socket
from ivr.web.voice.signed import require_signature
from ivr.web.voice.webhooks import voice_blueprint
from ivr.wiring import Line
from telephony.signatures import SignatureCheck

log = structlog.get_logger()


def create_app(line: Line) -> Flask:
    """The application.

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
    app.register_blueprint(records_blueprint(line.database, settings.records_key))
    app.register_blueprint(reset_blueprint(line.database))
    harden(app, https=settings.public_origin.startswith("https://"))
    app.add_url_rule("/", "home", lambda: redirect(url_for("records.calls")))
    _add_health(app, line)
    return app


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
