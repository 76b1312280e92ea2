"""An understanding and what was decided on it, as one JSON object."""

from dataclasses import asdict
from typing import Any

from flows.events import Decision
from ivr.policy.explain import explained
from nlu.understanding import Understanding


def understanding_document(understanding: Understanding, decision: Decision) -> dict[str, Any]:
    """What `warmline understand` prints for a line."""
    return {
        "text": understanding.text,
        "intent": understanding.intent,
        "confidence": round(understanding.confidence, 4),
        "ranking": [
            {"intent": intent, "confidence": round(confidence, 4)}
            for intent, confidence in understanding.ranking
        ],
        "entities": [asdict(entity) for entity in understanding.entities],
        "care": understanding.care,
        "distress": round(understanding.distress, 4),
        "decision": {**asdict(decision), "sentence": explained(decision)},
        "source": understanding.source,
    }
