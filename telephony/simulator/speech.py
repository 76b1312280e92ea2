"""Voices of the network: what `<Say>` speaks with, and what scripted people speak with."""

import asyncio
from collections import OrderedDict

from telephony import mulaw
from telephony.simulator.level import at_speech_level
from telephony.synthesis import Synthesiser

DEFAULT_VOICE = "en-us"
_KEPT = 512


class Speech:
    """Text to mu-law; the same words are spoken once and kept."""

    def __init__(self, synthesiser: Synthesiser) -> None:
        self._synthesiser = synthesiser
        self._kept: OrderedDict[tuple[str, str, int], bytes] = OrderedDict()

    async def mulaw(self, text: str, voice: str = DEFAULT_VOICE, rate_wpm: int = 165) -> bytes:
        """Mu-law of the words at telephone level, without blocking the network.

        Raises:
            SynthesisFailed: as the synthesiser does.
        """
        key = (text, voice, rate_wpm)
        if key not in self._kept:
            samples = await asyncio.to_thread(self._synthesiser.speak, text, voice, rate_wpm)
            self._kept[key] = mulaw.encode(at_speech_level(samples))
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return self._kept[key]
