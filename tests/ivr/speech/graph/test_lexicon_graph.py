"""From sounds to words."""

from ivr.speech.graph.fst import Fst
from ivr.speech.graph.lexicon_graph import UNKNOWN, Balance, lexicon_graph
from ivr.speech.phones import SYMBOL_IDS, forward, word_symbols

LEXICON = {
    "to": [("t", "uw"), ("t", "ah")],
    "two": [("t", "uw")],
    "town": [("t", "aw", "n")],
    "oh": [("ow",)],
    "order": [("ao", "r", "d", "er")],
}


def spoken(*sounds: str) -> list[int]:
    return [forward(SYMBOL_IDS[symbol]) for symbol in word_symbols(list(sounds))]


def words_heard(fst: Fst, labels: list[int]) -> set[tuple[int, ...]]:
    """Words given for forward transitions from between two words to between two words."""
    found, pending = set(), [(1, 0, ())]
    seen = set()
    while pending:
        here = pending.pop()
        if here in seen:
            continue
        seen.add(here)
        state, used, words = here
        if state == 1 and used == len(labels) and words:
            found.add(words)
        for arc in fst.arcs[state]:
            said = (*words, arc.olabel) if arc.olabel else words
            if arc.ilabel == 0 and len(said) < 3:
                pending.append((arc.to, used, said))
            elif used < len(labels) and arc.ilabel == labels[used]:
                pending.append((arc.to, used + 1, said))
    return found


def test_each_word_is_given_for_its_sounds():
    graph = lexicon_graph(LEXICON, Balance())
    names = {number: word for word, number in graph.numbers.items()}
    for word, pronunciations in LEXICON.items():
        for sounds in pronunciations:
            heard = words_heard(graph.fst, spoken(*sounds))
            assert (graph.numbers[word],) in heard
            others = {names[each[0]] for each in heard} - {word, UNKNOWN}
            assert others <= {other for other in LEXICON if tuple(sounds) in LEXICON[other]}


def test_strange_sounds_are_unknown_and_nothing_else():
    graph = lexicon_graph(LEXICON, Balance())
    assert words_heard(graph.fst, spoken("z", "aa", "p")) == {(graph.numbers[UNKNOWN],)}


def test_states_tell_which_words_can_follow():
    graph = lexicon_graph(LEXICON, Balance())
    for state, arcs in enumerate(graph.fst.arcs):
        ahead = {n for begin, end in graph.reachable[state] for n in range(begin, end)}
        assert {arc.olabel for arc in arcs if arc.olabel} <= ahead
    everything = [(1, graph.final_label + 1)]
    assert graph.reachable[0] == graph.reachable[1] == everything
    assert everything[0][1] == len(graph.numbers) + 1


def test_the_price_of_a_strange_sound_is_the_balance():
    cheap = lexicon_graph(LEXICON, Balance(unknown_sound=0.0)).fst
    dear = lexicon_graph(LEXICON, Balance(unknown_sound=2.0)).fst
    changed = [
        (mine.cost, other.cost)
        for mine_of, other_of in zip(cheap.arcs, dear.arcs, strict=True)
        for mine, other in zip(mine_of, other_of, strict=True)
        if mine.cost != other.cost
    ]
    assert len(changed) == 39 * 3
    assert all(other - mine == 2.0 for mine, other in changed)
