"""An intent that understanding has never seen an example of."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.checks.reading import intents_named
from flows.definition import Flow, FlowSet
from flows.problems import Problem


def untrained_intent(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every intent a flow counts on that no utterance can be taken for."""
    del flows
    if known.trained is None:
        return
    for intent, place, step in intents_named(flow):
        if intent in known.intents and intent not in known.trained:
            what = f"understanding has no examples of '{intent}'"
            remedy = "Add utterances to its training data and train it, or use another intent"
            yield Problem(place, what, remedy, flow.name, step, "warning")
