"""What a scripted person's turns sound like."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from telephony import mulaw
from telephony.simulator import noise
from telephony.simulator.level import at_speech_level
from telephony.simulator.speech import Speech
from telephony.simulator.texted import wants_code
from telephony.simulator.turns import Act, Interrupt, MakeNoise, PlayWav, Say, Turn, name_of
from telephony.wav import read_wav


class TurnFailed(Exception):
    """A turn that could not be played; the text says which and why."""


@dataclass(frozen=True)
class Voice:
    """How a scripted person sounds."""

    name: str
    rate_wpm: int = 165


@dataclass(frozen=True)
class Sounds:
    """Mu-law of one person's turns."""

    voice: Voice
    speech: Speech
    _made: Mapping[Turn, bytes] = field(default_factory=dict)

    async def of(self, turn: Turn, act: Act) -> bytes:
        """What an act sounds like, a turn's own or what has been made of it.

        Raises:
            TurnFailed: a voice or a file that cannot be had.
        """
        if act is turn.act and turn in self._made:
            return self._made[turn]
        try:
            return await self._make(act)
        except Exception as failure:
            raise TurnFailed(f"line {turn.line}: {name_of(act)}: {failure}") from failure

    async def _make(self, act: Act) -> bytes:
        match act:
            case Say(words) | Interrupt(words):
                return await self.speech.mulaw(words, self.voice.name, self.voice.rate_wpm)
            case PlayWav(path):
                return mulaw.encode(at_speech_level(read_wav(path.read_bytes())))
            case MakeNoise(kind, seconds, level):
                return noise.make(kind, seconds, level)
        raise AssertionError(act)


async def rehearse(turns: tuple[Turn, ...], voice: Voice, speech: Speech) -> Sounds:
    """The sounds of turns, made before the call so that they cost no time in it.

    What waits for a code is made when the code is there.

    Raises:
        TurnFailed: a voice or a file that cannot be had.
    """
    maker = Sounds(voice, speech)
    known = [turn for turn in turns if _sounds(turn.act) and not wants_code(turn.act)]
    return Sounds(voice, speech, {turn: await maker.of(turn, turn.act) for turn in known})


def _sounds(act: Act) -> bool:
    return isinstance(act, Say | Interrupt | PlayWav | MakeNoise)
