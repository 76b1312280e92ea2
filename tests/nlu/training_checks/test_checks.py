"""Checks of training data."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from nlu.environment import RasaProject
from nlu.training_checks import TrainingData, check, read_training_data
from nlu.training_checks.data import Example, TrainingDataUnreadable

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def example(
    intent: str, text: str, line: int = 1, entities: tuple[tuple[str, str], ...] = ()
) -> Example:
    return Example(f"data/{intent}.yml", line, intent, text, entities)


def enough(intent: str, count: int, word: str) -> tuple[Example, ...]:
    names = [a + b for a in LETTERS for b in LETTERS][:count]
    return tuple(example(intent, f"{word} {name}", n + 1) for n, name in enumerate(names))


@pytest.fixture
def sound() -> TrainingData:
    return TrainingData(
        intents=frozenset({"affirm", "deny"}),
        entities=frozenset({"date"}),
        examples=enough("affirm", 40, "yes") + enough("deny", 40, "no"),
        tests=enough("affirm", 10, "yeah") + enough("deny", 10, "nope"),
    )


def test_sound_data_has_no_findings(sound: TrainingData) -> None:
    assert check(sound) == []


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda d: replace(d, examples=d.examples[1:]), "affirm has 39 utterances and needs 40"),
        (lambda d: replace(d, tests=d.tests[:-1]), "deny has 9 utterances and needs 10"),
        (
            lambda d: replace(d, examples=(*d.examples, example("deny", "Not 4 me"))),
            '"Not 4 me" is not as speech recognition writes',
        ),
        (
            lambda d: replace(d, examples=(*d.examples, example("deny", "no aa"))),
            '"no aa" stands at line 1 already',
        ),
        (
            lambda d: replace(d, examples=(*d.examples, example("deny", "yes aa"))),
            '"yes aa" is affirm at data/affirm.yml, line 1, and deny here',
        ),
        (
            lambda d: replace(d, examples=(*d.examples, example("deny", "uh yes aa please"))),
            '"uh yes aa please" differs from "yes aa" of affirm',
        ),
        (
            lambda d: replace(d, tests=(*d.tests, example("deny", "no aa"))),
            '"no aa" is trained at data/deny.yml, line 1',
        ),
        (
            lambda d: replace(d, examples=(*d.examples, example("maybe", "perhaps"))),
            "The domain has no intent maybe",
        ),
        (
            lambda d: replace(d, tests=(*d.tests, example("deny", "not x", 1, (("place", "x"),)))),
            "The domain has no entity place",
        ),
    ],
)
def test_what_must_be_mended(
    sound: TrainingData, spoil: Callable[[TrainingData], TrainingData], says: str
) -> None:
    findings = check(spoil(sound))
    assert any(says in f.what for f in findings), findings


def test_the_shipped_data_is_in_order() -> None:
    assert check(read_training_data(RasaProject().root)) == []


def test_places_are_those_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "domain.yml").write_text("intents: [affirm]\nentities: [date]\n")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.yml").write_text(
        "version: '3.1'\nnlu:\n- intent: affirm\n  examples: |\n    - yes\n"
        "    - yes [today](date)\n"
    )
    data = read_training_data(tmp_path)
    assert data.examples == (
        Example("data/a.yml", 5, "affirm", "yes", ()),
        Example("data/a.yml", 6, "affirm", "yes today", (("date", "today"),)),
    )


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("nlu: [", "data/a.yml is no YAML"),
        ("- 1", "data/a.yml holds no settings"),
        ("nlu:\n- intent: affirm\n  examples: |\n    yes\n", "data/a.yml, line 4"),
    ],
)
def test_unreadable_files_are_named(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "domain.yml").write_text("intents: [affirm]\n")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.yml").write_text(content)
    with pytest.raises(TrainingDataUnreadable, match=says):
        read_training_data(tmp_path)
