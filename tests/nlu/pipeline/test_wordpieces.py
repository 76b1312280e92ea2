"""Cutting words into pieces of a vocabulary."""

import importlib
from pathlib import Path
from typing import Any

import pytest

from nlu.environment import RasaProject

VOCABULARY = ("[UNK]", "[CLS]", "[SEP]", "track", "##ing", "my", "par", "##cel", "'", "cafe")


@pytest.fixture
def pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(RasaProject().root))
    (tmp_path / "vocab.txt").write_text("\n".join(VOCABULARY), encoding="utf-8")
    return importlib.import_module("pipeline.wordpieces").WordPieces(tmp_path / "vocab.txt")


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("tracking my parcel", ["[CLS]", "track", "##ing", "my", "par", "##cel", "[SEP]"]),
        ("Café", ["[CLS]", "cafe", "[SEP]"]),
        ("my'my", ["[CLS]", "my", "'", "my", "[SEP]"]),
        ("order", ["[CLS]", "[UNK]", "[SEP]"]),
        ("x" * 200, ["[CLS]", "[UNK]", "[SEP]"]),
        ("", ["[CLS]", "[SEP]"]),
    ],
)
def test_pieces(pieces: Any, text: str, cut: list[str]) -> None:
    assert [VOCABULARY[number] for number in pieces.numbers(text, 64)] == cut


def test_a_long_text_is_cut_and_keeps_its_end_mark(pieces: Any) -> None:
    numbers = pieces.numbers("my " * 100, 10)
    assert len(numbers) == 10
    assert VOCABULARY[numbers[-1]] == "[SEP]"
