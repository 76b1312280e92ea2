"""A small application for the simulator to call, and simulators to call it with."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from twilio.request_validator import RequestValidator

from telephony.simulator import (
    CallResult,
    NumberSettings,
    Simulator,
    SimulatorSettings,
    parse,
)
from telephony.synthesis import Synthesiser

ACCOUNT = "AC" + "0" * 32
TOKEN = "a token for tests"
ORIGIN = "https://line.example"
NUMBER = "+15005550100"


@dataclass(frozen=True)
class Received:
    """One request of the simulator's."""

    path: str
    form: dict[str, str]
    token: str
    signed: bool
    method: str


@dataclass
class SmallLine:
    """Answers webhooks with what a test lays out, and talks over streams as a test says."""

    answers: dict[str, str | Callable[[dict[str, str]], str | web.Response]] = field(
        default_factory=dict
    )
    stream: Callable[["Socket"], Awaitable[None]] | None = None
    requests: list[Received] = field(default_factory=list)
    handshakes: list[bool] = field(default_factory=list)
    address: str = ""
    slow: dict[str, float] = field(default_factory=dict)
    """Seconds a path takes to answer."""

    def posted(self, path: str) -> list[dict[str, str]]:
        return [request.form for request in self.requests if request.path == path]

    async def start(self) -> None:
        app = web.Application()
        app.router.add_route("GET", "/voice/media", self._socket)
        app.router.add_route("*", "/{path:.*}", self._webhook)
        self._runner = web.AppRunner(app, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        await self._runner.cleanup()

    async def _webhook(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        signed = RequestValidator(TOKEN).validate(
            ORIGIN + request.path_qs, form, request.headers.get("X-Twilio-Signature", "")
        )
        token = request.headers.get("I-Twilio-Idempotency-Token", "")
        received = form or dict(request.query)
        self.requests.append(Received(request.path, received, token, signed, request.method))
        await asyncio.sleep(self.slow.get(request.path, 0))
        answer = self.answers.get(request.path)
        if answer is None:
            return web.Response(status=404)
        if callable(answer):
            answer = answer(received)
        if isinstance(answer, web.Response):
            return answer
        return web.Response(text=f"<Response>{answer}</Response>", content_type="text/xml")

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        signature = request.headers.get("X-Twilio-Signature", "")
        url = ORIGIN.replace("https", "wss") + request.path
        self.handshakes.append(RequestValidator(TOKEN).validate(url, {}, signature))
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        talk = Socket(socket)
        assert (await talk.next("connected"))["protocol"] == "Call"
        talk.started = await talk.next("start")
        assert self.stream is not None
        await self.stream(talk)
        return socket


class Socket:
    """The application's end of a media stream."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self.socket = socket
        self.started: dict = {}
        self.texts: list[str] = []

    @property
    def sid(self) -> str:
        return self.started["streamSid"]

    async def next(self, *events: str) -> dict | None:
        """The next message of those kinds; None at the end."""
        async for message in self.socket:
            self.texts.append(message.data)
            try:
                content = json.loads(message.data)
            except ValueError:
                continue
            if not events or content.get("event") in events:
                return content
        return None

    async def send(self, event: str, **more: object) -> None:
        await self.socket.send_json({"event": event, "streamSid": self.sid, **more})

    async def play(self, mulaw: bytes, mark: str = "") -> None:
        await self.send("media", media={"payload": base64.b64encode(mulaw).decode()})
        if mark:
            await self.send("mark", mark={"name": mark})


@pytest.fixture(scope="session")
def synthesiser() -> Iterator[Synthesiser]:
    with_process = Synthesiser()
    yield with_process
    with_process.close()


@dataclass
class Stage:
    """An application and the simulator that calls it."""

    line: SmallLine
    simulator: Simulator

    async def until(self, happened: Callable[[], object], limit_s: float = 10.0) -> None:
        async with asyncio.timeout(limit_s):
            while not happened():
                await asyncio.sleep(0.01)


@pytest.fixture
def stage(synthesiser):
    """Gives a context manager: `async with stage(line, speed=20) as s`."""

    @asynccontextmanager
    async def made(line: SmallLine, **more: object) -> AsyncIterator[Stage]:
        await line.start()
        prompt_text, cause = more.pop("prompt_text", None), more.pop("cause", None)
        number = NumberSettings(
            f"{ORIGIN}/voice/incoming",
            voice_fallback_url=more.pop("fallback", None),
            status_callback=f"{ORIGIN}/voice/status",
        )
        settings = SimulatorSettings(
            account_sid=ACCOUNT,
            auth_token=TOKEN,
            public_origin=ORIGIN,
            reachable_at=line.address,
            numbers={NUMBER: number},
            **{"speed": 10.0, **more},
        )
        line.answers.setdefault("/voice/status", "")
        try:
            async with Simulator(settings, prompt_text, synthesiser, cause) as simulator:
                yield Stage(line, simulator)
        finally:
            await line.stop()

    return made


@pytest.fixture
def small_line() -> SmallLine:
    return SmallLine()


@pytest.fixture
def play(stage, small_line) -> Callable[..., CallResult]:
    """Places one call and gives its result: `play("turns: []", speed=20.0)`."""

    def placed(script: str, **settings: object) -> CallResult:
        async def run() -> CallResult:
            async with stage(small_line, **settings) as on:
                return await on.simulator.place_call(parse(script))

        return asyncio.run(run())

    return placed
