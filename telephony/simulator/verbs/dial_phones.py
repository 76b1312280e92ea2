"""`<Number>` and `<Client>` within `<Dial>`: the first phone to answer gets the call.

    <Dial timeout="20" callerId="+15005550100">
      <Number url="/voice/whisper" statusCallback="/voice/leg">+15005550201</Number></Dial>

Source: https://www.twilio.com/docs/voice/twiml/number
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from telephony.simulator import tones
from telephony.simulator.call_parameters import Parties
from telephony.simulator.execution import Execution, ExecutionFailed, Fetch
from telephony.simulator.leg import Leg
from telephony.simulator.outgoing import OutgoingCall
from telephony.simulator.reports import Callback
from telephony.simulator.settings import Method
from telephony.simulator.sources import PlayedAgain, bridge
from telephony.simulator.twiml_document import Element
from telephony.simulator.verbs.dialled import Dialled, star_pressed

_MOST = 10


@dataclass(frozen=True)
class _Target:
    leg: Leg
    noun: Element


async def run(execution: Execution, element: Element) -> Dialled:
    """Ring them all; talk with the first to answer until one side hangs up."""
    nouns = list(element.children) or [Element("Number", {}, (), element.text)]
    if len(nouns) > _MOST:
        what = f"<Dial> holds more than {_MOST} phones"
        raise ExecutionFailed(13227, what, execution.document_url)
    targets = [_target(execution, element, noun) for noun in nouns]
    dialled = [target.leg for target in targets]
    try:
        answered = await _first(execution, element, targets)
        if answered is None or not await _screened(execution, answered):
            return _unanswered(targets, answered)
        leg = answered.leg
        execution.leg.answer()
        if await _talk(execution, element, leg):
            dialled.remove(leg)
        return Dialled("completed", leg.sid, leg.duration_s, bridged=True)
    finally:
        for leg in dialled:
            leg.finish("completed" if leg.is_up else "canceled")


def _target(execution: Execution, element: Element, noun: Element) -> _Target:
    name = noun.text if noun.name == "Number" else f"client:{noun.text}"
    caller = element.get("callerId", execution.leg.parties.caller)
    callback = None
    if "statusCallback" in noun.attributes:
        callback = Callback(
            execution.resolve(noun.attributes["statusCallback"]),
            cast("Method", noun.get("statusCallbackMethod", "POST")),
            frozenset(noun.get("statusCallbackEvent", "completed").split()),
        )
    call = OutgoingCall(
        Parties(caller, name), "outbound-dial", callback=callback, parent_sid=execution.leg.sid
    )
    return _Target(execution.network.dial(call), noun)


async def _first(
    execution: Execution, element: Element, targets: Sequence[_Target]
) -> _Target | None:
    """The first to answer, the others no longer ringing; None where nobody does."""
    network, timeout_s = execution.network, int(element.get("timeout", "30"))
    ringing = {
        asyncio.ensure_future(network.connect(target.leg, timeout_s)): target for target in targets
    }
    with (
        execution.leg.connected_to(PlayedAgain(tones.ringback())),
        star_pressed(execution, element) as star,
    ):
        await network.clock.until(lambda: star.is_set() or _settled(ringing), 10**9)
    answered = None
    for task, target in ringing.items():
        if answered is None and task.done() and task.result():
            answered = target
        else:
            target.leg.finish("completed" if target.leg.is_up else "canceled")
    return answered


def _settled(ringing: Mapping["asyncio.Task[bool]", _Target]) -> bool:
    """Whether a phone answered, or none will."""
    done = [task for task in ringing if task.done()]
    return len(done) == len(ringing) or any(task.result() for task in done)


async def _screened(execution: Execution, target: _Target) -> bool:
    """Whisper to the phone that answered, if there is something to; False where it hangs up."""
    leg = target.leg
    if "url" not in target.noun.attributes:
        return leg.is_up
    done = asyncio.Event()
    url = execution.resolve(target.noun.attributes["url"])
    whisper = leg.execute(Fetch(url, target.noun.get("method", "POST")))
    whisper.then = done.set
    whisper.may_dial = False
    with execution.leg.connected_to(PlayedAgain(tones.ringback())):
        await execution.network.clock.until(lambda: done.is_set() or leg.is_over, 10**9)
    return leg.is_up


async def _talk(execution: Execution, element: Element, other: Leg) -> bool:
    """Connect the two until one side leaves; True where the other was sent on to other TwiML."""
    here, there = bridge()
    let_go = asyncio.Event()
    other.released = let_go.set
    limit_ms = 1000 * int(element.get("timeLimit", "14400"))
    with (
        execution.leg.connected_to(here),
        other.connected_to(there),
        star_pressed(execution, element) as star,
    ):
        await execution.network.clock.until(
            lambda: other.is_over or star.is_set() or let_go.is_set(), limit_ms
        )
    other.released = None
    return let_go.is_set()


def _unanswered(targets: Sequence[_Target], answered: _Target | None) -> Dialled:
    if answered is not None:
        return Dialled("completed", answered.leg.sid, answered.leg.duration_s)
    last = targets[-1].leg
    statuses = {target.leg.status for target in targets}
    status = next(
        (s for s in ("no-answer", "busy", "failed", "canceled") if s in statuses), "failed"
    )
    return Dialled(status, last.sid)
