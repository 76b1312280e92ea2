import json
from dataclasses import replace

import pytest

from flows.run import RunState

STATE = RunState(
    "track_order",
    "ask_number",
    slots={"track_order.order": {"items": ["lamp", None, 1.5]}},
    attempts={"track_order.ask_number": 2},
    stack=(("main_menu", "ask"),),
    matters=(("track_order", "track_order"),),
    last_said=(("Number?", None), ("Yes.", "yes.wav")),
    acts={"track_order.look_up": 1},
    phase="confirm",
    certainty={"track_order.order_number": "unsure"},
    said={"welcome.greet.prompt": 1},
    trail=(("main_menu", "ask"),),
    pending=("faq_returns",),
    silences=1,
    turns=7,
    settled=1,
    awaits_person=True,
    outcome="contained",
    broken_off="ask",
    taken_up=1,
    pace="slow",
    hold="held",
    entries={"faq_returns": "returns_sale"},
    kept={"cancel_order.order_number": "4513"},
    page=1,
    partial="45",
    last_matter="faq_shipping",
    transfers=2,
    talked=True,
)


def test_a_state_comes_back_from_json_as_it_was():
    assert RunState.from_json(json.loads(json.dumps(STATE.to_json()))) == STATE


@pytest.mark.parametrize(
    "change",
    [
        {"format": 4},
        {"format": True},
        {"hold": "dreaming"},
        {"pace": "dreaming"},
        {"phase": "dreaming"},
        {"broken_off": "dreaming"},
        {"slots": []},
        {"stack": "track_order"},
        {"stack": ["track_order"]},
        {"turns": []},
        {"unheard_of": 1},
    ],
)
def test_what_is_no_state_is_refused(change):
    with pytest.raises(ValueError, match="not a run state"):
        RunState.from_json({**STATE.to_json(), **change})


@pytest.mark.parametrize("missing", ["format", "flow", "pending"])
def test_a_state_with_a_part_missing_is_refused(missing):
    document = STATE.to_json()
    del document[missing]
    with pytest.raises(ValueError, match="not a run state"):
        RunState.from_json(document)


def test_secrets_are_in_no_stored_state():
    state = replace(STATE, secrets={"identify.pin": "314159"})
    assert "314159" not in json.dumps(state.to_json())
    assert "314159" not in repr(state)
    assert RunState.from_json(state.to_json()) == STATE


def test_a_call_in_progress_goes_on_after_an_upgrade():
    in_3 = ("transfers", "talked")
    in_2 = ("pace", "hold", "entries", "kept", "page", "partial", "last_matter")
    plain = RunState("", "")
    for version, added in ((1, (*in_2, *in_3)), (2, in_3)):
        older = {name: value for name, value in STATE.to_json().items() if name not in added}
        lifted = RunState.from_json({**older, "format": version})
        assert lifted == replace(STATE, **{name: getattr(plain, name) for name in added})
