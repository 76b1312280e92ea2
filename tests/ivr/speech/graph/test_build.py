"""A model built from words, loaded and tried by real Vosk."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from flows.events import Grammar
from ivr.speech.graph.build import Built, GraphSettings, build_model
from ivr.speech.graph.language import OwnWords, language
from ivr.speech.model import BUNDLED, SpeechModel
from ivr.speech.recognition import Recogniser
from ivr.speech.vosk_grammar import vosk_grammar

OWN = OwnWords(examples=("my quillophone is broken",), phrases=("quillophone",))


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> tuple[Path, Built]:
    folder = tmp_path_factory.mktemp("model")
    return folder, build_model(BUNDLED, folder, language(OWN), GraphSettings())


def test_new_words_are_heard_in_sentences_and_in_grammars(built, sounds):
    folder, made = built
    assert made.guessed == ("quillophone",)
    model = SpeechModel(folder)
    for text, grammar in (
        ("my quillophone is broken", Grammar()),
        ("quillophone", Grammar("phrases", ("quillophone", "billing"))),
        ("four five one two", Grammar("digits")),
    ):
        recogniser = Recogniser(model, vosk_grammar(grammar, model))
        silence = sounds.silence(300)
        recogniser.feed(np.concatenate([silence, sounds.say(text), silence]))
        assert recogniser.finish().text == text


def test_a_model_keeps_within_its_size(built):
    folder, made = built
    assert made.words > 2900
    assert made.graph_bytes == sum(f.stat().st_size for f in (folder / "graph").rglob("*.*"))
    assert sum(file.stat().st_size for file in folder.rglob("*.*")) < 12_000_000


def test_the_same_words_make_the_same_files(built, tmp_path: Path):
    folder, _ = built
    build_model(BUNDLED, tmp_path, language(OWN), GraphSettings())
    for name in ("HCLr.fst", "Gr.fst", "words.txt"):
        assert (tmp_path / "graph" / name).read_bytes() == (folder / "graph" / name).read_bytes()


def test_a_model_is_rebuilt_in_its_own_folder(built, tmp_path: Path):
    folder, _ = built
    here = tmp_path / "copy"
    shutil.copytree(folder, here)
    made = build_model(here, here, language(OwnWords(names=("Wrenfield",))), GraphSettings())
    assert made.guessed == ("wrenfield",)
    assert SpeechModel(here).knows("wrenfield")
    assert not SpeechModel(here).knows("quillophone")
