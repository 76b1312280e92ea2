"""What a step says, and the slots it reads."""

from collections.abc import Iterator

from flows.choices import Choice
from flows.definition import Flow
from flows.problems import Place
from flows.prompts import Prompt
from flows.steps.collect import Collect
from flows.steps.offer import Offer
from flows.steps.step import Read, Step


def question_of(step: Step) -> Collect | None:
    """The question a step is or puts, as its YAML has it."""
    if isinstance(step, Offer):
        return step.question
    return step if isinstance(step, Collect) else None


def choices_of(step: Step) -> tuple[Choice, ...]:
    """The choices that a step's YAML names."""
    question = question_of(step)
    return question.choices if question else ()


def prompts_of(step: Step) -> Iterator[Prompt]:
    """Every wording of a step, its read-back included."""
    for wordings in step.wordings:
        yield from wordings
    if isinstance(step, Collect):
        yield from step.read_back


def slots_read(step: Step) -> Iterator[Read]:
    """Every slot a step needs a value of, with the place that names it."""
    yield from step.reads
    for wordings in step.wordings:
        for prompt in wordings:
            for field in prompt.text.fields:
                yield Read(field.path[0], prompt.place)


def intents_named(flow: Flow) -> Iterator[tuple[str, Place, str]]:
    """Every intent that a flow names, with its place and step; the step of the head is empty."""
    for intent, place in flow.intents:
        yield intent, place, ""
    for step in flow.steps.values():
        for choice in choices_of(step):
            for intent in (*choice.heard_as, *([choice.begin] if choice.begin else [])):
                yield intent, choice.place, step.name
