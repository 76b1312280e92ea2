"""Training examples that say the same and mean different things: no model can learn both."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from nlu.training_checks.data import Example
from nlu.training_checks.findings import Finding, at
from nlu.training_checks.likeness import essence

_SAME_WORD = 0.8
"""Likeness from which two words are one, well and badly written."""
_SHORT = 3
"""Letters up to which a word has to be the very same."""
_FEWEST_WORDS = 3
"""Words an example needs for the others to tell which one is badly written."""
_WELL_KNOWN = 5
"""Examples in which a word has to stand to be no mistake: "return" and "returns" are two words."""


def contradictions(examples: Sequence[Example]) -> Iterator[Finding]:
    """Examples of two intents that differ by empty words, or by how a word is written, alone."""
    yield from _but_for_empty_words(examples)
    yield from _but_for_spelling(examples)


def _but_for_empty_words(examples: Sequence[Example]) -> Iterator[Finding]:
    alike: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        if words := essence(example.text):
            alike[words].append(example)
    for group in alike.values():
        for example in group[1:]:
            if example.intent != group[0].intent and example.text != group[0].text:
                what = (
                    f'"{example.text}" differs from "{group[0].text}" of {group[0].intent} '
                    f"({group[0].file}, line {group[0].line}) by empty words alone: reword one."
                )
                yield at(example, what)


def _but_for_spelling(examples: Sequence[Example]) -> Iterator[Finding]:
    """Examples that differ by one word, which is the same in another spelling."""
    texts = [essence(example.text).split() for example in examples]
    times = Counter(word for words in texts for word in set(words))
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, words in enumerate(texts):
        for gap, word in enumerate(words):
            if len(words) >= _FEWEST_WORDS and len(word) > _SHORT:
                alike[(*words[:gap], "", *words[gap + 1 :])].append(place)
    for key, places in alike.items():
        gap = key.index("")
        for one, other in _of_two_intents(places, examples):
            pair = (texts[one][gap], texts[other][gap])
            if min(times[word] for word in pair) < _WELL_KNOWN and _one_word(*pair):
                yield _misspelt(examples[one], examples[other])


def _of_two_intents(
    places: Sequence[int], examples: Sequence[Example]
) -> Iterator[tuple[int, int]]:
    """Pairs of places whose examples are of two intents, the later one first."""
    for at_one, one in enumerate(places):
        for other in places[:at_one]:
            if examples[one].intent != examples[other].intent:
                yield one, other


def _misspelt(example: Example, other: Example) -> Finding:
    what = (
        f'"{example.text}" is "{other.text}" of {other.intent} ({other.file}, line {other.line}) '
        "in another spelling: reword one."
    )
    return at(example, what)


def _one_word(a: str, b: str) -> bool:
    """Whether two words are alike and neither turns the other round: can't, incorrect."""
    turned = a.endswith("n't") != b.endswith("n't") or a.endswith(b) or b.endswith(a)
    return not turned and SequenceMatcher(None, a, b).ratio() >= _SAME_WORD
