"""From sounds to words: the part of the graph that knows how each word is pronounced.

A tree of all pronunciations, so that words share their beginnings. A word is given out as soon as
no other can follow; words that sound alike end in arcs of their own. Every state that a sound
leads into keeps Kaldi's self-loop of that sound, whose cost is the same everywhere and so is left
out. Between words there may be silence. `[unk]` is any two sounds or more, at a price for each.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ivr.speech.graph.fst import Fst, Interval
from ivr.speech.phones import PHONES, SYMBOL_IDS, forward, self_loop, word_symbols

Pronunciation = tuple[str, ...]
Lexicon = Mapping[str, Sequence[Pronunciation]]
UNKNOWN = "[unk]"
_LOOP = 1
"""State between two words."""


@dataclass(frozen=True)
class Balance:
    """What the graph makes dear or cheap, as costs: negative natural logarithms."""

    word: float = 0.0
    """Each word; more of it gives fewer and longer words."""
    unknown_sound: float = 1.0
    """Each sound of speech outside the grammar, beyond an even chance of every sound. Less of it
    refuses more: noise and strange words, and known words said unclearly."""
    silence: float = 0.5
    """Share of word ends that silence follows."""


@dataclass(frozen=True)
class LexiconGraph:
    """Sounds in, words out."""

    fst: Fst
    numbers: Mapping[str, int]
    """Number of each word, so chosen that words of the same beginning are neighbours."""
    final_label: int
    reachable: Sequence[Sequence[Interval]]
    """For each state the words that can be given out next."""


@dataclass
class _Node:
    """A beginning of words."""

    children: dict[int, "_Node"] = field(default_factory=dict)
    """By phone symbol."""
    words: set[int] = field(default_factory=set)
    """Words of which it is the beginning, or the whole."""


def lexicon_graph(lexicon: Lexicon, balance: Balance) -> LexiconGraph:
    """The graph of a lexicon; `[unk]` comes with it."""
    numbers = _numbered(lexicon)
    root = _tree(lexicon, numbers)
    writer = _Writer(balance, numbers[UNKNOWN])
    writer.unknown()
    writer.words(root)
    final_label = len(numbers)
    everything = (1, final_label + 1)
    reachable = [[everything] if s is None else _intervals(s) for s in writer.next_words]
    return LexiconGraph(writer.fst, numbers, final_label, reachable)


def _numbered(lexicon: Lexicon) -> dict[str, int]:
    by_sound = sorted(lexicon, key=lambda word: (lexicon[word][0], word))
    return {word: at for at, word in enumerate(("<eps>", UNKNOWN, *by_sound))}


def _tree(lexicon: Lexicon, numbers: Mapping[str, int]) -> _Node:
    root = _Node()
    for word, pronunciations in lexicon.items():
        for pronunciation in pronunciations:
            node = root
            for symbol in word_symbols(list(pronunciation)):
                node = node.children.setdefault(SYMBOL_IDS[symbol], _Node())
                node.words.add(numbers[word])
    return root


def _intervals(labels: set[int]) -> list[Interval]:
    found: list[Interval] = []
    for label in sorted(labels):
        if found and found[-1][1] == label:
            found[-1] = (found[-1][0], label + 1)
        else:
            found.append((label, label + 1))
    return found


class _Writer:
    """Puts states and arcs together."""

    def __init__(self, balance: Balance, unknown: int) -> None:
        self.fst = Fst()
        self.next_words: list[set[int] | None] = []
        """By state; None where any word or the end may come next."""
        self._balance = balance
        self._unknown = unknown
        self._ends: dict[int, int] = {}
        start, loop = self._state(), self._state()
        self.fst.finals[loop] = 0.0
        self._silence = self._state_of(SYMBOL_IDS["SIL"])
        self.fst.arc(self._silence, (0, 0), 0.0, loop)
        self._pause(start)

    def words(self, root: _Node) -> None:
        """All that a tree holds, from the state between words back to it."""
        pending = [(root, _LOOP, False)]
        while pending:
            node, at, told = pending.pop()
            price = self._balance.word if node is root else 0.0
            for symbol, child in node.children.items():
                if not child.children:
                    for word in [0] if told else child.words:
                        self._arc(at, symbol, word, price, self._end(symbol))
                    continue
                tells = not told and len(child.words) == 1
                known = told or tells
                to = self._state_of(symbol, None if known else child.words)
                self._arc(at, symbol, min(child.words) if tells else 0, price, to)
                pending.append((child, to, known))

    def unknown(self) -> None:
        """Any two sounds or more."""
        first, more = self._state(), self._state()
        self.fst.arc(_LOOP, (0, self._unknown), 0.0, first)
        price = math.log(len(PHONES)) + self._balance.unknown_sound
        for phone in PHONES:
            for at, place in ((first, "B"), (more, "I")):
                symbol = SYMBOL_IDS[f"{phone}_{place}"]
                to = self._state_of(symbol)
                self._arc(at, symbol, 0, price, to)
                self.fst.arc(to, (0, 0), 0.0, more)
            last = SYMBOL_IDS[f"{phone}_E"]
            self._arc(more, last, 0, price, self._end(last))

    def _arc(self, at: int, symbol: int, word: int, price: float, to: int) -> None:
        self.fst.arc(at, (forward(symbol), word), price, to)

    def _end(self, symbol: int) -> int:
        """The state that a word's last sound leads into; one for all words that end in it."""
        if symbol not in self._ends:
            self._ends[symbol] = self._state_of(symbol)
            self._pause(self._ends[symbol])
        return self._ends[symbol]

    def _pause(self, at: int) -> None:
        """To the next word, with silence or without."""
        share = self._balance.silence
        self.fst.arc(at, (0, 0), -math.log(1 - share), _LOOP)
        self._arc(at, SYMBOL_IDS["SIL"], 0, -math.log(share), self._silence)

    def _state_of(self, symbol: int, words: set[int] | None = None) -> int:
        """A state that a sound leads into and may stay in."""
        state = self._state(words)
        self.fst.arc(state, (self_loop(symbol), 0), 0.0, state)
        return state

    def _state(self, words: set[int] | None = None) -> int:
        self.next_words.append(words)
        return self.fst.state()
