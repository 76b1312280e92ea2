"""`<Play>`: a WAV file of the application, or keys.

    <Play loop="0">/static/hold.wav</Play>
    <Play digits="ww12#"/>

Source: https://www.twilio.com/docs/voice/twiml/play
"""

from telephony import mulaw
from telephony.simulator import tones
from telephony.simulator.execution import Execution, ExecutionFailed, GoOn, Outcome
from telephony.simulator.twiml_document import Element
from telephony.simulator.verbs.loops import repetitions
from telephony.simulator.webhook import WebhookFailed
from telephony.wav import SoundUnreadable, read_wav


async def run(execution: Execution, element: Element) -> Outcome:
    """Play it as often as `loop` says."""
    if "digits" in element.attributes:
        sound = tones.keys(element.attributes["digits"])
    else:
        sound = await _file(execution, element.text)
    for _ in repetitions(element):
        await execution.play(sound)
    return GoOn()


async def _file(execution: Execution, url: str) -> bytes:
    if not url:
        raise ExecutionFailed(13410, "<Play> names no file", execution.document_url)
    target = execution.resolve(url)
    try:
        with execution.network.clock.unhurried():
            answer = await execution.network.webhooks.send(target, "GET", {})
        samples = read_wav(answer.body)
    except WebhookFailed as failure:
        raise ExecutionFailed(failure.code, str(failure), failure.url) from None
    except SoundUnreadable as refused:
        raise ExecutionFailed(12300, f"{target}: {refused}", target) from None
    return mulaw.encode(samples)
