"""How distressed a caller sounds, from the words alone: weighted phrases and a trained classifier.

`phrases` counts what is plain ("i am furious", "solicitor"), `care` knows words of danger and of
death, `learned` judges the whole sentence by what it was trained on (`examples/`), so that
sarcasm, quiet anger and wording that nobody listed count too. The one that says most is believed.
"""

from nlu.distress import learned, phrases
from nlu.distress.care import LEAST_DISTRESS, care_of
from nlu.distress.features import plain_words

LEARNED_AT_MOST = 0.8
"""Evidence of a sentence that the classifier is certain of, whatever its words."""
DOUBT = 4
"""Power of the classifier's chance: what may as well be calm is hardly any evidence."""


def score(text: str, sentence: float | None = None) -> float:
    """Distress of an utterance: 0 calm, 0.3 annoyed, 0.5 angry or afraid, 0.7 a person is needed.

    Args:
        text: as it was said or typed; capitals and exclamation marks count, any text is survived.
        sentence: the same sentence's distress, 0 to 1, by a model of whole sentences; None where
            there is none.
    """
    words = " ".join(plain_words(text))
    plain = max(phrases.evidence(words), LEAST_DISTRESS[care_of(words)])
    trained = LEARNED_AT_MOST * learned.chance(text, sentence) ** DOUBT
    return round(max(plain, trained), 3)
