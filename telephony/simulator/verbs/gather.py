"""`<Gather>`: keys of the caller, while it speaks or plays what is inside it.

    <Gather numDigits="1" action="/voice/menu" timeout="5"><Say>Press 1 to go on.</Say></Gather>

The first key stops what is being said. Without any key the verbs after it follow, unless
actionOnEmptyResult is true. Source: https://www.twilio.com/docs/voice/twiml/gather
"""

import asyncio
from functools import partial

from telephony.simulator.execution import Execution, Fetch, GoOn, Outcome
from telephony.simulator.twiml_document import Element


async def run(execution: Execution, element: Element) -> Outcome:
    """Collect keys until the entry is complete or the time is up."""
    entry = _Entry(
        ends_with=element.get("finishOnKey", "#"),
        most=int(element.get("numDigits", "0")) or None,
    )
    with execution.leg.keys_to(entry.press):
        await _prompt(execution, element, entry)
        await _wait(execution, entry, int(element.get("timeout", "5")))
    if not entry.digits and not entry.ended and element.get("actionOnEmptyResult", "") != "true":
        return GoOn()
    told = {"Digits": entry.digits}
    if entry.ended_by:
        told["FinishedOnKey"] = entry.ended_by
    url = execution.resolve(element.get("action", execution.document_url))
    return Fetch(url, element.get("method", "POST"), told)


class _Entry:
    """The keys so far."""

    def __init__(self, ends_with: str, most: int | None) -> None:
        self.digits = ""
        self.ended_by = ""
        self.ended = False
        self.begun = asyncio.Event()
        self._ends_with = ends_with
        self._most = most

    def press(self, digit: str) -> None:
        """Take a key, unless the entry is complete."""
        if self.ended:
            return
        if digit in self._ends_with:
            self.ended_by = digit
            self.ended = True
        else:
            self.digits += digit
            self.ended = len(self.digits) == self._most
        self.begun.set()

    def longer_than(self, length: int) -> bool:
        """Whether a key has come since the entry had that length."""
        return self.ended or len(self.digits) > length


async def _prompt(execution: Execution, element: Element, entry: _Entry) -> None:
    """Carry out what is inside, until its end or the first key."""

    async def verbs() -> None:
        for child in element.children:
            await execution.verb(child)

    prompt = asyncio.ensure_future(verbs())
    begun = asyncio.ensure_future(entry.begun.wait())
    try:
        await asyncio.wait((prompt, begun), return_when=asyncio.FIRST_COMPLETED)
    finally:
        prompt.cancel()
        begun.cancel()
        await asyncio.wait((prompt, begun))
    if not prompt.cancelled() and (failure := prompt.exception()):
        raise failure


async def _wait(execution: Execution, entry: _Entry, timeout_s: int) -> None:
    """Wait for the entry's end; every key gives it the whole time again."""
    while not entry.ended:
        another = partial(entry.longer_than, len(entry.digits))
        if not await execution.network.clock.until(another, 1000 * timeout_s):
            return
