"""A flow that would automate a matter which is kept for people."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.definition import Flow, FlowSet
from flows.moves import SETTLED
from flows.problems import Problem
from flows.steps.say import Say
from flows.steps.transfer import Transfer


def policy_breach(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every intent for people whose flow does more than speak and fetch a person."""
    automates = any(not isinstance(step, Say | Transfer) for step in flow.steps.values())
    settles = any(way.target == SETTLED for step in flow.steps.values() for way in step.ways)
    for intent, place in flow.intents:
        kept = intent in known.intents and flows.policy.risk_of(intent) == "human"
        if kept and (automates or settles):
            what = f"the policy keeps '{intent}' for people, and this flow would automate it"
            remedy = "Remove the intent, or let the flow only speak and transfer"
            yield Problem(place, what, remedy, flow.name)
