"""An entry of the knowledge base that no caller can come to, or that can't be said."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.checks.long_prompt import LONGEST_S, seconds_of
from flows.definition import Flow, FlowSet
from flows.knowledge import Entry
from flows.problems import Problem, did_you_mean
from flows.slots import SHARED_SLOTS


def entry_unserved(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every faulty entry, told with the first flow there is."""
    if flow is not next(iter(flows.flows.values())):
        return
    for entry in flows.knowledge.entries.values():
        yield from _intent(entry, flows, known)
        yield from _spoken(entry)


def _intent(entry: Entry, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    if entry.intent not in known.intents:
        what = f"unknown intent '{entry.intent}'"
        yield Problem(entry.place, what, did_you_mean(entry.intent, known.intents))
    elif flows.for_intent(entry.intent) is None:
        what = f"no flow serves intent '{entry.intent}'"
        yield Problem(entry.place, what, f"Add '{entry.intent}' to the 'intents' of a flow")


def _spoken(entry: Entry) -> Iterator[Problem]:
    for prompt in entry.spoken:
        for field in prompt.text.fields:
            if field.path[0] not in SHARED_SLOTS:
                what = f"no slot '{field.path[0]}' in the knowledge base"
                yield Problem(prompt.place, what, did_you_mean(field.path[0], SHARED_SLOTS))
        seconds = seconds_of(prompt.text)
        if seconds > LONGEST_S:
            what = f"the entry takes about {seconds:.0f} seconds to say"
            remedy = f"Keep it under {LONGEST_S} seconds"
            yield Problem(prompt.place, what, remedy, severity="warning")
