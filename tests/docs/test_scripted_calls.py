"""docs/scripted-calls.md: its examples are scripts, and it leaves nothing out."""

import json
import re
from pathlib import Path
from typing import get_args

from ivr.rehearsal.call_record import CallRecord
from ivr.rehearsal.call_report import call_report
from ivr.rehearsal.expectations import OUTCOMES, check, read_expectations
from ivr.rehearsal.faults import SETUPS, read_setup
from telephony.simulator import CallResult, parse
from telephony.simulator.script import Behaviour
from telephony.simulator.turns import NoiseKind

PAGE = "scripted-calls.md"
EXPECTATIONS = {
    "outcome": "contained",
    "intent": "track_order",
    "heard": [],
    "not_heard": [],
    "recognised": [],
    "keyed": [],
    "queue": "support",
    "trigger": "distress",
    "faults": [],
    "interrupted": 0,
    "streams": 1,
    "sms": [],
    "rated": 5,
    "settled": [],
    "verified": False,
    "transfer": {"state": "completed"},
    "message": [],
}


def test_every_example_is_a_script(examples, tmp_path: Path):
    (tmp_path / "recording.wav").touch()
    texts = examples(PAGE, "yaml")
    assert len(texts) >= 4
    for text in texts:
        script = parse(text, "example.yaml", tmp_path)
        assert script.turns
        read_setup("example.yaml", script.rest.get("setup"))
        read_expectations("example.yaml", script.rest.get("expect"))


def test_every_turn_in_the_tables_is_a_turn(page, tmp_path: Path):
    (tmp_path / "caller.wav").touch()
    turns = re.findall(r"^\| `(\w+: [^`]+)` \|", page(PAGE), re.MULTILINE)
    words = {turn.partition(":")[0] for turn in turns}
    for turn in turns:
        parse(f"turns:\n  - {turn}\n", "example.yaml", tmp_path)
    known = {
        "hear",
        "say",
        "wav",
        "press",
        "interrupt",
        "silence",
        "noise",
        "agent",
        "desk",
        "hang_up",
    }
    assert words == known | {"drop_frames", "malformed", "kill_stream", "fault"}


def test_every_expectation_is_told(page):
    expected = read_expectations("example.yaml", EXPECTATIONS)
    result = CallResult("x", "CA1", "completed", 1, (), (), (), (), None, b"", b"")
    found = check(expected, result, CallRecord(None, None, ()))
    assert {each.name for each in found} == {"script", *EXPECTATIONS}
    text = page(PAGE)
    names = {*EXPECTATIONS, *OUTCOMES, *get_args(Behaviour), *get_args(NoiseKind), *SETUPS}
    assert sorted(name for name in names if f"`{name}`" not in text) == []
    for values in SETUPS.values():
        assert all(f"`{str(value).lower()}`" in text for value in values)


def test_the_report_has_the_fields_that_are_shown(examples):
    (shown,) = (json.loads(text) for text in examples(PAGE, "json"))
    result = CallResult("x", "CA1", "completed", 1, (), (), (), (), None, b"", b"")
    report = call_report(result, CallRecord(None, None, ()), [], 1.0)
    assert set(shown) == set(report)
