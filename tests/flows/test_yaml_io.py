from pathlib import Path

import pytest

from flows.definition import Flow
from flows.problems import FlowsInvalid, Problem
from flows.steps.conditions import TESTS
from flows.steps.table import STEP_TYPES
from flows.yaml_guard import LARGEST_FILE_BYTES
from flows.yaml_io import LIBRARY, load_library, read_documents, read_library

GOOD = """\
format: 1
flow: welcome
title: Welcome
start: greet
steps:
  greet: {type: say, prompt: Hello., next: end}
"""


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Reads the flow of one file: it, or None, and the problems."""
    monkeypatch.chdir(tmp_path)

    def read_text(text: str) -> tuple[Flow | None, tuple[Problem, ...]]:
        file = Path("flow.yaml")
        file.write_text(text)
        flows, problems = read_library(file)
        return next(iter(flows.flows.values()), None), problems

    return read_text


@pytest.fixture
def problems_of(read):
    return lambda text: [(p.line, p.place.column, p.what, p.remedy) for p in read(text)[1]]


def test_a_good_flow_has_no_problems(read):
    flow, problems = read(GOOD)
    assert problems == ()
    assert (flow.name, flow.start.target, list(flow.steps)) == ("welcome", "greet", ["greet"])
    assert (flow.steps["greet"].place.line, flow.steps["greet"].place.file) == (6, "flow.yaml")


def test_all_faults_are_told_at_once_each_with_its_place(problems_of):
    assert problems_of("""\
format: 1
flow: broken
titel: Broken
start: ask
slots:
  number: {type: order_numbre, min: 8, max: 4}
steps:
  ask:
    type: collect
    promt: "Number?"
    slot: number
    silence: soon
    confirm: always
  tell:
    type: sai
    prompt: "Hello."
  think:
    prompt: "Hm."
  go:
    type: branch
    when:
      - {slot: number, is: a, is_not: b, next: tell}
      - {slot: number, next: tell}
      - {slot: number, is: a, nxet: tell}
""") == [
        (1, 1, "'title' is missing", "Add 'title:' here"),
        (3, 1, "unknown key 'titel'", "Did you mean 'title'?"),
        (6, 18, "unknown slot type 'order_numbre'", "Did you mean 'order_number'?"),
        (6, 37, "min is above max", "Write the smaller number as min"),
        (9, 5, "'prompt' is missing", "Add 'prompt:' here"),
        (10, 5, "unknown key 'promt'", "Did you mean 'prompt'?"),
        (12, 14, "a whole number is expected here", "Write digits only, without quotes"),
        (13, 14, "'read_back' is missing", "Add the question that confirms it"),
        (15, 11, "unknown step type 'sai'", "Did you mean 'say'?"),
        (18, 5, "'type' is missing", f"Add 'type:' with one of: {', '.join(STEP_TYPES)}"),
        (22, 9, "one test is expected", f"Write one of: {', '.join(TESTS)}"),
        (23, 9, "one test is expected", f"Write one of: {', '.join(TESTS)}"),
        (24, 9, "'next' is missing", "Add 'next:' here"),
        (24, 31, "unknown key 'nxet'", "Did you mean 'next'?"),
    ]


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("a: [1\nb: 2\n", (2, 2), "expected ',' or ']', but got ':'"),
        ("format: 1\nflow: a\nflow: b\n", (3, 1), 'found duplicate key "flow"'),
        ("- just\n- a list\n", (1, 1), "the file holds no mapping"),
        ("", (1, 1), "the file holds no mapping"),
        ("flow: a\n", (1, 1), "the format is missing or unknown"),
        ("format: 2\nflow: a\n", (1, 1), "the format is missing or unknown"),
        ("format: true\nflow: a\n", (1, 1), "the format is missing or unknown"),
        ("a: \x00\n", (1, 4), "a character that nobody can see (U+0000)"),
        ("#" * (LARGEST_FILE_BYTES + 1), (1, 1), "the file is too large"),
    ],
)
def test_what_is_no_flow_at_all_is_told_with_its_place(read, text, place, what):
    flow, (problem,) = read(text)
    assert flow is None
    assert (problem.place.line, problem.place.column) == place
    assert problem.what.startswith(what)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("title: 5", "text is expected here"),
        ("intents: {a: b}", "text is expected here"),
        ("steps: [a]", "a mapping is expected here"),
        ("steps: {greet: {type: say, prompt: 'a { b', next: end}}", "a lone '{'"),
        ("steps: {greet: {type: say, prompt: [], next: 5}}", "text is expected here"),
        ("steps: {greet: {type: say, prompt: {text: a}}}", "'audio' is missing"),
        ("steps: {greet: {type: say, prompt: a, interruptible: maybe}}", "true or false is"),
        ("steps: {greet: {type: hangup, outcome: fine}}", "unknown outcome 'fine'"),
        (
            "steps: {greet: {type: collect, prompt: a, confirm: always}}",
            "'read_back' is missing",
        ),
        (
            "steps: {greet: {type: collect, prompt: a, choices: [{phrase: a, next: b, begin: c}]}}",
            "'next' and 'begin' in one choice",
        ),
        (
            "steps: {greet: {type: action, action: a, outcomes: {}, with: {n: [1]}}}",
            "a plain value is expected here",
        ),
    ],
)
def test_values_of_the_wrong_kind_are_told(problems_of, line, what):
    key = line.split(":")[0]
    kept = [each for each in GOOD.splitlines() if not each.startswith((key, "  greet"))]
    text = "\n".join([*kept, line]).replace("steps:\nsteps:", "steps:") + "\n"
    assert any(found.startswith(what) for _, _, found, _ in problems_of(text))


def test_a_folder_is_read_whole_and_all_its_faults_are_told(tmp_path: Path):
    (tmp_path / "a.yaml").write_text(GOOD)
    (tmp_path / "b.yaml").write_text(GOOD)
    (tmp_path / "c.yaml").write_text("format: 1\nflow: c\n")
    (tmp_path / "policy.yaml").write_text("format: 1\n")
    (tmp_path / "phrases.yaml").write_text("format: 1\nphrases: {}\n")
    flows, problems = read_library(tmp_path)
    assert list(flows.flows) == ["welcome", "c"]
    assert {Path(p.file).name for p in problems} == {
        *("b.yaml", "c.yaml", "policy.yaml", "phrases.yaml")
    }
    with pytest.raises(FlowsInvalid) as refused:
        load_library(tmp_path)
    assert refused.value.problems == problems
    first = str(refused.value).splitlines()[0]
    assert first == (
        f"{tmp_path}/b.yaml:1:1: error: a second flow named 'welcome'. "
        "Give one of them another name."
    )


def test_an_intent_starts_one_flow_only(tmp_path: Path):
    (tmp_path / "a.yaml").write_text(GOOD + "intents: [refund]\n")
    (tmp_path / "b.yaml").write_text(GOOD.replace("flow: welcome", "flow: b") + "intents: [refund]")
    _, (problem,) = read_library([tmp_path / "a.yaml", tmp_path / "b.yaml"])
    assert (Path(problem.file).name, problem.line) == ("b.yaml", 7)
    assert problem.what == "intent 'refund' already starts 'welcome'"


def test_texts_are_read_like_the_files_they_stand_in(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    documents = {
        "b.yaml": GOOD,
        "a.yaml": GOOD.replace("Hello.", "5"),
        "policy.yaml": "format: 1\n",
        "hours.yaml": (LIBRARY / "hours.yaml").read_text(),
    }
    for name, text in documents.items():
        Path(name).write_text(text)
    assert read_documents(documents) == read_library(sorted(map(Path, documents)))
    assert {each.file for each in read_documents(documents)[1]} == {
        *("a.yaml", "b.yaml", "policy.yaml")
    }


def test_the_shipped_library_loads():
    flows = load_library()
    assert {"welcome", "main_menu", "track_order", "person", "trouble"} <= set(flows.flows)
    assert flows.for_intent("track_order").name == "track_order"
    assert flows.for_intent("complaint") is None
