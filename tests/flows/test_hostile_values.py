"""Values of the back office that no voice can speak and no store can hold."""

import json

import pytest

from flows.events import Listen, Speak
from flows.run import RunState

FORMS = ("digits", "phone", "money", "date", "time", "when", "number", "list", "name", "text")
VALUES = [
    *(None, True, 0, -1, 1.5, float("nan"), float("inf"), 10**30, 10**5000, "", " ", "\x00"),
    *("0E-999999999", "1E-999999", "1E+999999999", "NaN", "Infinity", "1_0", "٤٥١٢", "²"),
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-02-30", "25:61", "T"),
    *(
        "\ud83d",
        "\u202eabc",
        "<speak><break time='60s'/></speak>",
        "{order.number} {{x}}",
        "%s ${y}",
    ),
    *(
        "x" * 5_000,
        "9" * 6_000,
        [],
        [[]],
        [None],
        {},
        {"amount": "x"},
        {"amount": 1, "currency": "XXX"},
    ),
    *({"amount": "1E-999999999"}, {"amount": None}, ["a", {"b": 1}], {"currency": {}}),
]
FLOW = """
start: look
slots: {{order: object}}
steps:
  look: {{type: action, action: look, save: {{order: order}}, outcomes: {{found: tell}}}}
  tell: {{type: say, prompt: "It is {{order.value:{form}}}.", next: more}}
  more: {{type: collect, prompt: "More?"}}
"""


def deep(levels: int) -> dict:
    value: dict = {}
    for _ in range(levels):
        value = {"a": value}
    return value


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("value", VALUES, ids=map(str, range(len(VALUES))))
def test_any_value_is_spoken_plainly_or_brings_a_person(play, form, value):
    call = play(FLOW.format(form=form))
    call.moves = False
    call.finish("found", order={"value": value})
    assert isinstance(call.wait, Listen)
    assert call.wait.step == "welcome.more" or call.state.flow == "person"
    for said in call.all(Speak):
        assert len(said.text) < 2_000
        assert not set(said.text) & set("<>{}\x00\ud83d")


@pytest.mark.parametrize(
    "value",
    [deep(100), deep(400), deep(5_000), float("nan"), 10**5000, ["\ud83d"], {"a\x00": "b\x00"}],
    ids=["deep", "deeper", "deepest", "nan", "huge", "half a character", "nought"],
)
def test_what_no_store_can_hold_is_not_kept(play, value):
    call = play(FLOW.format(form="text"))
    call.moves = False
    call.finish("found", order={"value": "here", "more": value})
    document = call.state.to_json()
    stored = json.dumps(document, allow_nan=False, ensure_ascii=False).encode()
    assert b"\x00" not in stored
    assert "\\u0000" not in json.dumps(document)
    assert RunState.from_json(json.loads(stored)) == call.state
