"""An intent that understanding never gives, or that no flow serves."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.checks.reading import choices_of, intents_named
from flows.definition import Flow, FlowSet
from flows.problems import Problem, did_you_mean


def unknown_intent(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every intent that is unknown, and every choice that begins a flow there is none of."""
    for intent, place, where in intents_named(flow):
        if intent not in known.intents:
            remedy = did_you_mean(intent, known.intents)
            yield Problem(place, f"unknown intent '{intent}'", remedy, flow.name, where)
    for step in flow.steps.values():
        for choice in choices_of(step):
            if choice.begin and flows.for_intent(choice.begin) is None:
                what = f"no flow serves intent '{choice.begin}'"
                remedy = f"Add '{choice.begin}' to the 'intents' of a flow"
                yield Problem(choice.place, what, remedy, flow.name, step.name)
