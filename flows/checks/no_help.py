"""A question that only repeats itself when it wasn't answered."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.checks.reading import question_of
from flows.definition import Flow, FlowSet
from flows.problems import Problem


def no_help(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every question without help for a second try."""
    del flows, known
    for step in flow.steps.values():
        question = question_of(step)
        if question and not question.help:
            what = f"question '{step.name}' has no help for a second try"
            remedy = "Add 'help:' with an example, then with the keys"
            yield Problem(step.place, what, remedy, flow.name, step.name, "warning")
