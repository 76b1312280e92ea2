"""Voice names: a language of espeak-ng, with or without a variant (`en-us`, `en-us+f3`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from telephony.synthesis.failure import SynthesisFailed


@dataclass(frozen=True)
class Voices:
    """What the driver can speak with."""

    languages: frozenset[str]
    variants: frozenset[str]

    def check(self, voice: str) -> None:
        """Make sure there is such a voice; the driver itself takes any name without a word.

        Raises:
            SynthesisFailed: unknown_voice, naming near ones.
        """
        language, plus, variant = voice.partition("+")
        if language not in self.languages:
            raise _unknown(f"voice {language!r}", language, self.languages)
        if plus and variant not in self.variants:
            raise _unknown(f"variant {variant!r} of voice {language!r}", variant, self.variants)


def _unknown(what: str, name: str, known: Iterable[str]) -> SynthesisFailed:
    near = get_close_matches(name, sorted(known), n=4, cutoff=0.4)
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    return SynthesisFailed("unknown_voice", f"There is no {what}{hint}")
