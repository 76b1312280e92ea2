"""Edits of flows as they are written by hand."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from flows.editing.edits import (
    AddStep,
    DuplicateStep,
    EditRefused,
    MoveStep,
    RemoveStep,
    RemoveValue,
    RenameStep,
    SetValue,
    apply,
    edit_from_json,
)
from flows.editing.tree import read_tree
from flows.yaml_io import LIBRARY

FLOW = """\
# The whole flow.
format: 1
flow: welcome
title: "Welcome"   # for people
start: greet

steps:
  # Says hello.
  greet:
    type: say
    prompt: 'Hello.'  # kindly
    next: ask
    # A note at the end of a step.

  ask:
    type: collect
    prompt:
      # The usual one.
      - "How are you?"

      - "And you?"
    choices:
      - {key: "1", phrase: "fine", next: greet}   # again
      - phrase: "bad"
        next: bye
    on_fail: greet

  bye: {type: hangup}
# The end.
"""
FILES = sorted(path.name for path in LIBRARY.glob("*.yaml") if "steps:" in path.read_text())


def lines_changed(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = before.splitlines(), after.splitlines()
    return [each for each in old if each not in new], [each for each in new if each not in old]


@pytest.mark.parametrize(
    ("path", "value", "gone", "came"),
    [
        (("title",), "Hi", ['title: "Welcome"   # for people'], ['title: "Hi"   # for people']),
        (("spoken",), "hello", [], ["spoken: hello"]),
        (
            ("steps", "greet", "prompt"),
            "It's me.",
            ["    prompt: 'Hello.'  # kindly"],
            ["    prompt: 'It''s me.'  # kindly"],
        ),
        (
            ("steps", "greet", "prompt"),
            ["One here.", "Two here."],
            ["    prompt: 'Hello.'  # kindly"],
            ["    prompt:  # kindly", '      - "One here."', '      - "Two here."'],
        ),
        (("steps", "greet", "interruptible"), False, [], ["    interruptible: false"]),
        (("steps", "ask", "prompt", 2), "Well?", [], ['      - "Well?"']),
        (
            ("steps", "ask", "prompt"),
            "Well?",
            ["    prompt:", '      - "How are you?"', '      - "And you?"'],
            ['    prompt: "Well?"'],
        ),
        (
            ("steps", "ask", "choices", 0, "also"),
            ["great"],
            ['      - {key: "1", phrase: "fine", next: greet}   # again'],
            ['      - {key: "1", phrase: "fine", also: [great], next: greet}   # again'],
        ),
        (
            ("steps", "ask", "choices", 1, "key"),
            "2",
            ['      - phrase: "bad"'],
            ['      - key: "2"', '        phrase: "bad"'],
        ),
        (
            ("steps", "bye", "prompt"),
            "Bye now.",
            ["  bye: {type: hangup}"],
            ['  bye: {type: hangup, prompt: "Bye now."}'],
        ),
        (("slots", "order", "type"), "object", [], ["slots:", "  order: {type: object}"]),
    ],
)
def test_a_value_is_set_and_its_neighbours_stay(path, value, gone, came):
    edited = apply(FLOW, SetValue(path, value))
    lost, found = lines_changed(FLOW, edited)
    assert [each for each in lost if "#" not in each or each in gone] == gone
    assert sorted(found) == sorted(came)
    assert read_tree(edited).at(path).value == value


@pytest.mark.parametrize(
    ("file", "edit", "gone", "came"),
    [
        (
            "policy.yaml",
            SetValue(("risks", "refund"), "human"),
            ["  refund: verify"],
            ["  refund: human"],
        ),
        (
            "policy.yaml",
            SetValue(("triggers", "not_understood", "margin"), 0.2),
            ["    margin: 0.5    # of one for the line over all for a person:"],
            ["    margin: 0.2    # of one for the line over all for a person:"],
        ),
        (
            "hours.yaml",
            SetValue(("holidays", 0, "date"), "2026-11-27"),
            ['  - {date: 2026-11-26, name: "Thanksgiving Day"}'],
            ['  - {date: 2026-11-27, name: "Thanksgiving Day"}'],
        ),
        ("hours.yaml", SetValue(("week", "sunday"), ["10:00-12:00"]), [], ["  sunday:"]),
        ("phrases.yaml", RemoveValue(("phrases", "hello")), ['  hello: "Hello."'], []),
        (
            "knowledge.yaml",
            SetValue(("entries", "shipping_abroad", "spoken", 0), "Nowhere."),
            ['      - "For now we deliver within the United States only."'],
            ['      - "Nowhere."'],
        ),
    ],
)
def test_other_documents_are_edited_too(file, edit, gone, came):
    text = (LIBRARY / file).read_text()
    lost, found = lines_changed(text, apply(text, edit))
    assert len(lost) == len(gone)
    assert len(found) == len(came)
    assert all(map(str.startswith, lost + found, gone + came))


def test_a_new_key_of_a_step_stands_where_it_usually_does():
    edited = apply(FLOW, SetValue(("steps", "ask", "help"), ["Say so."]))
    assert list(read_tree(edited).at(("steps", "ask")).value) == [
        *("type", "prompt", "help", "choices", "on_fail"),
    ]


def test_a_value_is_taken_out_with_its_comments():
    edited = apply(FLOW, RemoveValue(("steps", "ask", "prompt", 0)))
    assert lines_changed(FLOW, edited) == (
        ["      # The usual one.", '      - "How are you?"'],
        [],
    )


def test_an_empty_value_that_grows_and_a_new_one_behind_it():
    value = {"a": {"b": {"c": [["d"]]}}, "e": [1], "h": 2}
    text = "x:\n  a:\n  # Between.\n  h: 1\ny: 1\n"
    edited = apply(text, SetValue(("x",), value))
    assert read_tree(edited).value == {"x": value, "y": 1}
    assert "# Between." in edited


def test_the_only_entry_of_a_mapping_is_taken_out():
    assert apply("x:\n  a: 1\ny: 1\n", RemoveValue(("x", "a"))) == "x: {}\ny: 1\n"


def test_a_step_is_added_behind_another():
    edited = apply(FLOW, AddStep("more", "say", "greet", {"prompt": "More here.", "next": "ask"}))
    lines = (
        "    # A note at the end of a step.\n\n  more:\n    type: say\n"
        '    prompt: "More here."\n    next: ask\n\n  ask:\n'
    )
    assert lines in edited
    assert apply(edited, RemoveStep("more")) == FLOW


def test_a_step_is_moved_with_its_comments():
    edited = apply(FLOW, MoveStep("greet", "ask"))
    assert [part.name for part in read_tree(edited).child("steps").parts] == ["ask", "greet", "bye"]
    assert "    on_fail: greet\n\n  # Says hello.\n  greet:\n" in edited
    assert apply(edited, MoveStep("greet")) == FLOW


def test_a_step_that_becomes_the_first_takes_no_comment_of_another():
    edited = apply(FLOW, MoveStep("ask"))
    assert "steps:\n  ask:\n" in edited
    assert "\n\n  # Says hello.\n  greet:\n" in edited
    assert apply(edited, MoveStep("ask", "greet")) == FLOW


def test_a_step_is_renamed_wherever_it_is_named():
    edited = apply(FLOW, RenameStep("greet", "hello"))
    assert "greet" not in edited
    assert edited == FLOW.replace("greet", "hello")


def test_a_step_is_copied():
    edited = apply(FLOW, DuplicateStep("greet", "again"))
    value = read_tree(edited).child("steps").value
    assert list(value) == ["greet", "again", "ask", "bye"]
    assert value["again"] == value["greet"]
    assert apply(edited, RemoveStep("again")) == FLOW


def test_the_first_step_of_a_flow():
    text = "format: 1\nflow: new\ntitle: New\nstart: greet\n"
    edited = apply(text, AddStep("greet", "say", "", {"prompt": "Hello.", "next": "end"}))
    edited = apply(edited, AddStep("bye", "hangup"))
    assert list(read_tree(edited).child("steps").value) == ["greet", "bye"]


def test_lines_that_end_as_windows_has_them():
    edited = apply(FLOW.replace("\n", "\r\n"), SetValue(("title",), "Hi"))
    assert edited == FLOW.replace('"Welcome"', '"Hi"').replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (SetValue((), 1), "A path names one value inside the document."),
        (SetValue(("title", "x"), 1), "There is no 'x' here."),
        (SetValue(("steps", "ask", "prompt", 3), "x"), "There is no '3' here."),
        (SetValue(("title",), "a\x00"), "A character that nobody can see (U+0000)."),
        (SetValue(("title",), "\u202eabc"), "A character that nobody can see (U+202E)."),
        (SetValue(("title",), float("nan")), "The value is none that a document can hold."),
        (SetValue(("title",), 10**400), "The value is none that a document can hold."),
        (SetValue(("title",), "x" * 5000), "The document can't be read: a text of 5,000"),
        (RemoveValue(("nope",)), "There is no 'nope' here."),
        (RemoveValue(()), "A path names one value inside the document."),
        (AddStep("greet", "say"), "There is a step 'greet' already."),
        (AddStep("No", "say"), "'No' can't name a step: write lower-case letters"),
        (AddStep("end", "say"), "'end' can't name a step"),
        (AddStep("more", "sai"), "There is no step type 'sai': Did you mean 'say'?"),
        (AddStep("more", "say", "gret"), "There is no step 'gret': Did you mean 'greet'?"),
        (RemoveStep("gone"), "There is no 'gone' here."),
        (RenameStep("gone", "on"), "There is no step 'gone'"),
        (RenameStep("ask", "bye"), "There is a step 'bye' already."),
        (MoveStep("ask", "gone"), "There is no step 'gone'"),
        (DuplicateStep("ask", "bye"), "There is a step 'bye' already."),
    ],
)
def test_an_edit_that_has_no_place_is_refused(edit, sentence):
    with pytest.raises(EditRefused) as refused:
        apply(FLOW, edit)
    assert str(refused.value).startswith(sentence)


def test_a_text_that_is_no_document_is_not_edited():
    for text in ("a: [", "- a\n", "a: &x 1\n", ""):
        with pytest.raises(EditRefused, match="can't be read"):
            apply(text, SetValue(("title",), "x"))


def test_a_step_of_a_flow_with_countless_faults_keeps_its_name():
    wrong = "".join(f"k{each}: 1\n" for each in range(300))
    with pytest.raises(EditRefused, match="too many faults"):
        apply(FLOW + wrong, RenameStep("greet", "hello"))


@pytest.mark.parametrize(
    ("document", "edit"),
    [
        (
            {"edit": "set_value", "path": ["steps", "ask", "prompt", 0], "value": None},
            SetValue(("steps", "ask", "prompt", 0), None),
        ),
        ({"edit": "remove_value", "path": ["a"]}, RemoveValue(("a",))),
        (
            {"edit": "add_step", "name": "a", "kind": "say", "after": "b", "fields": {"x": 1}},
            AddStep("a", "say", "b", {"x": 1}),
        ),
        ({"edit": "remove_step", "name": "a"}, RemoveStep("a")),
        ({"edit": "rename_step", "old": "a", "new": "b"}, RenameStep("a", "b")),
        ({"edit": "move_step", "name": "a"}, MoveStep("a")),
        ({"edit": "duplicate_step", "name": "a", "new": "b"}, DuplicateStep("a", "b")),
    ],
)
def test_edits_come_as_json(document, edit):
    assert edit_from_json(document) == edit


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        {},
        {"edit": "exec"},
        {"edit": ["set_value"]},
        {"edit": "set_value", "path": ["a"]},
        {"edit": "set_value", "path": "a", "value": 1},
        {"edit": "set_value", "path": [True], "value": 1},
        {"edit": "set_value", "path": [1.5], "value": 1},
        {"edit": "set_value", "path": ["a"], "value": 1, "more": 2},
        {"edit": "add_step", "name": "a", "kind": "say", "fields": []},
        {"edit": "remove_step", "name": 5},
    ],
)
def test_anything_else_is_no_edit(document):
    with pytest.raises(EditRefused):
        edit_from_json(document)


@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.sampled_from(FILES), st.data())
def test_edits_of_shipped_flows_and_their_inverse_give_the_text_back(file, data):
    text = (LIBRARY / file).read_text()
    names = [part.name for part in read_tree(text).child("steps").parts]
    step, other = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(["", *names]))
    before = names[names.index(step) - 1] if names.index(step) else ""
    there_and_back = {
        "rename": (RenameStep(step, "brand_new"), RenameStep("brand_new", step)),
        "copy": (DuplicateStep(step, "brand_new"), RemoveStep("brand_new")),
        "add": (AddStep("brand_new", "say", other), RemoveStep("brand_new")),
        "move": (MoveStep(step, other), MoveStep(step, before)),
    }
    for there, back in there_and_back.values():
        edited = apply(text, there)
        assert apply(edited, back) == text
