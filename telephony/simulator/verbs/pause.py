"""`<Pause>`: wait in silence.

    <Pause length="3"/>

Source: https://www.twilio.com/docs/voice/twiml/pause
"""

from telephony.simulator.execution import Execution, GoOn, Outcome
from telephony.simulator.twiml_document import Element


async def run(execution: Execution, element: Element) -> Outcome:
    """Wait `length` seconds of audio time; 1 where nothing is said."""
    await execution.network.clock.sleep(1000 * int(element.get("length", "1")))
    return GoOn()
