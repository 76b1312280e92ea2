"""`<Dial>`: connect the call to others: a conference, or phones that are called.

    <Dial action="/voice/after-dial" timeout="20"><Number>+15005550201</Number></Dial>
    <Dial action="/voice/after-dial"><Conference>ROOM</Conference></Dial>

Source: https://www.twilio.com/docs/voice/twiml/dial
"""

import asyncio
from collections.abc import Awaitable, Callable

from telephony.simulator.execution import Execution, ExecutionFailed, Fetch, GoOn, Outcome
from telephony.simulator.twiml_document import Element
from telephony.simulator.verbs import dial_conference, dial_phones
from telephony.simulator.verbs.dialled import Dialled


async def run(execution: Execution, element: Element) -> Outcome:
    """Stay connected until one side leaves, then go on at `action` or with the next verb.

    A caller who hangs up has the `action` asked, too; what it answers is left.
    """
    way = _way(execution, element)
    if way is dial_conference.run or element.get("answerOnBridge", "false") == "false":
        execution.leg.answer()
    try:
        dialled = await way(execution, element)
    except asyncio.CancelledError:
        action = _action(execution, element, Dialled("completed"))
        if action is not None and execution.leg.is_over:
            execution.after_end(action)
        raise
    return (dialled and _action(execution, element, dialled)) or GoOn()


def _action(execution: Execution, element: Element, dialled: Dialled) -> Fetch | None:
    if "action" not in element.attributes:
        return None
    url = execution.resolve(element.attributes["action"])
    return Fetch(url, element.get("method", "POST"), dialled.parameters())


def _way(
    execution: Execution, element: Element
) -> Callable[[Execution, Element], Awaitable[Dialled | None]]:
    kinds = {child.name for child in element.children}
    if kinds == {"Conference"} and len(element.children) == 1:
        return dial_conference.run
    if "Conference" in kinds or not (kinds or element.text):
        what = "<Dial> holds one Conference, or phones"
        raise ExecutionFailed(13200, what, execution.document_url)
    return dial_phones.run
