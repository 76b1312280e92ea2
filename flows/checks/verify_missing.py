"""A matter that goes ahead before the caller has shown who they are."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.definition import Flow, FlowSet
from flows.moves import SETTLED, TARGETS
from flows.problems import Problem
from flows.steps.action import Action
from flows.steps.branch import Branch
from flows.steps.conditions import Condition
from flows.steps.link import Link
from flows.steps.step import Step, Way
from flows.steps.verify import IDENTITY, VERIFIED, Verify

_REMEDY = "Let every way to this step pass a step of the type verify"


def verify_missing(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every step of a matter that an unverified caller can come to, and should not.

    That is an action that needs an identity, and `settled` where the policy asks for one.
    """
    if not flow.intents:
        return
    verify_first = any(flows.policy.risk_of(intent) == "verify" for intent, _ in flow.intents)
    walk = _Walk(flows, known)
    for step in walk.reached(flow):
        action = walk.acts(step, (flow.name,))
        if action:
            what = f"'{action}' needs a verified caller, and step '{step.name}' may have none"
            yield Problem(step.place, what, _REMEDY, flow.name, step.name)
        if verify_first and walk.settles(step, (flow.name,)):
            what = f"the policy asks who the caller is, and step '{step.name}' settles without that"
            yield Problem(step.place, what, _REMEDY, flow.name, step.name)


class _Walk:
    """Ways through flows as long as the caller is not verified."""

    def __init__(self, flows: FlowSet, known: Catalogue) -> None:
        self._flows = flows
        self._known = known

    def reached(self, flow: Flow, calling: tuple[str, ...] = ()) -> list[Step]:
        """The steps of a flow that an unverified caller can come to."""
        found: dict[str, Step] = {}
        ahead = [flow.start.target]
        while ahead:
            name = ahead.pop()
            if name in found or name not in flow.steps:
                continue
            found[name] = flow.steps[name]
            ways = self._open_ways(flow.steps[name], (*calling, flow.name))
            ahead.extend(way.target for way in ways)
        return list(found.values())

    def acts(self, step: Step, calling: tuple[str, ...]) -> str:
        """The action needing an identity that a step leads to; empty where it leads to none."""
        if isinstance(step, Action):
            return step.action if step.action in self._known.needs_identity else ""
        linked = self._linked(step, calling)
        if linked is None:
            return ""
        inner = self.reached(linked, calling)
        return next((a for each in inner if (a := self.acts(each, (*calling, linked.name)))), "")

    def settles(self, step: Step, calling: tuple[str, ...]) -> bool:
        """Whether a step ends the matter as settled; a flow that takes it over may as well."""
        if any(way.target == SETTLED for way in self._open_ways(step, calling)):
            return True
        linked = None if step.ways else self._linked(step, calling)
        if linked is None:
            return False
        inside = (*calling, linked.name)
        return any(self.settles(each, inside) for each in self.reached(linked, calling))

    def _open_ways(self, step: Step, calling: tuple[str, ...]) -> tuple[Way, ...]:
        """The ways on of a step that leave the caller unverified."""
        match step:
            case Verify():
                return (step.otherwise,)
            case Action() if step.action in self._known.identifies:
                return tuple(way for way in step.ways if way.label != VERIFIED)
            case Branch():
                unknown = (case.way for case in step.cases if not _is_known(case.condition))
                return (*unknown, step.otherwise)
            case Link() if (linked := self._linked(step, calling)) is not None:
                return step.ways if self._ends(linked, calling) else ()
            case _:
                return step.ways

    def _ends(self, flow: Flow, calling: tuple[str, ...]) -> bool:
        """Whether an unverified caller can come to a flow's end."""
        inside = (*calling, flow.name)
        steps = self.reached(flow, calling)
        return any(w.target in TARGETS for each in steps for w in self._open_ways(each, inside))

    def _linked(self, step: Step, calling: tuple[str, ...]) -> Flow | None:
        """The other flow of a link, where it can be walked."""
        if not isinstance(step, Link) or step.flow in calling:
            return None
        return self._flows.flows.get(step.flow)


def _is_known(condition: Condition) -> bool:
    return (
        condition.path == (IDENTITY,) and condition.test == "exists" and condition.against is True
    )
