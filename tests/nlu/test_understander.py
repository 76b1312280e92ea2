"""Understanding with and without Rasa."""

import socket
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.rasa_client import RasaClient
from nlu.understander import Understander, as_heard
from tests.rasa_server import RasaServer

PATIENT_S = 5.0
"""Seconds: these tests are about meaning, and other tests may keep the machine busy."""

MEANINGS = {
    "where is my order": "track_order",
    "i want to speak to a person": "speak_to_human",
    "agent please": "speak_to_human",
    "uh hi i'm calling about my order it still hasn't come": "track_order",
    "what are your opening hours": "faq_opening_hours",
    "i forgot my password": "reset_password",
    "yes": "affirm",
    "no": "deny",
    "no that's wrong": "deny",
    "repeat that please": "repeat",
    "goodbye": "goodbye",
    "that's all thank you": "goodbye",
    "four five one two": "provide_number",
    "my order number is four five one two": "provide_number",
    "you charged me twice": "billing_dispute",
    "this is ridiculous i am furious": "complaint",
    "i need to change my address": "update_account",
    "can you cancel my order": "cancel_order",
    "i want my money back": "refund",
    "i moved house": "update_account",
    "new phone number": "update_account",
    "when will i get my money back": "refund",
    "cancel my order four five one two": "cancel_order",
    "i can't log in": "reset_password",
    "where is the nearest store": "faq_store_finder",
    "do you have a shop near springfield": "faq_store_finder",
    "start over": "start_over",
    "main menu": "main_menu",
    "slower": "slower",
    "wait a second": "wait",
    "hold on": "wait",
    "let me look": "wait",
    "b as in bravo o b": "provide_number",
}

SEVERAL = {
    "i want to track my order and also complain about your driver": ["track_order", "complaint"],
    "where's order four five one two and what are your opening hours": [
        "track_order",
        "faq_opening_hours",
    ],
    "order four five one two it's late and i moved house": ["track_order", "update_account"],
    "i forgot my password and i sent it back": [],
    "where is my order": [],
    "my laptop stopped working and i want a refund": [],
    "i cancelled my order and i want my money back": [],
}


@pytest.fixture(scope="module")
def with_rasa(rasa_server: RasaServer) -> Iterator[Understander]:
    with RasaClient(rasa_server.url, rasa_server.token, timeout_s=PATIENT_S) as client:
        yield Understander(client, today=lambda: date(2026, 5, 20))


@pytest.fixture(scope="module")
def without_rasa() -> Iterator[Understander]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with RasaClient(f"http://127.0.0.1:{taken.getsockname()[1]}") as client:
            yield Understander(client, today=lambda: date(2026, 5, 20))


@pytest.mark.rasa
@pytest.mark.parametrize(("said", "intent"), MEANINGS.items())
def test_what_callers_say_most(with_rasa: Understander, said: str, intent: str) -> None:
    understanding = with_rasa.understand(said)
    assert (understanding.intent, understanding.source) == (intent, "rasa")
    assert understanding.confidence > 0.8
    assert understanding.ranking[0] == (understanding.intent, understanding.confidence)


@pytest.mark.rasa
@pytest.mark.parametrize(("said", "matters"), SEVERAL.items())
def test_matters_in_one_breath(with_rasa: Understander, said: str, matters: list[str]) -> None:
    assert [intent for intent, _ in with_rasa.understand(said).matters] == matters


@pytest.mark.rasa
@pytest.mark.parametrize("said", ["yeah go on", "i guess so", "that's the one", "sure why not",
                                  "uh huh", "mm hm", "yup"])  # fmt: skip
def test_yes_in_all_its_forms(with_rasa: Understander, said: str) -> None:
    assert with_rasa.understand(said).intent == "affirm"


@pytest.mark.rasa
@pytest.mark.parametrize("said", ["nah", "not really", "no thanks", "i guess not", "no way"])
def test_no_in_all_its_forms(with_rasa: Understander, said: str) -> None:
    assert with_rasa.understand(said).intent == "deny"


@pytest.mark.rasa
def test_entities_of_rasa_and_of_the_words_together(with_rasa: Understander) -> None:
    said = "i bought a laptop last friday my order number is four five one three no sorry two"
    understanding = with_rasa.understand(said)
    assert understanding.entity("product") == "laptop"
    assert understanding.entity("date") == "2026-05-15"
    assert understanding.entity("order_number") == "4512"
    for entity in understanding.entities:
        assert understanding.text[entity.start : entity.end] == entity.text
    number = next(e for e in understanding.entities if e.name == "order_number")
    assert not number.sure


@pytest.mark.rasa
def test_distress_comes_with_the_meaning(with_rasa: Understander) -> None:
    assert with_rasa.understand("this is ridiculous i am furious").distress > 0.7
    assert with_rasa.understand("where is my order").distress == 0


@pytest.mark.rasa
def test_written_text_means_what_spoken_text_means(with_rasa: Understander) -> None:
    understanding = with_rasa.understand("  /Where is my ORDER?? ")
    assert (understanding.text, understanding.intent) == ("where is my order", "track_order")


@pytest.mark.rasa
@pytest.mark.parametrize("said", ["asdf qwer zxcv", "/", "", "ø" * 5000, "\ud800", "😀 order"])
def test_odd_text_with_rasa(with_rasa: Understander, said: str) -> None:
    assert 0 <= with_rasa.understand(said).confidence <= 1


@pytest.mark.parametrize("said", ["agent please", "where is my order", "yes", "four five one two"])
def test_without_rasa_keywords_understand(without_rasa: Understander, said: str) -> None:
    understanding = without_rasa.understand(said)
    assert (understanding.intent, understanding.source) == (MEANINGS[said], "keywords")


def test_without_rasa_numbers_and_mood_are_read(without_rasa: Understander) -> None:
    understanding = without_rasa.understand("order number double four five one i am furious")
    assert understanding.entity("order_number") == "4451"
    assert understanding.distress >= 0.7


def test_without_rasa_several_matters_are_kept(without_rasa: Understander) -> None:
    understanding = without_rasa.understand("track my order and also tell me your opening hours")
    assert [intent for intent, _ in understanding.matters] == ["track_order", "faq_opening_hours"]


def test_a_correction_is_marked(without_rasa: Understander) -> None:
    assert without_rasa.understand("no i said four five one three").corrects
    assert not without_rasa.understand("actually no that's all").corrects


@given(text=st.text(max_size=300))
def test_any_text_is_survived(without_rasa: Understander, text: str) -> None:
    understanding = without_rasa.understand(text)
    assert 0 <= understanding.confidence <= 1
    assert 0 <= understanding.distress <= 1
    for entity in understanding.entities:
        assert 0 <= entity.start < entity.end <= len(understanding.text)


@given(st.text(max_size=300))
def test_the_heard_form_is_stable(text: str) -> None:
    assert as_heard(as_heard(text)) == as_heard(text)


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("Hello, it\u2019s me!", "hello it's me"),
        ("john@example.com", "john@example.com"),
        ("It was $25.50.", "it was $25.50"),
        ("Order #4512?", "order #4512"),
    ],
)
def test_the_heard_form(written: str, heard: str) -> None:
    assert as_heard(written) == heard
