"""A phrase with words that the speech model can't recognise."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.checks.reading import choices_of, question_of
from flows.definition import Flow, FlowSet
from flows.problems import Place, Problem


def unknown_word(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every phrase a caller is expected to say that holds an unknown word.

    What picks an entry of the knowledge base is told with the first flow there is.
    """
    if known.words is None:
        return
    for step in flow.steps.values():
        question = question_of(step)
        phrases = [(phrase, step.place) for phrase in (question.phrases if question else ())]
        phrases += [(phrase, c.place) for c in choices_of(step) for phrase in c.phrases]
        for phrase, place in phrases:
            yield from _unknown(phrase, place, known.words, (flow.name, step.name))
    if flow is next(iter(flows.flows.values())):
        for entry in flows.knowledge.entries.values():
            for synonym in entry.synonyms:
                yield from _unknown(synonym, entry.place, known.words, ("", ""))


def _unknown(
    phrase: str, place: Place, words: frozenset[str], where: tuple[str, str]
) -> Iterator[Problem]:
    for word in sorted(set(phrase.split()) - words):
        what = f"the speech model doesn't know '{word}' in '{phrase}'"
        remedy = "Choose words it knows, or add the word to its training"
        yield Problem(place, what, remedy, *where, "warning")
