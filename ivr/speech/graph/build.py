"""A model folder from an acoustic model and a language: seconds, no training, no other tool."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ivr.speech.graph.fst import const_bytes, lookahead_bytes, write
from ivr.speech.graph.language import Language
from ivr.speech.graph.lexicon_graph import Balance, lexicon_graph
from ivr.speech.graph.mixing import Mixing, mixed, pruned
from ivr.speech.graph.ngram import Smoothing, graph_of, ngram
from ivr.speech.graph.pronouncing import pronounced
from ivr.speech.phones import TRANSITION_COUNT, word_boundaries
from ivr.speech.phrases import NUMBER_WORDS

_UNUSED_LABEL = TRANSITION_COUNT + 1
"""Vosk wants a list of labels to drop as it composes; the graph needs none."""


@dataclass(frozen=True)
class GraphSettings:
    """The numbers of a graph."""

    balance: Balance = field(default_factory=Balance)
    smoothing: Smoothing = field(default_factory=Smoothing)
    mixing: Mixing = field(default_factory=Mixing)


@dataclass(frozen=True)
class Built:
    """What a graph holds."""

    words: int
    guessed: tuple[str, ...]
    """Words whose sound was guessed from their spelling."""
    silent: tuple[str, ...]
    """Words left out, as nothing says how they sound."""
    graph_bytes: int


def build_graph(graph: Path, language: Language, settings: GraphSettings) -> Built:
    """Write the files of a `graph/` folder; those there are replaced, one by one.

    Raises:
        EspeakMissing: a word is in no dictionary and espeak-ng can't be used.
        OSError: the folder can't be written.
    """
    found = pronounced(language.frequencies)
    sounding = lexicon_graph(found.lexicon, settings.balance)
    known = {word: each for word, each in language.frequencies.items() if word in found.lexicon}
    sentences = (
        (sentence, weight)
        for sentence, weight in language.sentences.items()
        if found.silent.isdisjoint(sentence)
    )
    own = ngram(sentences, known, settings.smoothing)
    mixing = settings.mixing
    said = mixed(own, language.english, mixing.general, NUMBER_WORDS)
    grammar = graph_of(pruned(said, mixing.least), sounding.numbers)
    (graph / "phones").mkdir(parents=True, exist_ok=True)
    lexicon_file = lookahead_bytes(sounding.fst, sounding.final_label, sounding.reachable)
    contents = {
        "HCLr.fst": lexicon_file,
        "Gr.fst": const_bytes(grammar, acceptor=True),
        "words.txt": _table(sounding.numbers),
        "disambig_tid.int": f"{_UNUSED_LABEL}\n".encode(),
        "phones/word_boundary.int": "".join(f"{line}\n" for line in word_boundaries()).encode(),
    }
    for name, content in contents.items():
        write(graph / name, content)
    size = sum(map(len, contents.values()))
    return Built(
        len(found.lexicon), tuple(sorted(found.guessed)), tuple(sorted(found.silent)), size
    )


def build_model(base: Path, to: Path, language: Language, settings: GraphSettings) -> Built:
    """A new model folder with the acoustics of another and a graph of its own.

    Raises:
        EspeakMissing: a word is in no dictionary and espeak-ng can't be used.
        OSError: a folder can't be read or written.
    """
    if to.resolve() != base.resolve():
        for part in ("am", "conf"):
            shutil.copytree(base / part, to / part, dirs_exist_ok=True)
    return build_graph(to / "graph", language, settings)


def _table(numbers: Mapping[str, int]) -> bytes:
    by_number = sorted(numbers.items(), key=lambda item: item[1])
    return "".join(f"{word} {number}\n" for word, number in by_number).encode()
