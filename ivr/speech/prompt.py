"""A prompt as the line plays it: phrases, each with its sound."""

import re
from dataclasses import dataclass

from telephony.mulaw import SAMPLE_RATE

_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+(?=\S)")
_CLAUSE_END = re.compile(r"(?<=,)\s+(?=\S)")
_LONG_SENTENCE = 80
"""Characters from which a sentence is divided at its commas."""
_SHORTEST_CLAUSE = 25


@dataclass(frozen=True)
class Phrase:
    """Some words of a prompt and their sound."""

    text: str
    mulaw: bytes

    @property
    def ms(self) -> int:
        """How long it sounds, in milliseconds."""
        return len(self.mulaw) * 1000 // SAMPLE_RATE


@dataclass(frozen=True)
class Prompt:
    """What the caller is to hear."""

    phrases: tuple[Phrase, ...]
    failure: str | None = None
    """Code of the failure for which an apology stands in; None for the words as asked."""

    @property
    def text(self) -> str:
        """All the words."""
        return " ".join(phrase.text for phrase in self.phrases)

    @property
    def ms(self) -> int:
        """How long it sounds, in milliseconds."""
        return sum(phrase.ms for phrase in self.phrases)


def phrases_of(text: str) -> list[str]:
    """The phrases of a text: its sentences, long ones divided at commas.

    Joined by a space they are the text again, but for runs of white space.
    """
    found: list[str] = []
    for sentence in _SENTENCE_END.split(" ".join(text.split())):
        found += _clauses(sentence) if len(sentence) > _LONG_SENTENCE else [sentence]
    return [phrase for phrase in found if phrase]


def _clauses(sentence: str) -> list[str]:
    clauses: list[str] = []
    for piece in _CLAUSE_END.split(sentence):
        if clauses and min(len(clauses[-1]), len(piece)) < _SHORTEST_CLAUSE:
            clauses[-1] += f" {piece}"
        else:
            clauses.append(piece)
    return clauses
