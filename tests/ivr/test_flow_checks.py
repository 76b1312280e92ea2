"""Flow checks with what the application offers."""

import shutil
from pathlib import Path

import pytest

from flows.yaml_io import LIBRARY
from ivr.flow_checks import catalogue, problems_of
from ivr.speech.model import BUNDLED

QUESTION = """\
format: 1
flow: greeting
title: "Greeting"
start: ask

steps:
  ask:
    type: collect
    prompt: "Hello?"
    help: ["Say hello."]
    choices:
      - {key: "1", phrase: "hello zebrafish", next: end}
"""


@pytest.fixture
def question(tmp_path: Path) -> Path:
    file = tmp_path / "greeting.yaml"
    file.write_text(QUESTION)
    return file


def model_with(folder: Path, words_file: str, *words: str) -> Path:
    file = folder / words_file
    file.parent.mkdir(parents=True)
    lines = [f"{word} {number}" for number, word in enumerate(("<eps>", *words))]
    file.write_text("\n".join(lines) + "\n")
    return folder


def test_the_application_offers_its_actions():
    known = catalogue(frozenset({"track_order"}))
    assert {"look_up_order", "store_callback"} <= set(known.outcomes)
    assert (
        "order_number" in known.arguments["look_up_order"][0] | known.arguments["look_up_order"][1]
    )
    assert known.words is not None
    assert "order" in known.words
    assert known.trained is not None
    assert "track_order" in known.trained


def test_words_the_settings_model_knows(question: Path, tmp_path: Path):
    def unknown(model: Path) -> list[str]:
        found = problems_of(LIBRARY, [question], model)
        return [problem.what for problem in found if "zebrafish" in problem.what]

    assert unknown(BUNDLED)
    knowing = model_with(tmp_path / "knowing", "graph/words.txt", "hello", "zebrafish")
    flat = model_with(tmp_path / "flat", "words.txt", "hello", "zebrafish")
    lacking = model_with(tmp_path / "lacking", "words.txt", "hello")
    silent = tmp_path / "silent"
    assert not unknown(knowing)
    assert not unknown(flat)
    assert unknown(lacking)
    assert not unknown(silent)


def test_only_chosen_files_are_reported_on(question: Path, tmp_path: Path):
    folder = tmp_path / "flows"
    shutil.copytree(LIBRARY, folder)
    warned = folder / "track_order.yaml"
    warned.write_text(warned.read_text().replace("next: look_up\n", "next: look_upp\n", 1))
    question.write_text(QUESTION.replace("zebrafish", "there"))
    assert problems_of(folder)
    assert {problem.file for problem in problems_of(folder, [question])} <= {str(question)}


def test_a_chosen_file_takes_the_place_of_its_namesake(tmp_path: Path):
    changed = tmp_path / "goodbye.yaml"
    changed.write_text((LIBRARY / "goodbye.yaml").read_text().replace("Goodbye.", "Bye."))
    assert problems_of(LIBRARY, [changed]) == []


def test_a_neighbour_that_cannot_be_read_is_told(question: Path, tmp_path: Path):
    folder = tmp_path / "flows"
    shutil.copytree(LIBRARY, folder)
    (folder / "goodbye.yaml").write_text("format: 1\nflow: goodbye\n")
    assert {p.file for p in problems_of(folder, [question])} == {str(folder / "goodbye.yaml")}


def test_an_intent_that_understanding_has_no_examples_of(tmp_path: Path):
    folder = tmp_path / "flows"
    shutil.copytree(LIBRARY, folder)
    policy = folder / "policy.yaml"
    policy.write_text(policy.read_text().replace("risks:\n", "risks:\n  gift_card: automate\n"))
    flow = folder / "faq_shipping.yaml"
    flow.write_text(flow.read_text().replace("[faq_shipping]", "[faq_shipping, gift_card]"))
    (problem,) = problems_of(folder, [flow])
    assert problem.what == "understanding has no examples of 'gift_card'"
    assert problem.severity == "warning"
