"""`<Redirect>`: go on with other TwiML.

    <Redirect method="POST">/voice/after-stream</Redirect>

Source: https://www.twilio.com/docs/voice/twiml/redirect
"""

from telephony.simulator.execution import Execution, Fetch, Outcome
from telephony.simulator.twiml_document import Element


async def run(execution: Execution, element: Element) -> Outcome:
    """Ask the URL for the TwiML to go on with."""
    return Fetch(execution.resolve(element.text), element.get("method", "POST"))
