"""Text to meaning: Rasa where it answers, keywords where it does not."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import structlog

from nlu import keywords
from nlu.distress import score
from nlu.entities import normalised
from nlu.numbers import read_digits
from nlu.rasa_client import LONGEST_TEXT, RasaAway, RasaClient
from nlu.understanding import Understanding

log = structlog.get_logger()

CERTAIN_NUMBER = 0.95
"""Confidence of an utterance that is a number and nothing else."""

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

    def understand(self, text: str) -> Understanding:
        """Intent, entities and mood of an utterance. Never raises, whatever the text.

        An utterance that is a number and nothing but polite words is `provide_number`, whatever
        Rasa makes of it. `source` is `keywords` where Rasa was not asked or had no answer.
        """
        heard = as_heard(text)
        understanding = self._meaning(heard)
        number = read_digits(heard)
        if number is not None and number.exact:
            understanding = _as_number(understanding)
        entities = normalised(understanding.text, understanding.entities, self._today())
        return replace(understanding, entities=entities, distress=score(heard))

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


def _as_number(understanding: Understanding) -> Understanding:
    others = tuple(pair for pair in understanding.ranking if pair[0] != "provide_number")
    confidence = max(CERTAIN_NUMBER, dict(understanding.ranking).get("provide_number", 0.0))
    ranking = (("provide_number", confidence), *others)
    return replace(understanding, intent="provide_number", confidence=confidence, ranking=ranking)
