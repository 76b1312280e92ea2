"""`<Say>`: the network speaks.

    <Say voice="woman" language="en-GB" loop="2">Good evening.</Say>

Source: https://www.twilio.com/docs/voice/twiml/say
"""

from telephony.simulator.execution import Execution, ExecutionFailed, GoOn, Outcome
from telephony.simulator.leg import Played
from telephony.simulator.speech import DEFAULT_VOICE
from telephony.simulator.twiml_document import Element
from telephony.simulator.verbs.loops import repetitions
from telephony.synthesis import SynthesisFailed

MAX_CHARACTERS = 4096
_LANGUAGES = {"en-US": "en-us", "en-GB": "en-gb", "en-AU": "en-gb", "de-DE": "de", "fr-FR": "fr-fr"}
_WOMEN = frozenset({"woman", "alice"})


async def run(execution: Execution, element: Element) -> Outcome:
    """Speak the text as often as `loop` says."""
    if not element.text:
        execution.notice(13520, "<Say> holds no text", execution.document_url)
        return GoOn()
    if len(element.text) > MAX_CHARACTERS:
        what = f"<Say> holds {len(element.text)} characters; {MAX_CHARACTERS} at most"
        raise ExecutionFailed(13520, what, execution.document_url)
    sound = await _spoken(execution, element)
    for _ in repetitions(element):
        await execution.play(sound)
        now_ms = execution.network.clock.now_ms
        execution.leg.played.append(Played(now_ms, text=element.text))
    return GoOn()


async def _spoken(execution: Execution, element: Element) -> bytes:
    language = element.get("language", "en-US")
    voice = _LANGUAGES.get(language, DEFAULT_VOICE)
    name = element.get("voice", "woman")
    if name in _WOMEN or name.partition(".")[0] in ("Polly", "Google"):
        voice += "+f3"
    try:
        with execution.network.clock.unhurried():
            return await execution.network.speech.mulaw(element.text, voice)
    except SynthesisFailed as failure:
        raise ExecutionFailed(13520, f"<Say> failed: {failure}", execution.document_url) from None
