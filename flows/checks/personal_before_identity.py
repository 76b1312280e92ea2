"""Personal data that is spoken before the caller has shown who they are."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.checks.reading import prompts_of
from flows.checks.unverified import Unverified
from flows.definition import Flow, FlowSet
from flows.problems import Place, Problem
from flows.steps.action import Action
from flows.steps.offer import Offer
from flows.steps.step import Step
from flows.steps.verify import IDENTITY


def personal_before_identity(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every prompt with something of the caller's account that an unverified caller can come to.

    That is the slot `identity`, and whatever comes from actions that need one alone.
    """
    if not flow.intents:
        return
    callers = Unverified(flows, known)
    for reached in callers.steps_of(flow):
        for inside, step in callers.within(flow, reached):
            personal = _personal(inside, known)
            for slot, place in _spoken(step):
                if slot in personal:
                    what = f"step '{step.name}' speaks '{slot}' to callers whom nobody verified"
                    remedy = "Let every way to this step pass a step of the type verify"
                    yield Problem(place, what, remedy, inside.name, step.name)


def _personal(flow: Flow, known: Catalogue) -> frozenset[str]:
    """Slots of a flow that only actions needing an identity fill, and the identity itself."""
    theirs: set[str] = set()
    others: set[str] = set()
    for step in flow.steps.values():
        needs = isinstance(step, Action) and step.action in known.needs_identity
        (theirs if needs else others).update(step.sets)
    return frozenset({IDENTITY, *(theirs - others)})


def _spoken(step: Step) -> Iterator[tuple[str, Place]]:
    """The slots that a step speaks."""
    for prompt in prompts_of(step):
        for field in prompt.text.fields:
            yield field.path[0], prompt.place
    if isinstance(step, Offer):
        yield step.source.partition(".")[0], step.source_place
