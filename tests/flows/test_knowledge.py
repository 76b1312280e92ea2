from datetime import date

import pytest

from flows.yaml_io import read_library

ENTRY = "{intent: faq_returns, title: T, spoken: S"


def read(tmp_path, *entries: str):
    file = tmp_path / "knowledge.yaml"
    lines = [f"  e{number}: {entry}" for number, entry in enumerate(entries)]
    file.write_text("format: 1\nentries:\n" + "\n".join(lines) + "\n")
    flows, problems = read_library([file])
    return flows.knowledge, problems


def test_an_entry_holds_from_its_first_day_to_its_last(tmp_path):
    knowledge, problems = read(
        tmp_path, f'{ENTRY}, valid_from: 2026-01-02, valid_until: "2026-01-03"}}'
    )
    assert problems == ()
    held = [bool(knowledge.valid("e0", date(2026, 1, day))) for day in (1, 2, 3, 4)]
    assert held == [False, True, True, False]


def test_the_longest_synonym_picks(tmp_path):
    knowledge, _ = read(
        tmp_path,
        f"{ENTRY}, synonyms: [sale]}}",
        f"{ENTRY}, synonyms: [sale items]}}",
        "{intent: faq_shipping, title: T, spoken: S, synonyms: [sale items please]}",
    )
    day = date(2026, 1, 1)
    assert knowledge.picked("faq_returns", "can sale items please go back", day).name == "e1"
    assert knowledge.picked("faq_returns", "the sale", day).name == "e0"
    assert knowledge.picked("faq_returns", "wholesale", day) is None


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("{intent: faq_returns, title: T}", "'spoken' is missing"),
        (f"{ENTRY}, valid_from: soon}}", "a date is expected here"),
        (f"{ENTRY}, valid_from: 2026-02-01, valid_until: 2026-01-01}}", "it ends before"),
        (f"{ENTRY}, colour: red}}", "unknown key 'colour'"),
    ],
)
def test_faults_are_told_with_their_line(tmp_path, entry, what):
    _, (problem,) = read(tmp_path, entry)
    assert problem.what.startswith(what)
    assert problem.line == 3
