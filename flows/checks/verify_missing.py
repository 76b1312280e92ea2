"""A matter that goes ahead before the caller has shown who they are."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.checks.unverified import Unverified
from flows.definition import Flow, FlowSet
from flows.problems import Problem

_REMEDY = "Let every way to this step pass a step of the type verify"


def verify_missing(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every step of a matter that an unverified caller can come to, and should not.

    That is an action that needs an identity, and `settled` where the policy asks for one.
    """
    if not flow.intents:
        return
    verify_first = any(flows.policy.risk_of(intent) == "verify" for intent, _ in flow.intents)
    callers = Unverified(flows, known)
    for step in callers.steps_of(flow):
        action = callers.acts(flow, step)
        if action:
            what = f"'{action}' needs a verified caller, and step '{step.name}' may have none"
            yield Problem(step.place, what, _REMEDY, flow.name, step.name)
        if verify_first and callers.settles(flow, step):
            what = f"the policy asks who the caller is, and step '{step.name}' settles without that"
            yield Problem(step.place, what, _REMEDY, flow.name, step.name)
