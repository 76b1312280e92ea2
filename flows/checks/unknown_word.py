"""A phrase with words that the speech model can't recognise."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.checks.reading import choices_of, question_of
from flows.definition import Flow, FlowSet
from flows.problems import Problem


def unknown_word(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every phrase a caller is expected to say that holds an unknown word."""
    del flows
    if known.words is None:
        return
    for step in flow.steps.values():
        question = question_of(step)
        phrases = [(phrase, step.place) for phrase in (question.phrases if question else ())]
        phrases += [(phrase, c.place) for c in choices_of(step) for phrase in c.phrases]
        for phrase, place in phrases:
            for word in sorted(set(phrase.split()) - known.words):
                what = f"the speech model doesn't know '{word}' in '{phrase}'"
                remedy = "Choose words it knows, or add the word to its training"
                yield Problem(place, what, remedy, flow.name, step.name, "warning")
