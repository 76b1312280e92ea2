"""`<Connect><Stream>`: the call talks to the application over a WebSocket.

    <Connect><Stream url="wss://line.example/voice/media"><Parameter .../></Stream></Connect>

The verbs after it are reached when the application closes the socket, or when the socket cannot
be opened or breaks. Source: https://www.twilio.com/docs/voice/twiml/stream
"""

from telephony.simulator.execution import Execution, ExecutionFailed, Fetch, GoOn, Outcome
from telephony.simulator.media import MediaStream
from telephony.simulator.stream_setup import setup_of
from telephony.simulator.twiml_document import Element


async def run(execution: Execution, element: Element) -> Outcome:
    """Stay connected until the stream ends."""
    noun = next(element.named("Stream"), None)
    if noun is None:
        raise ExecutionFailed(12200, "<Connect> holds no <Stream>", execution.document_url)
    setup = setup_of(execution, noun)
    if setup.tracks != ("inbound",):
        raise ExecutionFailed(31941, "a bidirectional stream carries the inbound track only")
    leg = execution.leg
    stream = MediaStream(leg, setup)
    leg.stream = stream
    try:
        with leg.connected_to(stream), leg.keys_to(stream.press):
            await stream.run()
    finally:
        leg.stream = None
        execution.network.spawn(stream.close())
    if "action" in element.attributes:
        url = execution.resolve(element.attributes["action"])
        return Fetch(url, element.get("method", "POST"))
    return GoOn()
