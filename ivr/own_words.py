"""The words of this line: of its flows, of its intents' examples, and names."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from flows.checks.reading import choices_of, question_of
from flows.definition import FlowSet
from ivr.backoffice.demo_customers import DEMO_CUSTOMERS
from ivr.backoffice.demo_orders import PRICES
from ivr.backoffice.demo_places import DEMO_POSTCODES, DEMO_STORES
from ivr.speech.graph.language import OwnWords
from nlu.training_checks.data import read_training_data
from nlu.training_checks.moods import read_distress_examples


def own_words(
    flows: Iterable[FlowSet], rasa_project: Path, names: tuple[str, ...] = ()
) -> OwnWords:
    """What a speech model should know beyond general English, words of danger and grief included.

    Args:
        flows: versions that callers get or will get.
        rasa_project: folder of the intents' examples.
        names: of products, streets, towns and people.

    Raises:
        TrainingDataUnreadable: the examples can't be read.
    """
    requests = read_training_data(rasa_project).examples
    moods = read_distress_examples()
    examples = tuple(example.text for example in (*requests, *moods))
    return OwnWords(examples, waited_for(flows), names)


def waited_for(flows: Iterable[FlowSet]) -> tuple[str, ...]:
    """What flows wait for: the phrases of their questions, and what picks an answer."""
    return tuple(text for each in flows for text in (*_phrases(each), *_picks(each)))


def demo_names() -> tuple[str, ...]:
    """Names of the demo shop."""
    streets = (street for code in DEMO_POSTCODES for street in code.streets)
    towns = (code.town for code in DEMO_POSTCODES)
    stores = (store.name for store in DEMO_STORES)
    customers = (customer.name for customer in DEMO_CUSTOMERS)
    return tuple(dict.fromkeys((*PRICES, *streets, *towns, *stores, *customers)))


def _picks(flows: FlowSet) -> Iterator[str]:
    return (text for entry in flows.knowledge.entries.values() for text in entry.synonyms)


def _phrases(flows: FlowSet) -> Iterator[str]:
    for flow in flows.flows.values():
        for step in flow.steps.values():
            question = question_of(step)
            yield from question.phrases if question else ()
            for choice in choices_of(step):
                yield from choice.phrases
