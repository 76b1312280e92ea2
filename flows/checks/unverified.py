"""Ways through flows as long as the caller is not verified, as several checks need them."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.definition import Flow, FlowSet
from flows.moves import SETTLED, TARGETS
from flows.steps.action import Action
from flows.steps.branch import Branch
from flows.steps.conditions import Condition
from flows.steps.link import Link
from flows.steps.step import Step, Way
from flows.steps.verify import IDENTITY, VERIFIED, Verify


class Unverified:
    """Where callers whose identity nobody knows can come to."""

    def __init__(self, flows: FlowSet, known: Catalogue) -> None:
        self._flows = flows
        self._known = known
        self._ending = self._flows_that_end()

    def steps_of(self, flow: Flow) -> list[Step]:
        """The steps of a flow that they can come to."""
        found: dict[str, Step] = {}
        ahead = [flow.start.target]
        while ahead:
            name = ahead.pop()
            if name in found or name not in flow.steps:
                continue
            found[name] = flow.steps[name]
            ahead.extend(way.target for way in self._open_ways(flow.steps[name]))
        return list(found.values())

    def within(self, flow: Flow, step: Step) -> Iterator[tuple[Flow, Step]]:
        """A step, and those they can come to in the flows that it runs, each flow once."""
        seen, ahead = {flow.name}, [(flow, step)]
        while ahead:
            inside, each = ahead.pop(0)
            yield inside, each
            linked = self._linked(each)
            if linked and linked.name not in seen:
                seen.add(linked.name)
                ahead.extend((linked, inner) for inner in self.steps_of(linked))

    def acts(self, flow: Flow, step: Step) -> str:
        """The action needing an identity that a step leads to; empty where it leads to none."""
        for _, each in self.within(flow, step):
            if isinstance(each, Action) and each.action in self._known.needs_identity:
                return each.action
        return ""

    def settles(self, flow: Flow, step: Step) -> bool:
        """Whether a step ends the matter as settled; a flow that takes it over may as well."""
        seen, ahead = {flow.name}, [step]
        while ahead:
            each = ahead.pop()
            if any(way.target == SETTLED for way in self._open_ways(each)):
                return True
            linked = None if each.ways else self._linked(each)
            if linked and linked.name not in seen:
                seen.add(linked.name)
                ahead.extend(self.steps_of(linked))
        return False

    def _flows_that_end(self) -> frozenset[str]:
        """The flows whose end they can come to; flows that run each other count among them."""
        self._ending = frozenset(self._flows.flows)
        while True:
            ending = frozenset(name for name in self._ending if self._ends(self._flows.flows[name]))
            if ending == self._ending:
                return ending
            self._ending = ending

    def _ends(self, flow: Flow) -> bool:
        steps = self.steps_of(flow)
        return any(way.target in TARGETS for each in steps for way in self._open_ways(each))

    def _open_ways(self, step: Step) -> tuple[Way, ...]:
        """The ways on of a step that leave the caller unverified."""
        match step:
            case Verify():
                return (step.otherwise,)
            case Action() if step.action in self._known.identifies:
                return tuple(way for way in step.ways if way.label != VERIFIED)
            case Branch():
                unknown = (case.way for case in step.cases if not _is_known(case.condition))
                return (*unknown, step.otherwise)
            case Link() if step.flow in self._flows.flows:
                return step.ways if step.flow in self._ending else ()
            case _:
                return step.ways

    def _linked(self, step: Step) -> Flow | None:
        return self._flows.flows.get(step.flow) if isinstance(step, Link) else None


def _is_known(condition: Condition) -> bool:
    return (
        condition.path == (IDENTITY,) and condition.test == "exists" and condition.against is True
    )
