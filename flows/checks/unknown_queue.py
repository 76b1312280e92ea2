"""A transfer or a message to a queue or by a trigger that the policy doesn't know."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.definition import Flow, FlowSet
from flows.policy import TRIGGERS
from flows.problems import Problem, did_you_mean
from flows.steps.record import Record
from flows.steps.transfer import Transfer


def unknown_queue(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every queue and trigger that isn't in the policy."""
    del known
    queues = flows.policy.queues
    for step in flow.steps.values():
        if not isinstance(step, Transfer | Record):
            continue
        if step.queue and step.queue not in queues:
            what, remedy = f"unknown queue '{step.queue}'", did_you_mean(step.queue, queues)
            yield Problem(step.queue_place, what, remedy, flow.name, step.name)
        if isinstance(step, Transfer) and step.trigger not in TRIGGERS:
            what, remedy = f"unknown trigger '{step.trigger}'", did_you_mean(step.trigger, TRIGGERS)
            yield Problem(step.place, what, remedy, flow.name, step.name)
