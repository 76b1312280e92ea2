"""An answer the knowledge base doesn't have."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.definition import Flow, FlowSet
from flows.problems import Problem, did_you_mean
from flows.steps.answer import AnswerStep


def unknown_entry(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every answer that names no entry, or could pick none by the flow's intents."""
    del known
    entries = flows.knowledge.entries
    intents = {intent for intent, _ in flow.intents}
    for step in flow.steps.values():
        if not isinstance(step, AnswerStep):
            continue
        if step.entry and step.entry not in entries:
            what, remedy = f"no entry '{step.entry}'", did_you_mean(step.entry, entries)
            yield Problem(step.entry_place, what, remedy, flow.name, step.name)
        elif not step.entry and not any(each.intent in intents for each in entries.values()):
            what = f"no entry answers the intents of '{flow.name}'"
            remedy = "Name an 'entry', or add one with such an 'intent' to knowledge.yaml"
            yield Problem(step.place, what, remedy, flow.name, step.name)
