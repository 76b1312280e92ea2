"""How many of the things named in an utterance are found."""

from collections import Counter
from collections.abc import Iterable

from ivr.evaluation.judged import Judged
from ivr.evaluation.scores import Score
from nlu.understander import as_heard


def entity_scores(judged: Iterable[Judged]) -> list[Score]:
    """Of every entity that is marked, by name and words, over utterances with a mark."""
    marked: Counter[str] = Counter()
    named: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for each in judged:
        if not each.test.entities:
            continue
        wanted = Counter((name, as_heard(words)) for name, words in each.test.entities)
        got = Counter((entity.name, entity.text) for entity in each.meaning.entities)
        marked.update(name for name, _ in wanted.elements())
        named.update(name for name, _ in got.elements())
        found.update(name for name, _ in (wanted & got).elements())
    return [Score(name, found[name], named[name], marked[name]) for name in sorted(marked)]
