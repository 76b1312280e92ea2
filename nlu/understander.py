"""Text to meaning: Rasa where it answers, keywords where it does not."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import structlog

from nlu import keywords
from nlu.correcting import corrects
from nlu.distress import score
from nlu.distress.care import care_of
from nlu.entities import normalised
from nlu.matters import Matters, matters_in
from nlu.numbers import read_digits
from nlu.rasa_client import LONGEST_TEXT, RasaAway, RasaClient
from nlu.spelling import read_spelled
from nlu.understanding import Understanding

log = structlog.get_logger()

CERTAIN_NUMBER = 0.95
"""Confidence of an utterance that is a number or a spelling and nothing else."""

_PUNCTUATION = re.compile(r"[,;:!?\"()\[\]{}<>*_…]|[.](?!\w)|(?<!\w)[.]")


class Understander:
    """Understands utterances one by one; safe to share between threads."""

    def __init__(self, client: RasaClient, today: Callable[[], date] = date.today) -> None:
        """Make an understander.

        Args:
            client: the way to Rasa.
            today: the day that "yesterday" counts from.
        """
        self._client = client
        self._today = today
        score("")  # loads the classifier, ahead of the first caller

    def understand(self, text: str) -> Understanding:
        """Intent, entities and mood of an utterance. Never raises, whatever the text.

        An utterance that is a number, or spells, and says nothing else but polite words is
        `provide_number`, whatever Rasa makes of it. `source` is `keywords` where Rasa was not
        asked or had no answer. A long utterance with conjunctions is asked about by its clauses
        too.
        """
        heard = as_heard(text)
        understanding = self._meaning(heard)
        if _gives_a_code(heard):
            understanding = _as_number(understanding)
            matters: Matters = ()
        else:
            matters = self._matters(understanding)
        entities = normalised(understanding.text, understanding.entities, self._today())
        return replace(
            understanding,
            entities=entities,
            distress=score(text[:LONGEST_TEXT]),
            care=care_of(heard),
            matters=matters,
            corrects=corrects(heard),
        )

    def _matters(self, whole: Understanding) -> Matters:
        """The matters an utterance names; none where Rasa goes away while it is asked."""
        ask = self._client.understand if whole.source == "rasa" else keywords.understand
        try:
            return matters_in(whole, ask)
        except RasaAway as away:
            log.warning("rasa_away", code=away.code)
            return ()

    def _meaning(self, heard: str) -> Understanding:
        try:
            return self._client.understand(heard)
        except RasaAway as away:
            log.warning("rasa_away", code=away.code)
            return keywords.understand(heard)


def as_heard(text: str) -> str:
    """`text` in the form speech recognition gives: lower case, no punctuation, single spaces."""
    words = _PUNCTUATION.sub(" ", text.replace("\u2019", "'").lower()).split()
    return " ".join(words).lstrip("/ ")[:LONGEST_TEXT].rstrip()


def _gives_a_code(heard: str) -> bool:
    """Whether an utterance is digits or letters and nothing but polite words."""
    number = read_digits(heard)
    if number is not None and number.exact:
        return True
    spelled = read_spelled(heard)
    return spelled is not None and spelled.exact


def _as_number(understanding: Understanding) -> Understanding:
    others = tuple(pair for pair in understanding.ranking if pair[0] != "provide_number")
    confidence = max(CERTAIN_NUMBER, dict(understanding.ranking).get("provide_number", 0.0))
    ranking = (("provide_number", confidence), *others)
    return replace(understanding, intent="provide_number", confidence=confidence, ranking=ranking)
