"""An intent that understanding never gives, or that no flow serves."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.checks.reading import choices_of
from flows.definition import Flow, FlowSet
from flows.problems import Place, Problem, did_you_mean


def unknown_intent(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every intent that is unknown, and every choice that begins a flow there is none of."""
    for intent, place, where in _named(flow):
        if intent not in known.intents:
            remedy = did_you_mean(intent, known.intents)
            yield Problem(place, f"unknown intent '{intent}'", remedy, flow.name, where)
    for step in flow.steps.values():
        for choice in choices_of(step):
            if choice.begin and flows.for_intent(choice.begin) is None:
                what = f"no flow serves intent '{choice.begin}'"
                remedy = f"Add '{choice.begin}' to the 'intents' of a flow"
                yield Problem(choice.place, what, remedy, flow.name, step.name)


def _named(flow: Flow) -> Iterator[tuple[str, Place, str]]:
    for intent, place in flow.intents:
        yield intent, place, ""
    for step in flow.steps.values():
        for choice in choices_of(step):
            for intent in (*choice.heard_as, *([choice.begin] if choice.begin else [])):
                yield intent, choice.place, step.name
