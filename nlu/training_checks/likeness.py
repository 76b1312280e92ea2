"""Which of thousands of texts are nearly the same as one.

Texts are compared by the trigrams of letters they share, over all they have together (Jaccard
index). Two sets that are alike to some degree share one of the few rarest trigrams of each, so
only texts that do are compared: the prefix filter of Chaudhuri, Ganti and Kaushik, "A primitive
operator for similarity joins in data cleaning" (2006).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from nlu.understander import as_heard

EMPTY_WORDS = frozenset({"uh", "um", "please", "a", "an", "the", "hi", "hello", "oh"})
"""Words that change nothing of what is meant."""


def essence(text: str) -> str:
    """The words of an utterance, as heard, without the empty ones."""
    return " ".join(word for word in as_heard(text).split() if word not in EMPTY_WORDS)


class NearTexts:
    """Texts to search for near-duplicates."""

    def __init__(self, texts: Sequence[str], likeness: float) -> None:
        """Index texts.

        Args:
            texts: what is searched; a text is known by its place.
            likeness: least Jaccard index of trigrams, above 0 and up to 1.
        """
        self._likeness = likeness
        self._sets = [_trigrams(text) for text in texts]
        self._times = Counter(each for found in self._sets for each in found)
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for place, found in enumerate(self._sets):
            for each in self._rarest(found):
                self._places[each].append(place)

    def like(self, text: str) -> Iterator[tuple[int, float]]:
        """Places of the texts that are like `text`, with the likeness of each."""
        wanted = _trigrams(text)
        compared: set[int] = set()
        for each in self._rarest(wanted):
            compared.update(self._places.get(each, ()))
        for place in sorted(compared):
            found = self._sets[place]
            shared = len(wanted & found)
            likeness = shared / (len(wanted) + len(found) - shared)
            if likeness >= self._likeness:
                yield place, likeness

    def _rarest(self, found: frozenset[str]) -> list[str]:
        """As many of the rarest trigrams as two sets that are alike cannot both do without."""
        count = len(found) - math.ceil(self._likeness * len(found)) + 1
        return sorted(found, key=lambda each: (self._times[each], each))[:count]


def _trigrams(text: str) -> frozenset[str]:
    padded = f"  {text} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))
