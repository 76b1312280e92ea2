"""A language in which each word depends on the few before it, and on fewer where those are rare."""

from collections.abc import Mapping
from dataclasses import dataclass

History = tuple[str, ...]
BEGIN, END = "<s>", "</s>"
ORDER = 3
LEAST = 1e-4
"""The least that a history leaves to all words that it doesn't name."""


@dataclass(frozen=True)
class BackoffModel:
    """Shares of next words by history, the longest of which count.

    shares: by history of no, one or two words; the empty one has every word. backing_off: by what
    the shorter history's share is multiplied where a history doesn't name a word.
    """

    shares: Mapping[History, Mapping[str, float]]
    backing_off: Mapping[History, float]

    def share(self, history: History, word: str) -> float:
        """The chance of a word after a history, 0 where the word isn't known."""
        factor = 1.0
        while True:
            found = self.shares.get(history)
            if found is not None and word in found:
                return factor * found[word]
            if not history:
                return 0.0
            factor *= self.backing_off.get(history, 1.0)
            history = history[1:]

    def size(self) -> int:
        """How many sequences of words have a share of their own."""
        return sum(map(len, self.shares.values()))


def closed(shares: Mapping[History, Mapping[str, float]]) -> BackoffModel:
    """A model whose histories back off so far that all shares after each come to 1."""
    backing_off: dict[History, float] = {}
    model = BackoffModel(shares, backing_off)
    for history in by_length(shares):
        if history:
            lower = sum(model.share(history[1:], word) for word in shares[history])
            left = max(LEAST, 1 - sum(shares[history].values()))
            backing_off[history] = left / max(LEAST, 1 - lower)
    return model


def by_length(shares: Mapping[History, Mapping[str, float]]) -> list[History]:
    """Histories, the shortest first."""
    return sorted(shares, key=lambda history: (len(history), history))
