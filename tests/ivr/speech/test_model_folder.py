"""A broken model is told, and never ends the process that looks at it."""

import shutil
from pathlib import Path

import pytest

from ivr.speech.model import BUNDLED, SpeechModel
from ivr.speech.model_folder import ModelBroken, ModelMissing, check_folder, probe, takes_grammars


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BUNDLED, tmp_path / "model"))


def test_the_bundled_model_passes():
    check_folder(BUNDLED)
    probe(BUNDLED)
    assert takes_grammars(BUNDLED)


def test_no_folder(tmp_path):
    with pytest.raises(ModelMissing) as raised:
        SpeechModel(tmp_path / "nowhere")
    assert raised.value.code == "missing"
    assert "WARMLINE_SPEECH_MODEL" in raised.value.remedy


@pytest.mark.parametrize(
    "name",
    ["am/final.mdl", "graph/HCLr.fst", "graph/Gr.fst", "conf/mfcc.conf", "conf/model.conf"],
)
def test_a_missing_or_empty_file_is_seen_without_loading(copy, name):
    (copy / name).write_bytes(b"")
    with pytest.raises(ModelBroken) as empty:
        check_folder(copy)
    (copy / name).unlink()
    with pytest.raises(ModelBroken) as gone:
        check_folder(copy)
    assert (empty.value.code, gone.value.code) == ("damaged", "incomplete")
    assert name in gone.value.what


@pytest.mark.parametrize("name", ["am/final.mdl", "graph/HCLr.fst", "graph/Gr.fst"])
def test_garbage_is_seen_without_loading(copy, name):
    (copy / name).write_bytes(b"<html>not found</html>" * 100)
    with pytest.raises(ModelBroken) as raised:
        check_folder(copy)
    assert raised.value.code == "damaged"


@pytest.mark.parametrize(
    "name", ["am/final.mdl", "graph/HCLr.fst", "graph/Gr.fst", "conf/mfcc.conf"]
)
def test_a_file_cut_short_does_not_end_this_process(copy, name):
    content = (copy / name).read_bytes()
    (copy / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(ModelBroken) as raised:
        SpeechModel(copy)
    assert raised.value.code == "unloadable"
    assert str(copy) in raised.value.what


def test_half_a_list_of_words_is_seen_without_loading(copy):
    listed = copy / "graph/words.txt"
    content = listed.read_bytes()
    listed.write_bytes(content[: len(content) // 2].rstrip(b"\n"))
    with pytest.raises(ModelBroken, match="ends in the middle of a line") as raised:
        check_folder(copy)
    assert raised.value.code == "damaged"


def test_a_load_that_takes_too_long_is_given_up():
    with pytest.raises(ModelBroken) as raised:
        probe(BUNDLED, timeout_s=0.001)
    assert raised.value.code == "slow"


def test_a_static_graph_takes_no_grammars(copy):
    (copy / "graph/Gr.fst").unlink()
    (copy / "graph/HCLr.fst").rename(copy / "graph/HCLG.fst")
    check_folder(copy)
    assert not takes_grammars(copy)


def test_the_flat_layout_of_older_models(copy):
    for path in [*copy.rglob("*.*")]:
        if path.is_file():
            path.rename(copy / path.name)
    check_folder(copy)
    (copy / "Gr.fst").unlink()
    with pytest.raises(ModelBroken, match=r"lacks Gr\.fst"):
        check_folder(copy)


def test_phrases_with_unknown_words_are_left_out(model):
    assert model.known(("where is my order", "where is my zebra", " ")) == ("where is my order",)
    assert model.name == "bundled"
