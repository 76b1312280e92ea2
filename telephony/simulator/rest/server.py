"""The REST API as a web application."""

import base64
import binascii
import hmac
from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web

from telephony.simulator.call_parameters import API_VERSION
from telephony.simulator.network import Network
from telephony.simulator.rest import calls, conferences, messages, participants, recordings
from telephony.simulator.rest.keys import NETWORK
from telephony.simulator.rest.refusal import Refusal, not_found

PREFIX = f"/{API_VERSION}"
_log = structlog.get_logger(__name__)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_ROUTES: tuple[tuple[str, str, Handler], ...] = (
    ("POST", "/Calls.json", calls.create),
    ("GET", "/Calls.json", calls.list_all),
    ("GET", "/Calls/{sid}.json", calls.fetch),
    ("POST", "/Calls/{sid}.json", calls.update),
    ("GET", "/Conferences.json", conferences.list_all),
    ("GET", "/Conferences/{conference}.json", conferences.fetch),
    ("POST", "/Conferences/{conference}.json", conferences.update),
    ("POST", "/Conferences/{conference}/Participants.json", participants.create),
    ("GET", "/Conferences/{conference}/Participants.json", participants.list_all),
    ("GET", "/Conferences/{conference}/Participants/{call}.json", participants.fetch),
    ("POST", "/Conferences/{conference}/Participants/{call}.json", participants.update),
    ("DELETE", "/Conferences/{conference}/Participants/{call}.json", participants.delete),
    ("POST", "/Messages.json", messages.create),
    ("GET", "/Messages.json", messages.list_all),
    ("GET", "/Messages/{sid}.json", messages.fetch),
    ("GET", "/Recordings.json", recordings.list_all),
    ("GET", "/Recordings/{name}", recordings.fetch),
)


def application(network: Network) -> web.Application:
    """The API of a network's account, to be served under PREFIX."""
    app = web.Application(middlewares=[_answered], client_max_size=1024 * 1024)
    app[NETWORK] = network
    for method, path, handler in _ROUTES:
        app.router.add_route(method, f"/Accounts/{{account}}{path}", handler)
    return app


@web.middleware
async def _answered(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let only the account in, and put every failure in Twilio's shape."""
    try:
        _authenticate(request)
        response = await handler(request)
        if request.method != "GET":
            await _suffer(request)
        return response
    except Refusal as refusal:
        return refusal.response()
    except web.HTTPNotFound:
        return not_found(request).response()
    except web.HTTPMethodNotAllowed as refused:
        return Refusal(405, 20004, f"method {refused.method} is not allowed here").response()
    except web.HTTPException as refused:
        return Refusal(refused.status, 20001, refused.reason).response()
    except Exception:
        _log.exception("a REST request failed", path=request.path)
        return Refusal(500, 20500, "an internal server error has occurred").response()


async def _suffer(request: web.Request) -> None:
    """Have what was done answered late, or never, where that was asked for."""
    network = request.app[NETWORK]
    if late_ms := network.faults.delays_answer(request.path):
        await network.clock.sleep(late_ms)
    if network.faults.loses_answer(request.path):
        assert request.transport is not None  # noqa: S101 (the connection is open)
        request.transport.abort()


def _authenticate(request: web.Request) -> None:
    settings = request.app[NETWORK].settings
    account = request.match_info.get("account", settings.account_sid)
    scheme, _, credentials = request.headers.get("Authorization", "").partition(" ")
    try:
        given = base64.b64decode(credentials, validate=True)
    except (binascii.Error, ValueError):
        given = b""
    expected = f"{settings.account_sid}:{settings.auth_token}".encode()
    good = scheme.lower() == "basic" and hmac.compare_digest(given, expected)
    if not good or account != settings.account_sid:
        raise Refusal(401, 20003, "Authenticate")
