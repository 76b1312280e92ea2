"""A loop of questions that no answer leads out of."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.checks.graph import reachable
from flows.checks.reading import choices_of, question_of
from flows.definition import Flow, FlowSet
from flows.moves import TARGETS
from flows.problems import Problem
from flows.steps.hangup import Hangup
from flows.steps.link import Link
from flows.steps.step import Step
from flows.steps.transfer import Transfer


def no_way_out(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """The first question of every loop that only a wish for a person or a hang-up ends."""
    del flows, known
    told: frozenset[str] = frozenset()
    for name in sorted(reachable(flow), key=list(flow.steps).index):
        step = flow.steps[name]
        if name in told or question_of(step) is None:
            continue
        ahead = frozenset().union(*(reachable(flow, way.target) for way in step.ways))
        if name in ahead and not any(_leaves(flow.steps[each]) for each in ahead):
            told |= ahead
            what = f"no answer at step '{name}' ever leads out of the flow"
            remedy = "Lead an answer here, or a step after it, to the end or to a person"
            yield Problem(step.place, what, remedy, flow.name, name, "warning")


def _leaves(step: Step) -> bool:
    """Whether a step may end the flow, or hand over."""
    hands_over = isinstance(step, Transfer | Hangup) or (isinstance(step, Link) and not step.ways)
    begins = any(choice.begin for choice in choices_of(step))
    return hands_over or begins or any(way.target in TARGETS for way in step.ways)
