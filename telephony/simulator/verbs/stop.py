"""`<Stop><Stream name="desk"/></Stop>`: the application no longer listens in.

Source: https://www.twilio.com/docs/voice/twiml/stream#stop-a-unidirectional-stream
"""

from telephony.simulator.execution import Execution, GoOn, Outcome
from telephony.simulator.twiml_document import Element


async def run(execution: Execution, element: Element) -> Outcome:
    """End the streams of those names."""
    names = {noun.attributes.get("name") for noun in element.named("Stream")}
    for fork in tuple(execution.leg.forks):
        if fork.name in names:
            fork.stop()
    return GoOn()
