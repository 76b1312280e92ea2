"""docs/flow-format.md: its examples can be used, and it leaves nothing out."""

import re
import textwrap
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.checks.check import CHECKS
from flows.moves import TARGETS
from flows.phrases import FIELDS
from flows.policy import TRIGGERS
from flows.slots import SLOT_TYPES
from flows.spoken import FORMS
from flows.steps.conditions import TESTS
from flows.steps.table import STEP_TYPES
from flows.yaml_io import LIBRARY, read_library
from ivr.actions.table import ACTIONS, arguments
from ivr.flow_checks import problems_of

PAGE = "flow-format.md"
NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def test_whole_flows_pass_every_check(examples, tmp_path: Path):
    whole = [text for text in examples(PAGE, "yaml") if "\nflow:" in text]
    assert whole
    for text in whole:
        file = tmp_path / "example.yaml"
        file.write_text(text)
        assert problems_of(LIBRARY, [file]) == []


@pytest.mark.parametrize(("name", "key"), [("knowledge", "entries"), ("hours", "week")])
def test_knowledge_and_hours_can_be_read(name: str, key: str, examples, tmp_path: Path):
    (text,) = [text for text in examples(PAGE, "yaml") if f"\n{key}:" in text]
    file = tmp_path / f"{name}.yaml"
    file.write_text(text)
    assert problems_of(LIBRARY, [file]) == []
    assert text.splitlines()[0] == "format: 1"


@pytest.mark.parametrize("table", ["Phrases", "Opening hours"])
def test_fields_are_told(table: str, page):
    section = page(PAGE).partition(f"## {table}\n")[2].partition("\n## ")[0]
    names = {*FIELDS, *(name for each in FIELDS.values() for name in each)}
    if table == "Opening hours":
        names = {"open", "today", "holiday", "closes_at", "next_open", "week"}
    assert sorted(name for name in names if not re.search(rf"`{{?{name}}}?`", section)) == []


def test_steps_can_be_read(examples, tmp_path: Path):
    steps = [text for text in examples(PAGE, "yaml") if not text.startswith("format:")]
    kinds = set()
    for text in steps:
        head = 'format: 1\nflow: example\ntitle: "Example"\nstart: end\nsteps:\n'
        file = tmp_path / "example.yaml"
        file.write_text(head + textwrap.indent(text, "  "))
        read, problems = read_library([file])
        assert problems == ()
        kinds |= {type(step) for step in read.flow("example").steps.values()}
    assert kinds == set(STEP_TYPES.values())


@pytest.mark.parametrize("kind", STEP_TYPES)
def test_every_key_of_a_step_is_shown(kind: str, page):
    section = page(PAGE).partition(f"### {kind}\n")[2].partition("\n## ")[0]
    section = section.partition("\n### ")[0]
    for key in STEP_TYPES[kind].KEYS:
        assert re.search(rf"\b{key}\b", section), key


def test_every_name_is_told(page):
    text = page(PAGE)
    names = {*TARGETS, *TRIGGERS, *SLOT_TYPES, *FORMS, *TESTS, *ACTIONS}
    names |= {check.__name__ for check in CHECKS}
    assert sorted(name for name in names if f"`{name}`" not in text) == []


def test_every_argument_and_outcome_of_an_action_is_told(page):
    rows = [line for line in page(PAGE).splitlines() if line.startswith("| `")]
    for name, action in ACTIONS.items():
        row = next(line for line in rows if line.startswith(f"| `{name}` | "))
        needed, more = arguments()[name]
        told = {*needed, *more, *action.outcomes, "failed"}
        assert sorted(each for each in told if f"`{each}`" not in row) == []


@pytest.mark.parametrize("form", ["digits", "phone", "money", "date", "time", "number", "name"])
def test_spoken_forms(form: str, page):
    rows = [line for line in page(PAGE).splitlines() if line.startswith(f"| `{form}` | `")]
    _, _, value, spoken, _ = (cell.strip() for cell in rows[-1].split("|"))
    value = re.findall(r"`([^`]+)`", value)[0]
    assert spoken.partition(";")[0] == FORMS[form](value, NOW)
