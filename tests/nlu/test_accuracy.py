"""How often the trained model is right, on utterances it never saw.

`kept_aside.yml` was not looked at while training data was written; `utterances.yml` was, so its
figures flatter. What is apart, in folders, is measured by `warmline nlu test`.
"""

from collections import Counter

import pytest

from nlu.rasa_client import RasaClient
from nlu.training_checks import read_training_data
from nlu.training_checks.data import Example
from tests.rasa_server import RasaServer

pytestmark = pytest.mark.rasa

PATIENT_S = 5.0
FLOOR = 0.95
FLOOR_KEPT_ASIDE = 0.92
FLOOR_OF_AN_INTENT = 0.8
WRONG_AND_SURE = 0.02
"""Largest share that is wrong with a confidence of 0.7 or more: these a caller pays for."""


@pytest.fixture(scope="module")
def answers(rasa_server: RasaServer) -> list[tuple[Example, str, float]]:
    """Every test utterance with the intent and confidence Rasa gives it."""
    tests = [t for t in read_training_data(rasa_server.project.root).tests if not t.apart]
    with RasaClient(rasa_server.url, rasa_server.token, timeout_s=PATIENT_S) as client:
        understood = [(test, client.understand(test.text)) for test in tests]
    return [(test, u.intent, u.confidence) for test, u in understood]


def share(right: int, of: int) -> float:
    return right / of if of else 0.0


@pytest.mark.parametrize(
    ("file", "floor"),
    [("tests/utterances.yml", FLOOR), ("tests/kept_aside.yml", FLOOR_KEPT_ASIDE)],
)
def test_accuracy(answers: list[tuple[Example, str, float]], file: str, floor: float) -> None:
    judged = [(test, intent) for test, intent, _ in answers if test.file == file]
    wrong = [f"{t.text} ({t.intent}): {intent}" for t, intent in judged if intent != t.intent]
    accuracy = share(len(judged) - len(wrong), len(judged))
    assert accuracy >= floor, f"{accuracy:.3f} of {len(judged)}; wrong:\n" + "\n".join(wrong)


def test_no_intent_is_neglected(answers: list[tuple[Example, str, float]]) -> None:
    all_of = Counter(test.intent for test, _, _ in answers)
    right = Counter(test.intent for test, intent, _ in answers if intent == test.intent)
    shares = {name: round(share(right[name], count), 2) for name, count in all_of.items()}
    assert {n: s for n, s in shares.items() if s < FLOOR_OF_AN_INTENT} == {}


def test_it_is_seldom_wrong_and_sure(answers: list[tuple[Example, str, float]]) -> None:
    sure = [(t.text, i, c) for t, i, c in answers if i != t.intent and c >= 0.7]
    assert share(len(sure), len(answers)) <= WRONG_AND_SURE, sure


def test_a_plea_for_a_person_is_heard(answers: list[tuple[Example, str, float]]) -> None:
    pleas = [(t.text, i) for t, i, _ in answers if t.intent == "speak_to_human"]
    unheard = [text for text, intent in pleas if intent not in ("speak_to_human", "complaint")]
    assert share(len(unheard), len(pleas)) <= 0.05, unheard
