"""What one utterance means, as every part of Warmline passes it on."""

from dataclasses import dataclass
from typing import Literal

Source = Literal["rasa", "keywords"]
Care = Literal["", "danger", "bereavement"]
"""What calls for more care than any other matter: danger to life, somebody's death."""


@dataclass(frozen=True)
class Entity:
    """A thing named in an utterance."""

    name: str
    """order_number, phone_number, postcode, email, date, amount, product or spelled."""
    value: str
    """The normal form: digits without spaces, an ISO date, a decimal amount."""
    text: str
    """The words as they were said."""
    start: int
    """Offset of the first character of `text` in the utterance."""
    end: int
    """Offset after the last character of `text` in the utterance."""
    sure: bool = True
    """False where the caller corrected it while speaking: worth asking back."""


@dataclass(frozen=True)
class Understanding:
    """Intent, entities and mood of one utterance."""

    text: str
    """The utterance: lower case, no punctuation, as speech recognition gives it."""
    intent: str
    """A name from nlu/rasa/domain.yml; `out_of_scope` where nothing fits."""
    confidence: float
    """0 to 1, of `intent`."""
    ranking: tuple[tuple[str, float], ...] = ()
    """Intents with confidences, best first, `intent` included."""
    entities: tuple[Entity, ...] = ()
    distress: float = 0.0
    """0 (calm) to 1 (in distress)."""
    care: Care = ""
    """Whether the caller speaks of danger or of a death."""
    source: Source = "rasa"
    """Who understood: `keywords` while Rasa is away."""
    matters: tuple[tuple[str, float], ...] = ()
    """Matters named, with confidences, in the order said; empty where fewer than two are named."""
    corrects: bool = False
    """Whether the caller corrects what was said before: "no i said", "actually"."""

    def entity(self, name: str) -> str | None:
        """Normal form of the first entity of that name, or None."""
        return next((e.value for e in self.entities if e.name == name), None)
