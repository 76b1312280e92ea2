from ruamel.yaml import YAML

from flows.choices import CHOICE_KEYS
from flows.definition import FLOW_KEYS
from flows.editing.forms import forms
from flows.editing.step_words import OWN, STEPS
from flows.problems import Place
from flows.reading import Node, Report
from flows.slots import SLOT_KEYS, SLOT_TYPES
from flows.steps.branch import CASE_KEYS
from flows.steps.table import STEP_TYPES, read_step

KINDS = {
    *("text", "wordings", "way", "slot", "action", "queue", "intent", "flow", "entry", "number"),
    *("flag", "choices", "mapping", "list", "one_of", "yaml"),
}
FIELDS = {"key", "label", "kind", "help", "required", "example"}


def keys(form) -> list[str]:
    return [field["key"] for field in form["fields"]]


def test_every_key_of_every_step_type_has_a_field():
    steps = forms()["steps"]
    assert list(steps) == list(STEP_TYPES) == list(STEPS)
    for name, kind in STEP_TYPES.items():
        assert keys(steps[name]) == list(kind.KEYS)
        needed = {field["key"] for field in steps[name]["fields"] if field["required"]}
        assert needed == set(kind.REQUIRED)
        assert set(OWN.get(name, {})) <= set(kind.KEYS)


def test_heads_slots_choices_and_conditions_have_every_field():
    found = forms()
    assert keys(found["head"]) == list(FLOW_KEYS)
    assert keys(found["slot"]) == list(SLOT_KEYS)
    assert keys(found["choice"]) == list(CHOICE_KEYS)
    assert keys(found["case"]) == list(CASE_KEYS)
    assert found["slot"]["fields"][0]["options"] == list(SLOT_TYPES)


def test_every_field_says_how_it_is_filled_in():
    found = forms()
    for form in (*found["steps"].values(), found["head"], found["slot"], found["choice"]):
        for field in form["fields"]:
            assert set(field) >= FIELDS
            assert field["kind"] in KINDS
            assert (field["kind"] == "one_of") == bool(field.get("options"))
            assert (field["kind"] in ("list", "mapping")) == bool(field.get("item"))


def test_every_example_of_a_step_is_one():
    for name, form in forms()["steps"].items():
        ((step, value),) = YAML().load(form["example"]).items()
        report = Report()
        node = Node(value, Place("", 1, 1), report)
        assert isinstance(read_step(step, node), STEP_TYPES[name])
        assert report.problems == []
