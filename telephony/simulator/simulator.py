"""A telephone network that can be started and stopped."""

import asyncio
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp import web

from telephony.simulator.caller import place_call
from telephony.simulator.heard import PromptText
from telephony.simulator.network import Network
from telephony.simulator.performance import Cause
from telephony.simulator.result import CallResult
from telephony.simulator.script import Script
from telephony.simulator.settings import SimulatorSettings
from telephony.simulator.speech import Speech
from telephony.simulator.web import application
from telephony.synthesis import Synthesiser


class Simulator:
    """A network, its REST API and its softphone, on the running event loop.

    `async with Simulator(settings) as simulator:` starts and stops it.
    """

    def __init__(
        self,
        settings: SimulatorSettings,
        prompt_text: PromptText | None = None,
        synthesiser: Synthesiser | None = None,
        cause: Cause | None = None,
    ) -> None:
        """Make a simulator that does not run yet.

        Args:
            settings: the account and where its application is.
            prompt_text: words of the application's prompts, for scripted callers.
            synthesiser: voices; None starts one and ends it with the simulator.
            cause: makes the faults happen that scripts ask for.
        """
        self.settings = settings
        self._prompt_text = prompt_text
        self._synthesiser = synthesiser
        self._cause = cause
        self._own_synthesiser: Synthesiser | None = None
        self._session: aiohttp.ClientSession | None = None
        self._runner: web.AppRunner | None = None
        self._clock: asyncio.Task[None] | None = None
        self._network: Network | None = None
        self._port = 0

    @property
    def network(self) -> Network:
        """The network, while it runs."""
        if self._network is None:
            raise RuntimeError("the simulator is not started")
        return self._network

    @property
    def address(self) -> str:
        """Where REST and the softphone are served: http://127.0.0.1:8123."""
        return f"http://{self.settings.host}:{self._port}"

    async def start(self) -> None:
        """Begin to keep time and to serve.

        Raises:
            OSError: the port is taken.
        """
        if self._synthesiser is None:
            self._own_synthesiser = await asyncio.to_thread(Synthesiser)
        synthesiser = self._synthesiser or self._own_synthesiser
        assert synthesiser is not None  # noqa: S101 (one of the two is there)
        # A connection is used once: the process at the end of an old one may be dying.
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(force_close=True),
            cookie_jar=aiohttp.DummyCookieJar(),
        )
        self._network = Network(self.settings, self._session, Speech(synthesiser))
        self._runner = web.AppRunner(application(self._network), access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.settings.host, self.settings.port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self._network.rest_address = self.address
        self._clock = asyncio.create_task(self._network.clock.run())

    async def stop(self) -> None:
        """End every call and leave off."""
        if self._network is not None:
            await self._network.close()
        if self._clock is not None:
            self._clock.cancel()
        if self._runner is not None:
            await self._runner.cleanup()
        if self._session is not None:
            await self._session.close()
        if self._own_synthesiser is not None:
            await asyncio.to_thread(self._own_synthesiser.close)

    async def place_call(self, script: Script) -> CallResult:
        """Play a script; several may run at the same time.

        Raises:
            TurnFailed: a voice or a file of the script that cannot be had.
            NumberUnknown: the account has no such number.
        """
        return await place_call(self.network, script, self._prompt_text, self._cause)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()
