"""`<Conference>` within `<Dial>`.

    <Dial action="/voice/after"><Conference startConferenceOnEnter="false" beep="false"
      waitUrl="/voice/hold" participantLabel="caller" statusCallback="/voice/conference"
      statusCallbackEvent="start end join leave">ROOM</Conference></Dial>

Source: https://www.twilio.com/docs/voice/twiml/conference
"""

import asyncio
from functools import partial
from typing import cast

from telephony.simulator.conference import FULL, LABEL_TAKEN, Conference, JoinRefused, music
from telephony.simulator.execution import Execution, ExecutionFailed, Fetch
from telephony.simulator.reports import Callback
from telephony.simulator.seat import Entry, Seat
from telephony.simulator.settings import Method
from telephony.simulator.sources import Silent
from telephony.simulator.twiml_document import Element
from telephony.simulator.verbs import pause, play, redirect, say
from telephony.simulator.verbs.dialled import Dialled, star_pressed

_WHILE_WAITING = {
    "Pause": pause.run,
    "Play": play.run,
    "Redirect": redirect.run,
    "Say": say.run,
}


async def run(execution: Execution, element: Element) -> Dialled | None:
    """Take part until the conference ends or this participant leaves.

    None where the label is taken: Twilio then goes on with the next verb, not at the action.
    """
    noun = element.children[0]
    if not noun.text:
        raise ExecutionFailed(13221, "<Conference> has no name", execution.document_url)
    conference = execution.network.conferences.named(noun.text)
    conference.reports.settle(_callback(execution, noun))
    entry = _entry(execution, noun)
    try:
        seat = _let_in(execution, conference, entry)
    except JoinRefused as refused:
        execution.notice(refused.code, str(refused), execution.document_url)
        return None if refused.code == LABEL_TAKEN else Dialled("failed")
    try:
        await _take_part(execution, element, conference, seat)
    finally:
        gone = execution.leg.is_over
        conference.leave(seat, "participant_hung_up" if gone else "participant_updated_via_api")
    return Dialled("answered", bridged=True)


def _let_in(execution: Execution, conference: Conference, entry: Entry) -> Seat:
    if execution.network.faults.refuses_join(entry.label or ""):
        raise JoinRefused(FULL, f"the conference {conference.name} lets nobody in")
    return conference.join(execution.leg, entry)


async def _take_part(
    execution: Execution, element: Element, conference: Conference, seat: Seat
) -> None:
    clock = execution.network.clock
    limit_ms = 1000 * int(element.get("timeLimit", "14400"))
    with execution.leg.connected_to(seat), star_pressed(execution, element) as star:
        _wait_for_others(execution, conference, seat)
        await clock.until(lambda: seat.left.is_set() or star.is_set(), limit_ms)


def _wait_for_others(execution: Execution, conference: Conference, seat: Seat) -> None:
    url = seat.entry.wait_url
    if url is None:
        conference.wait(seat, music(), lambda: None)
    elif not url:
        conference.wait(seat, Silent(), lambda: None)
    else:
        task = execution.network.spawn(_waiting_room(execution, Fetch(url, seat.entry.wait_method)))
        conference.wait(seat, Silent(), partial(_cancel, task))


def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()


async def _waiting_room(execution: Execution, fetch: Fetch) -> None:
    """Carry out the waitUrl's TwiML again and again, until cancelled."""
    room = Execution(execution.leg, _WHILE_WAITING)
    try:
        while True:
            await room.carry_out(fetch)
            await execution.network.clock.sleep(100)
    except ExecutionFailed as failure:
        room.notice(failure.code, str(failure), failure.url)


def _callback(execution: Execution, noun: Element) -> Callback | None:
    if "statusCallback" not in noun.attributes:
        return None
    return Callback(
        execution.resolve(noun.attributes["statusCallback"]),
        cast("Method", noun.get("statusCallbackMethod", "POST")),
        frozenset(noun.get("statusCallbackEvent", "").split()),
    )


def _entry(execution: Execution, noun: Element) -> Entry:
    wait_url = noun.attributes.get("waitUrl")
    beep = noun.get("beep", "true")
    return Entry(
        start_on_enter=noun.get("startConferenceOnEnter", "true") == "true",
        end_on_exit=noun.get("endConferenceOnExit", "false") == "true",
        muted=noun.get("muted", "false") == "true",
        beep_on_enter=beep in ("true", "onEnter"),
        beep_on_exit=beep in ("true", "onExit"),
        label=noun.attributes.get("participantLabel"),
        coach=noun.attributes.get("coach"),
        wait_url=execution.resolve(wait_url) if wait_url else wait_url,
        wait_method=noun.get("waitMethod", "POST"),
        most=int(noun.get("maxParticipants", "250")),
    )
