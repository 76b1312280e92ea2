import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.simulator.softphone.messages import (
    AnswerAs,
    MessageRefused,
    PickUp,
    PlaceCall,
    PressKey,
    PutDown,
    SayWords,
    parse,
)


def test_what_the_page_sends() -> None:
    call = {"type": "call", "to": "+15005550100", "from": "+15005550199"}
    assert parse(json.dumps(call)) == PlaceCall("+15005550100", "+15005550199")
    assert parse('{"type": "key", "digit": "#"}') == PressKey("#")
    assert parse('{"type": "say", "text": " hello "}') == SayWords("hello")
    assert parse('{"type": "hang_up"}') == PutDown()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"type": "key", "digit": "55"}',
        '{"type": "key", "digit": 5}',
        '{"type": "call", "to": "911", "from": "+15005550199"}',
        '{"type": "say", "text": "  "}',
        json.dumps({"type": "say", "text": "x" * 501}),
    ],
)
def test_anything_else_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(MessageRefused) as refused:
        parse(text)
    assert str(refused.value).endswith(".")


@given(st.text())
def test_no_text_does_anything_but_that(text: str) -> None:
    with pytest.raises(MessageRefused):
        parse(text)


def test_what_an_agents_page_sends() -> None:
    assert parse('{"type": "answer_as", "name": "desk_2"}') == AnswerAs("desk_2")
    assert parse('{"type": "answer_as", "name": ""}') == AnswerAs("")
    assert parse('{"type": "answer"}') == PickUp()
    with pytest.raises(MessageRefused, match="letters, digits"):
        parse('{"type": "answer_as", "name": "client:desk"}')
