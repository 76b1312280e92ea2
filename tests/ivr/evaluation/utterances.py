"""Makes judged utterances, and projects of tests."""

from pathlib import Path

from flows.yaml_io import LIBRARY, load_library
from ivr.evaluation.judged import Judged
from ivr.policy.decide import decide
from nlu.training_checks.data import Example
from nlu.understanding import Entity, Understanding

POLICY = load_library(LIBRARY).policy


def judged(
    meant: str,
    understood: str,
    confidence: float = 0.9,
    matters: tuple[str, ...] = (),
    trade: str = "retail",
) -> Judged:
    """An utterance meant as one thing and understood as another, decided on as shipped."""
    meaning = Understanding(
        "words", understood, confidence, matters=tuple((matter, 0.9) for matter in matters)
    )
    example = Example(f"tests/dev/{trade}.yml", 1, meant, "words", ())
    return Judged(example, meaning, decide(meaning, POLICY), 5.0)


def naming(marked: tuple[tuple[str, str], ...], found: tuple[tuple[str, str], ...]) -> Judged:
    """An utterance with entities marked, and others found."""
    entities = tuple(Entity(name, words, words, 0, len(words)) for name, words in found)
    meaning = Understanding("words", "track_order", 0.9, entities=entities)
    example = Example("tests/utterances.yml", 1, "track_order", "words", marked)
    return Judged(example, meaning, decide(meaning, POLICY), 5.0)


def lay_out(folder: Path, files: dict[str, str]) -> Path:
    """Write files into a folder, by their paths below it; gives the folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder
