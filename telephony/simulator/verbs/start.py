"""`<Start><Stream>`: the application listens in while the call goes on.

    <Start><Stream name="desk" url="wss://line.example/listen" track="both_tracks"/></Start>

Source: https://www.twilio.com/docs/voice/twiml/stream
"""

from telephony.simulator.execution import Execution, GoOn, Outcome
from telephony.simulator.listening_stream import ListeningStream
from telephony.simulator.stream_setup import setup_of
from telephony.simulator.twiml_document import Element

_MOST = 4
"""Streams a call may have, https://www.twilio.com/docs/voice/media-streams#limits."""


async def run(execution: Execution, element: Element) -> Outcome:
    """Begin to listen, and go on at once."""
    leg = execution.leg
    for noun in element.named("Stream"):
        setup = setup_of(execution, noun)
        names = [fork.name for fork in leg.forks]
        if len(names) >= _MOST or (setup.name and setup.name in names):
            execution.notice(31941, "this call has that stream, or too many of them", setup.url)
            continue
        stream = ListeningStream(leg, setup)
        leg.forks.append(stream)
        execution.network.spawn(stream.run())
    return GoOn()
