"""What a line says in the same words to everybody, so that it can be spoken ahead."""

from collections.abc import Iterable, Iterator

from flows.checks.reading import prompts_of
from flows.definition import FlowSet
from flows.prompts import Prompt
from ivr.speech.prompt import phrases_of

_VALUE = "\0"
"""Stands in a prompt for the value of a field."""


def said_on_most_calls(flows: FlowSet) -> list[str]:
    """The line's own phrases that have no field."""
    wordings = (each for name in flows.phrases.wordings for each in flows.phrases.of(name))
    return [each.text.render(str) for each in wordings if not each.text.fields]


def fixed_phrases(flows: FlowSet) -> frozenset[str]:
    """Phrases of all prompts that have no field, as the voice divides prompts.

    Prompts that were recorded are left out.
    """
    prompts = (each for each in _prompts(flows) if each.audio is None)
    return frozenset(phrase for phrase in _phrases(prompts) if _VALUE not in phrase)


def _phrases(prompts: Iterable[Prompt]) -> Iterator[str]:
    for prompt in prompts:
        yield from phrases_of(prompt.text.render(lambda _field: _VALUE))


def _prompts(flows: FlowSet) -> Iterator[Prompt]:
    for wordings in flows.phrases.wordings.values():
        yield from wordings
    for entry in flows.knowledge.entries.values():
        yield from entry.spoken
    for flow in flows.flows.values():
        for step in flow.steps.values():
            yield from prompts_of(step)
