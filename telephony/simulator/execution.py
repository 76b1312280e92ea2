"""Carries out TwiML on one call: a document, then the one it leads to, until the call ends."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import structlog

from telephony.simulator import twiml_document, twiml_schema
from telephony.simulator.notices import Notice
from telephony.simulator.sources import PlayedOnce
from telephony.simulator.twiml_document import DocumentRefused, Element
from telephony.simulator.webhook import Answer, WebhookFailed

if TYPE_CHECKING:
    from telephony.simulator.leg import Leg

_log = structlog.get_logger(__name__)
_SORRY = "We are sorry, an application error has occurred. Goodbye."


@dataclass(frozen=True)
class Fetch:
    """Go on with the TwiML at a URL."""

    url: str
    """Absolute."""
    method: str = "POST"
    parameters: Mapping[str, str] = field(default_factory=dict)
    """Beside those of the call."""


@dataclass(frozen=True)
class Inline:
    """Go on with this TwiML."""

    twiml: str


@dataclass(frozen=True)
class GoOn:
    """Go on with the next verb."""


@dataclass(frozen=True)
class Finished:
    """Nothing more to do on this call."""


Outcome = GoOn | Fetch | Finished
Verb = Callable[["Execution", Element], Awaitable[Outcome]]


class ExecutionFailed(Exception):
    """TwiML that could not be had or carried out."""

    def __init__(self, code: int, what: str, url: str | None = None) -> None:
        super().__init__(what)
        self.code = code
        self.url = url


class Execution:
    """What a call does now; a new one takes its place when the call is redirected."""

    def __init__(
        self, leg: "Leg", verbs: Mapping[str, Verb], fallback: Fetch | None = None
    ) -> None:
        """Make an execution that has not begun.

        Args:
            leg: the call.
            verbs: what carries out which verb.
            fallback: asked when a document fails.
        """
        self.leg = leg
        self.network = leg.network
        self.document_url = ""
        self.fallback = fallback
        self.then: Callable[[], None] = lambda: leg.finish("completed")
        """What happens after the last verb."""
        self.may_dial = True
        """False for what a dialled phone hears before it is connected."""
        self._verbs = verbs
        self._task: asyncio.Task[None] | None = None

    def start(self, first: Fetch | Inline, before: "Execution | None" = None) -> None:
        """Begin as soon as the execution before has left off; do not wait for the end."""
        if before is not None:
            before.stop()
        self._task = self.network.spawn(self._guarded(first, before))

    def stop(self) -> None:
        """Leave off at once, unless it is the execution itself that says so."""
        if self._task is not None and self._task is not asyncio.current_task():
            self._task.cancel()

    def resolve(self, url: str) -> str:
        """An absolute URL of one in the present document."""
        return urljoin(self.document_url, url)

    def notice(self, code: int, what: str, url: str | None = None) -> None:
        """Keep an error or warning about this call."""
        self.network.notices.add(Notice(code, what, self.leg.sid, url))

    async def play(self, mulaw: bytes) -> None:
        """Play sound into the call and wait for its end."""
        source = PlayedOnce(mulaw)
        with self.leg.connected_to(source):
            await source.finished.wait()

    async def verb(self, element: Element) -> Outcome:
        """Carry out one verb, answering the call first where the verb asks for it.

        Raises:
            ExecutionFailed: it cannot be carried out.
        """
        if element.name not in self._verbs:
            raise ExecutionFailed(12200, f"<{element.name}> cannot stand here", self.document_url)
        if element.name == "Dial" and not self.may_dial:
            raise ExecutionFailed(13201, "a call being connected cannot <Dial>", self.document_url)
        if element.name not in ("Reject", "Redirect", "Dial"):
            self.leg.answer()
        return await self._verbs[element.name](self, element)

    async def _guarded(self, first: Fetch | Inline, before: "Execution | None") -> None:
        if before is not None and before._task is not None:
            await asyncio.wait([before._task])
        try:
            await self.carry_out(first)
            self.then()
        except ExecutionFailed as failure:
            self.notice(failure.code, str(failure), failure.url)
            await self._apologise()
        except Exception:
            _log.exception("the simulator failed to carry out TwiML", call_sid=self.leg.sid)
            self.leg.finish("failed")

    def after_end(self, fetch: Fetch) -> None:
        """Ask a URL once more though the call is over; the TwiML it answers is not carried out."""
        self.network.spawn(self._ask(fetch))

    async def carry_out(self, first: Fetch | Inline) -> None:
        """Carry out a document and those it leads to.

        Raises:
            ExecutionFailed: one of them failed, and there is no fallback.
        """
        following: Fetch | Inline | None = first
        while following is not None:
            try:
                following = await self._document(following)
            except ExecutionFailed as failure:
                following = self._on_failure(failure)

    async def _ask(self, fetch: Fetch) -> None:
        parameters = {**self.leg.parameters(), **fetch.parameters}
        try:
            await self.network.webhooks.send(fetch.url, fetch.method, parameters)
        except WebhookFailed as failure:
            self.notice(failure.code, str(failure), failure.url)

    def _on_failure(self, failure: ExecutionFailed) -> Fetch:
        fallback = self.fallback
        if fallback is None:
            raise failure
        self.notice(failure.code, str(failure), failure.url)
        self.fallback = None
        told = {"ErrorCode": str(failure.code), "ErrorUrl": failure.url or self.document_url}
        return replace(fallback, parameters={**fallback.parameters, **told})

    async def _document(self, where: Fetch | Inline) -> Fetch | None:
        """Carry out one document; where it leads to, or None at its end."""
        for element in await self._verbs_of(where):
            outcome = await self.verb(element)
            if isinstance(outcome, Fetch):
                return outcome
            if isinstance(outcome, Finished):
                return None
        return None

    async def _verbs_of(self, where: Fetch | Inline) -> list[Element]:
        try:
            if isinstance(where, Inline):
                return self._checked(twiml_document.parse(where.twiml.encode()))
            with self.network.clock.unhurried():
                # A call that is sent on meanwhile leaves the answer, not the question.
                answer = await asyncio.shield(self._answer_to(where))
            self.document_url = answer.url
            found = twiml_document.of_answer(answer.content_type, answer.body, answer.url)
            return self._checked(found)
        except WebhookFailed as failure:
            raise ExecutionFailed(failure.code, str(failure), failure.url) from None
        except DocumentRefused as refused:
            url = where.url if isinstance(where, Fetch) else None
            raise ExecutionFailed(refused.code, str(refused), url) from None

    async def _answer_to(self, where: Fetch) -> Answer:
        parameters = {**self.leg.parameters(), **where.parameters}
        answer = await self.network.webhooks.send(where.url, where.method, parameters)
        if digits := where.parameters.get("Digits"):
            self.leg.keyed.append(digits)
        return answer

    def _checked(self, verbs: tuple[Element, ...]) -> list[Element]:
        wrong = twiml_schema.complaints(verbs)
        if not wrong:
            return list(verbs)
        if self.network.settings.strict_twiml:
            raise DocumentRefused(12200, "; ".join(wrong))
        self.notice(12200, "; ".join(wrong), self.document_url)
        known = (twiml_schema.known_part(v) for v in verbs if v.name in twiml_schema.VERBS)
        return [verb for verb in known if verb is not None]

    async def _apologise(self) -> None:
        self.leg.answer()
        await self.play(await self.network.speech.mulaw(_SORRY))
        self.leg.finish("completed")
