"""The flows every line needs."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.definition import ENTRY_FLOW, Flow, FlowSet
from flows.navigation import ANYTHING_ELSE_FLOW, GOODBYE_FLOW
from flows.problems import Place, Problem
from flows.steps.action import TROUBLE_FLOW
from flows.steps.transfer import PERSON_FLOW

NEEDED = (ENTRY_FLOW, PERSON_FLOW, TROUBLE_FLOW, ANYTHING_ELSE_FLOW, GOODBYE_FLOW)


def missing_flow(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every needed flow that is missing, told at the first flow there is."""
    del known
    if flow is not next(iter(flows.flows.values())):
        return
    for name in NEEDED:
        if name not in flows.flows:
            place = Place(flow.place.file, 1, 1)
            yield Problem(place, f"there is no flow '{name}'", f"Add a file {name}.yaml", flow.name)
