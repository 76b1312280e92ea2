"""Status callbacks of one thing, sent in order.

Source: https://www.twilio.com/docs/voice/api/call-resource#statuscallback
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from telephony.simulator.call_parameters import rfc2822
from telephony.simulator.notices import Notice, Notices
from telephony.simulator.settings import Method
from telephony.simulator.webhook import WebhookFailed, Webhooks

CALL_EVENTS = ("initiated", "ringing", "answered", "completed")

Spawn = Callable[[Coroutine[None, None, None]], "asyncio.Task[None]"]


@dataclass(frozen=True)
class Callback:
    """Where something wants to be told, of which events."""

    url: str
    method: Method = "POST"
    events: frozenset[str] = frozenset({"completed"})


class OrderedReports:
    """Sends one report after the other; the network need not wait for them."""

    def __init__(
        self, callback: Callback, webhooks: Webhooks, notices: Notices, first: int = 0
    ) -> None:
        self.callback = callback
        self._webhooks = webhooks
        self._notices = notices
        self._number = first
        self._last: asyncio.Task[None] | None = None

    def send(self, parameters: Mapping[str, str], spawn: Spawn) -> None:
        """Send a report when those before it are done."""
        self._last = spawn(self._deliver(parameters, self._last))

    def send_numbered(self, parameters: Mapping[str, str], spawn: Spawn) -> None:
        """Send a report with its SequenceNumber, from 0, and its Timestamp."""
        number = str(self._number)
        stamp = rfc2822(datetime.now(UTC))
        self._number += 1
        self.send({**parameters, "SequenceNumber": number, "Timestamp": stamp}, spawn)

    async def delivered(self) -> None:
        """Wait until all reports so far are delivered, or have failed."""
        if self._last is not None:
            await asyncio.wait([self._last])

    async def _deliver(
        self, parameters: Mapping[str, str], before: "asyncio.Task[None] | None"
    ) -> None:
        if before is not None:
            await asyncio.wait([before])
        try:
            await self._webhooks.send(self.callback.url, self.callback.method, parameters)
        except WebhookFailed as failure:
            call_sid = parameters.get("CallSid")
            self._notices.add(Notice(failure.code, str(failure), call_sid, failure.url))
