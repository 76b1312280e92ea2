"""What Rasa's `POST /model/parse` answers, as an Understanding. Pure.

Source: https://rasa.com/docs/rasa/pages/http-api (operation parseModelMessage). When nothing is
sure enough, `nlu_fallback` stands first in the ranking with its threshold as confidence; the
model's own first choice is the entry after it.
"""

import json
import math
from collections.abc import Iterator
from typing import Any

from nlu.understanding import Entity, Understanding

FALLBACK = "nlu_fallback"


class MalformedAnswer(ValueError):
    """The answer does not have the form Rasa gives."""


def read_answer(body: bytes, text: str) -> Understanding:
    """The understanding of `text` that a response body holds; entity values as they were said.

    Entities that two extractors found at the same place come once.

    Raises:
        MalformedAnswer: the body is no such answer.
    """
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise MalformedAnswer("not JSON") from error
    if not isinstance(document, dict):
        raise MalformedAnswer("not an object")
    ranking = _ranking(document)
    entities = tuple(dict.fromkeys(_entities(document.get("entities", []), text)))
    intent, confidence = ranking[0]
    return Understanding(text, intent, confidence, ranking, entities)


def _ranking(document: dict[str, Any]) -> tuple[tuple[str, float], ...]:
    listed = document.get("intent_ranking") or [document.get("intent")]
    if not isinstance(listed, list):
        raise MalformedAnswer("intent_ranking is no list")
    ranking = tuple(pair for entry in listed if (pair := _intent(entry))[0] != FALLBACK)
    if not ranking:
        raise MalformedAnswer("no intent")
    return ranking


def _intent(entry: Any) -> tuple[str, float]:
    name = entry.get("name") if isinstance(entry, dict) else None
    confidence = entry.get("confidence") if isinstance(entry, dict) else None
    if not isinstance(name, str) or not name:
        raise MalformedAnswer("an intent without a name")
    if isinstance(confidence, bool) or not isinstance(confidence, int | float):
        raise MalformedAnswer("an intent without a confidence")
    if not math.isfinite(confidence) or not 0 <= confidence <= 1.001:
        raise MalformedAnswer("a confidence outside 0 to 1")
    return name, min(1.0, float(confidence))


def _entities(entries: Any, text: str) -> Iterator[Entity]:
    if not isinstance(entries, list):
        raise MalformedAnswer("entities is no list")
    for entry in entries:
        if not isinstance(entry, dict):
            raise MalformedAnswer("an entity that is no object")
        name, start, end = entry.get("entity"), entry.get("start"), entry.get("end")
        if not isinstance(name, str) or not isinstance(start, int) or not isinstance(end, int):
            raise MalformedAnswer("an entity without name or place")
        if not 0 <= start < end <= len(text):
            raise MalformedAnswer("an entity outside the text")
        yield Entity(name, text[start:end], text[start:end], start, end)
