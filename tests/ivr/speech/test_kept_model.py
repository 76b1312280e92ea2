"""Rebuilt models and the recognisers of a line."""

import shutil
import threading
from pathlib import Path

import pytest

from ivr.speech.kept_model import keep, model_in_use
from ivr.speech.model import BUNDLED
from ivr.speech.model_folder import ModelBroken
from ivr.speech.recognisers import RENEWING, Recognisers


def copy(folder: Path) -> str:
    shutil.copytree(BUNDLED, folder, dirs_exist_ok=True)
    return "built"


def spoil(folder: Path) -> None:
    copy(folder)
    (folder / "graph" / "Gr.fst").write_bytes(b"nothing of the kind")


def test_the_bundled_model_until_one_is_rebuilt(tmp_path: Path):
    assert model_in_use(None, tmp_path) == BUNDLED
    assert keep(tmp_path, copy) == "built"
    first = model_in_use(None, tmp_path)
    assert first.parent.parent == tmp_path / "speech"
    keep(tmp_path, copy)
    assert model_in_use(None, tmp_path) != first
    assert not first.exists()


def test_a_chosen_model_goes_before_all(tmp_path: Path):
    keep(tmp_path, copy)
    assert model_in_use(tmp_path / "official", tmp_path) == tmp_path / "official"


def test_what_vosk_cannot_load_is_never_used(tmp_path: Path):
    keep(tmp_path, copy)
    before = model_in_use(None, tmp_path)
    with pytest.raises(ModelBroken):
        keep(tmp_path, spoil)
    assert model_in_use(None, tmp_path) == before
    assert len(list(before.parent.glob("model-*"))) == 1


@pytest.mark.parametrize("pointer", ["", "gone", "../../elsewhere"])
def test_a_pointer_to_nothing(tmp_path: Path, pointer: str):
    keep(tmp_path, copy)
    (model_in_use(None, tmp_path).parent / "current").write_text(pointer)
    assert model_in_use(None, tmp_path) == BUNDLED


def test_new_calls_have_the_rebuilt_model(tmp_path: Path):
    recognisers = Recognisers(lambda: model_in_use(None, tmp_path))
    early = recognisers.pool()
    keep(tmp_path, copy)
    recognisers.pool()
    tick = threading.Event()
    while recognisers.pool() is early:
        tick.wait(0.05)
    assert recognisers.pool().model.folder == model_in_use(None, tmp_path)
    assert early.model.folder == BUNDLED


def test_a_model_that_breaks_later_leaves_the_one_before(tmp_path: Path):
    folder = BUNDLED
    recognisers = Recognisers(lambda: folder)
    early = recognisers.pool()
    folder = tmp_path / "nowhere"
    recognisers.pool()
    for thread in threading.enumerate():
        if thread.name == RENEWING:
            thread.join()
    assert recognisers.pool() is early
