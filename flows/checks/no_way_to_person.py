"""A failure after which there is nothing but hanging up."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.checks.graph import reachable
from flows.checks.reading import question_of
from flows.definition import Flow, FlowSet
from flows.moves import TARGETS
from flows.problems import Problem
from flows.steps.action import FAILED, Action
from flows.steps.hangup import Hangup
from flows.steps.link import Link
from flows.steps.step import Step, Way
from flows.steps.transfer import Transfer


def no_way_to_person(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every failure in a matter that only leads to a hang-up."""
    del flows, known
    if not flow.intents:
        return
    for step in flow.steps.values():
        for way in _failures(step):
            if not _leads_on(flow, way.target):
                what = f"after a failure at '{step.name}' no way leads to a person"
                remedy = "Lead it to a 'transfer' step"
                yield Problem(way.place, what, remedy, flow.name, step.name)


def _failures(step: Step) -> tuple[Way, ...]:
    question = question_of(step)
    if question and question.on_fail:
        return (question.on_fail,)
    if isinstance(step, Action):
        return tuple(way for way in step.outcomes if way.label == FAILED)
    return ()


def _leads_on(flow: Flow, start: str) -> bool:
    """Whether a run from a step may come to a person, another flow, or the end of this one."""
    steps = [flow.steps[name] for name in reachable(flow, start)]
    if start in TARGETS or any(isinstance(step, Transfer | Link) for step in steps):
        return True
    ways = [way.target for step in steps for way in step.ways]
    only_hangs_up = any(isinstance(step, Hangup) for step in steps)
    return not only_hangs_up or not TARGETS.isdisjoint(ways)
