"""The softphone's page and what it is made of."""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from aiohttp import web

from telephony.browser_sound import SCRIPTS
from telephony.simulator.network import Network
from telephony.simulator.rest.keys import NETWORK
from telephony.simulator.softphone.socket import connect

ASSETS = Path(__file__).parent / "assets"
TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


def served_files() -> list[Path]:
    """The files of the page, and what it shares with other pages that speak and listen."""
    return [*ASSETS.iterdir(), *SCRIPTS.glob("*.js")]


def application(network: Network) -> web.Application:
    """The page at /, its files at /assets/ and its WebSocket at /ws."""
    app = web.Application(middlewares=[_guarded])
    app[NETWORK] = network
    app.router.add_get("", _page)
    app.router.add_get("/", _page)
    app.router.add_get("/ws", connect)
    app.router.add_get("/assets/{name}", _asset)
    return app


@web.middleware
async def _guarded(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    response = await handler(request)
    if not response.prepared:
        response.headers.update(_HEADERS)
    return response


async def _page(request: web.Request) -> web.StreamResponse:
    return _file("phone.html")


async def _asset(request: web.Request) -> web.StreamResponse:
    return _file(request.match_info["name"])


def _file(name: str) -> web.Response:
    known = {path.name: path for path in served_files() if path.suffix in TYPES}
    path = known.get(name)
    if path is None:
        raise web.HTTPNotFound
    kind = TYPES[path.suffix]
    return web.Response(body=path.read_bytes(), content_type=kind, charset="utf-8")
