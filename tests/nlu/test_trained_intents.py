from pathlib import Path

from nlu.environment import RasaProject
from nlu.trained_intents import intents_with_examples


def test_intents_with_examples_in_any_file(tmp_path: Path):
    folder = tmp_path / "data" / "more"
    folder.mkdir(parents=True)
    (tmp_path / "data" / "a.yml").write_text(
        "nlu:\n- intent: refund\n  examples: |\n    - i want a refund\n"
        "- intent: complaint\n  examples: |\n"
    )
    (folder / "b.yml").write_text("nlu:\n- intent: greet\n  examples: |\n    - hello\n")
    (folder / "c.yml").write_text("nlu:\n- regex: digits\n  examples: |\n    - \\d+\n")
    assert intents_with_examples(tmp_path) == {"refund", "greet"}


def test_a_project_without_examples_says_nothing(tmp_path: Path):
    assert intents_with_examples(tmp_path) is None


def test_the_shipped_training_data():
    found = intents_with_examples(RasaProject().root)
    assert found is not None
    assert {"track_order", "affirm", "out_of_scope", "complaint"} <= found
