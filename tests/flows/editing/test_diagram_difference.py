from flows.editing.diagram import diagram
from flows.editing.diagram_difference import diagram_difference
from flows.editing.difference import difference
from flows.yaml_io import read_documents

BEFORE = """\
format: 1
flow: welcome
title: Welcome
start: ask
steps:
  ask:
    type: collect
    prompt: "Well?"
    choices:
      - {key: "1", phrase: "home", next: hello}
      - {key: "2", phrase: "work", next: old}
  hello: {type: say, prompt: "Hello.", next: end}
  old: {type: say, prompt: "Old.", next: end}
  leave: {type: say, prompt: "Leave.", next: end}
"""


def compared(before: str, after: str):
    flows = [
        next(iter(read_documents({"f.yaml": text})[0].flows.values())) for text in (before, after)
    ]
    return diagram_difference(*flows, difference(before, after))


def marks(found) -> dict[str, str]:
    return {each["id"]: each["mark"] for each in found["nodes"] if each["mark"]}


def lines(found) -> set[tuple[str | None, ...]]:
    return {tuple(each.values()) for each in found["edges"] if each["mark"]}


def test_the_same_flow_has_no_marks():
    found = compared(BEFORE, BEFORE)
    assert marks(found) == {}
    assert lines(found) == set()
    assert all(each["before"] == each["after"] for each in found["nodes"] + found["edges"])


def test_a_step_and_its_lines_come():
    after = BEFORE.replace('"Old.", next: end', '"Old.", next: more')
    found = compared(BEFORE, f'{after}  more: {{type: say, prompt: "More.", next: end}}\n')
    assert marks(found) == {"old": "changed", "more": "added"}
    assert lines(found) == {
        ("old", ":end", "removed", "", None),
        ("old", "more", "added", None, ""),
        ("more", ":end", "added", None, ""),
    }
    more = next(each for each in found["nodes"] if each["id"] == "more")
    assert more["before"] is None
    assert more["after"]["text"] == "More."


def test_a_step_and_its_lines_go():
    found = compared(
        BEFORE, BEFORE.replace('  leave: {type: say, prompt: "Leave.", next: end}\n', "")
    )
    assert marks(found) == {"leave": "removed"}
    assert lines(found) == {("leave", ":end", "removed", "", None)}
    leave = next(each for each in found["nodes"] if each["id"] == "leave")
    assert leave["after"] is None
    assert leave["before"]["text"] == "Leave."


def test_other_words_change_a_step_and_no_line():
    found = compared(BEFORE, BEFORE.replace('"Hello."', '"Good day."'))
    assert marks(found) == {"hello": "changed"}
    assert lines(found) == set()
    hello = next(each for each in found["nodes"] if each["id"] == "hello")
    assert (hello["before"]["text"], hello["after"]["text"]) == ("Hello.", "Good day.")


def test_another_label_changes_a_line():
    found = compared(BEFORE, BEFORE.replace('phrase: "home"', 'phrase: "house"'))
    assert marks(found) == {"ask": "changed"}
    assert lines(found) == {("ask", "hello", "changed", "home", "house")}


def test_another_start_changes_lines_alone():
    found = compared(BEFORE, BEFORE.replace("start: ask", "start: leave"))
    assert marks(found) == {}
    assert lines(found) == {
        (":start", "ask", "removed", "", None),
        (":start", "leave", "added", None, ""),
    }


def test_a_renamed_step_is_one_box_and_keeps_its_lines():
    found = compared(BEFORE, BEFORE.replace("next: hello", "next: hi").replace("  hello:", "  hi:"))
    assert marks(found) == {"ask": "changed", "hi": "changed"}
    assert lines(found) == set()
    hi = next(each for each in found["nodes"] if each["id"] == "hi")
    assert (hi["before"]["label"], hi["after"]["label"]) == ("hello", "hi")


def test_two_lines_between_the_same_boxes_are_told_apart():
    both = BEFORE.replace("next: old}", "next: hello}")
    found = compared(both, both.replace('      - {key: "2", phrase: "work", next: hello}\n', ""))
    assert lines(found) == {("ask", "hello", "removed", "work", None)}


def test_each_side_is_the_diagram_of_its_version(library):
    before = library.flows["goodbye"]
    for after in library.flows.values():
        found = diagram_difference(before, after, ())
        for side, version in (("before", before), ("after", after)):
            drawn = diagram(version)
            here = [each[side] for each in found["nodes"] if each[side] is not None]
            assert sorted(here, key=str) == sorted(drawn["nodes"], key=str)
            edges = [(e["from"], e["to"], e[side]) for e in found["edges"] if e[side] is not None]
            assert sorted(edges) == sorted(tuple(each.values()) for each in drawn["edges"])
