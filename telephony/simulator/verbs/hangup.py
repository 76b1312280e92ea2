"""`<Hangup/>`: end the call.

Source: https://www.twilio.com/docs/voice/twiml/hangup
"""

from telephony.simulator.execution import Execution, Finished, Outcome
from telephony.simulator.twiml_document import Element


async def run(execution: Execution, element: Element) -> Outcome:
    """End it."""
    execution.leg.finish("completed")
    return Finished()
