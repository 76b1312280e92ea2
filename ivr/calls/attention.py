"""What an ear reports, as what happened on the line; a caller who talks over a prompt stops it."""

import time

from ivr.calls.happenings import Happening, HearingBroke, MadeNoise, SpokeUp, WentSilent
from ivr.calls.mouth import Mouth
from ivr.speech.ear_events import (
    EarEvent,
    HearingFailed,
    Interrupted,
    NoiseHeard,
    SilenceLasted,
    UtteranceHeard,
)


class Attention:
    """Lives on the reader thread of one stream."""

    def __init__(self, mouth: Mouth) -> None:
        self._mouth = mouth
        self._interrupted: str | None = None
        """prompt_id of the prompt that the caller's present sound stopped."""

    def happening_of(self, event: EarEvent) -> Happening | None:
        """What the turn thread is told; None where it need not know."""
        mouth = self._mouth
        match event:
            case Interrupted():
                self._interrupted = mouth.sounding
                mouth.interrupt()
            case UtteranceHeard(utterance):
                over, self._interrupted = self._interrupted, None
                return SpokeUp(utterance, time.monotonic(), mouth.prompts, over)
            case NoiseHeard() if event.interrupted or not event.over_prompt:
                self._interrupted = None
                return MadeNoise(event.at_ms, event.ms, mouth.prompts, event.interrupted)
            case SilenceLasted(_, lasted_ms):
                return WentSilent(lasted_ms / 1000, mouth.prompts)
            case HearingFailed():
                return HearingBroke()
        return None
