"""`<Reject reason="busy"/>`: do not take the call; its caller hears "busy" or "not in service".

As the first verb it leaves the call unanswered; later it ends it.
Source: https://www.twilio.com/docs/voice/twiml/reject
"""

from telephony.simulator.execution import Execution, Finished, Outcome
from telephony.simulator.leg import Status
from telephony.simulator.twiml_document import Element


async def run(execution: Execution, element: Element) -> Outcome:
    """Turn the call away."""
    refused: Status = "busy" if element.get("reason", "rejected") == "busy" else "failed"
    execution.leg.finish("completed" if execution.leg.is_up else refused)
    return Finished()
