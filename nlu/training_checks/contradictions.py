"""Training examples that say the same and mean different things: no model can learn both."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from nlu.training_checks.data import Example
from nlu.training_checks.findings import Finding, at
from nlu.training_checks.likeness import NearTexts, essence

_CANDIDATE = 0.6
"""Share of trigrams in common from which words are compared one by one."""
_SAME_WORD = 0.8
"""Likeness from which two words are one, well and badly written."""
_SHORT = 3
"""Letters up to which a word has to be the very same."""


def contradictions(examples: Sequence[Example]) -> Iterator[Finding]:
    """Examples of two intents that differ by empty words, or by how words are written, alone."""
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
    texts = [essence(example.text) for example in examples]
    near = NearTexts(texts, _CANDIDATE)
    for place, example in enumerate(examples):
        for other_place, likeness in near.like(texts[place]):
            other = examples[other_place]
            if other_place >= place or likeness == 1 or other.intent == example.intent:
                continue
            if _same_but_for_spelling(texts[place].split(), texts[other_place].split()):
                what = (
                    f'"{example.text}" is "{other.text}" of {other.intent} ({other.file}, line '
                    f"{other.line}) in another spelling: reword one."
                )
                yield at(example, what)


def _same_but_for_spelling(words: list[str], others: list[str]) -> bool:
    if len(words) != len(others):
        return False
    return all(a == b or _one_word(a, b) for a, b in zip(words, others, strict=True))


def _one_word(a: str, b: str) -> bool:
    """Whether two words are alike and neither turns the other round: can't, incorrect."""
    turned = a.endswith("n't") != b.endswith("n't") or a.endswith(b) or b.endswith(a)
    if min(len(a), len(b)) <= _SHORT or turned:
        return False
    return SequenceMatcher(None, a, b).ratio() >= _SAME_WORD
