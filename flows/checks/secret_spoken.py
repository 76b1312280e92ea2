"""A prompt that would speak a secret."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.checks.reading import prompts_of
from flows.definition import Flow, FlowSet
from flows.problems import Problem


def secret_spoken(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every prompt with a field of a secret slot. The engine leaves such a field silent."""
    del flows, known
    secret = {slot.name for slot in flow.slots.values() if slot.secret}
    for step in flow.steps.values():
        for prompt in prompts_of(step):
            for name in sorted({field.path[0] for field in prompt.text.fields} & secret):
                what, remedy = f"the prompt speaks the secret '{name}'", "Take the field out"
                yield Problem(prompt.place, what, remedy, flow.name, step.name)
