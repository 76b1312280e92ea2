"""Rasa's answers, well and ill formed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.rasa_answer import MalformedAnswer, read_answer
from nlu.understanding import Entity

TEXT = "my order is four five one two"


def answer(**parts: object) -> bytes:
    whole = {
        "intent": {"name": "track_order", "confidence": 0.8},
        "intent_ranking": [
            {"name": "track_order", "confidence": 0.8},
            {"name": "refund", "confidence": 0.1},
        ],
        "entities": [],
    }
    return json.dumps({**whole, **parts}).encode()


def test_intents_in_order() -> None:
    understanding = read_answer(answer(), TEXT)
    assert understanding.ranking == (("track_order", 0.8), ("refund", 0.1))
    assert (understanding.intent, understanding.confidence) == ("track_order", 0.8)


def test_behind_a_fallback_stands_the_real_confidence() -> None:
    fallback = {"name": "nlu_fallback", "confidence": 0.3}
    unsure = [fallback, {"name": "refund", "confidence": 0.21}]
    understanding = read_answer(answer(intent=fallback, intent_ranking=unsure), TEXT)
    assert (understanding.intent, understanding.confidence) == ("refund", 0.21)


def test_an_entity_found_twice_comes_once() -> None:
    mark = {"entity": "order_number", "start": 12, "end": 29, "value": "four five one two"}
    marks = [{**mark, "extractor": "CRF"}, {**mark, "extractor": "Regex"}]
    said = "four five one two"
    expected = (Entity("order_number", said, said, 12, 29),)
    assert read_answer(answer(entities=marks), TEXT).entities == expected


@pytest.mark.parametrize(
    "entity",
    [
        7,
        {},
        {"entity": "date", "start": "0", "end": 2},
        {"entity": "date", "start": 5, "end": 5},
        {"entity": "date", "start": -1, "end": 2},
        {"entity": "date", "start": 0, "end": 99},
    ],
)
def test_an_ill_formed_entity(entity: object) -> None:
    with pytest.raises(MalformedAnswer):
        read_answer(answer(entities=[entity]), TEXT)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "confidence", "entity", "start", "end"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)


@given(json_values, json_values, json_values)
def test_any_json_is_an_answer_or_malformed(
    intent: object, ranking: object, entities: object
) -> None:
    try:
        understanding = read_answer(
            answer(intent=intent, intent_ranking=ranking, entities=entities), TEXT
        )
    except MalformedAnswer:
        return
    assert 0 <= understanding.confidence <= 1
    assert understanding.intent


@given(st.binary(max_size=200))
def test_any_bytes_are_survived(body: bytes) -> None:
    try:
        read_answer(body, TEXT)
    except MalformedAnswer:
        return
