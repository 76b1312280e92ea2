"""The bundled speech model with a line's own words."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from flows.yaml_io import LIBRARY, load_library
from ivr.flow_checks import problems_of
from ivr.own_model import lacks_words_of, rebuild, renew_for_examples, renew_for_flows
from ivr.own_words import demo_names, own_words
from ivr.speech.graph.language import words_of
from ivr.speech.kept_model import model_in_use
from ivr.speech.model import BUNDLED
from ivr.speech.model_folder import words_known
from nlu.environment import RasaProject
from tests.fakes.shop_line import settings_in

PHRASE = 'phrase: "i don\'t have it"'


@pytest.fixture
def flows_dir(tmp_path: Path) -> Path:
    """The shipped flows with a phrase of which one word is new."""
    folder = Path(shutil.copytree(LIBRARY, tmp_path / "flows"))
    file = folder / "track_order.yaml"
    assert PHRASE in file.read_text()
    new = 'phrase: "it is on my quillophone"'
    file.write_text(file.read_text().replace(PHRASE, new, 1))
    return folder


def unknown_words(folder: Path, model: Path) -> list[str]:
    return [p.what for p in problems_of(folder, model_folder=model) if "doesn't know" in p.what]


def test_the_bundled_model_knows_every_word_of_the_project():
    own = own_words([load_library(LIBRARY)], RasaProject().root, demo_names())
    known = words_known(BUNDLED)
    texts = (*own.examples, *own.phrases, *own.names)
    assert {word for text in texts for word in words_of(text)} <= known


def test_nothing_is_built_where_nothing_is_new(tmp_path: Path):
    settings = settings_in(tmp_path)
    assert renew_for_flows(settings, load_library(LIBRARY)) is None
    assert renew_for_examples(settings) is None
    assert model_in_use(None, settings.data_dir) == BUNDLED


def test_new_words_of_flows_are_built_in(tmp_path: Path, flows_dir: Path):
    settings = settings_in(tmp_path / "data", flows_dir=flows_dir)
    assert unknown_words(flows_dir, BUNDLED)
    new = renew_for_flows(settings, load_library(flows_dir))
    assert new is not None
    assert new.words == ("quillophone",)
    model = model_in_use(None, settings.data_dir)
    assert not unknown_words(flows_dir, model)
    assert renew_for_flows(settings, load_library(flows_dir)) is None


def test_a_model_that_cannot_be_built_stops_nothing(tmp_path: Path, flows_dir: Path):
    settings = settings_in(tmp_path / "data", flows_dir=flows_dir)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    (settings.data_dir / "speech").write_text("a file where the folder belongs")
    new = renew_for_flows(settings, load_library(flows_dir))
    assert new is not None
    assert new.built is None
    assert model_in_use(None, settings.data_dir) == BUNDLED


def test_a_chosen_model_is_left_alone(tmp_path: Path, flows_dir: Path):
    settings = settings_in(tmp_path / "data", flows_dir=flows_dir, speech_model=BUNDLED)
    assert renew_for_flows(settings, load_library(flows_dir)) is None


def test_names_are_built_in(tmp_path: Path):
    built = rebuild(settings_in(tmp_path / "data"), ("Zimmerglen",), tmp_path / "model")
    assert "zimmerglen" in built.guessed
    assert "zimmerglen" in (words_known(tmp_path / "model") or ())


def test_the_words_of_every_version_are_built_in(tmp_path: Path, flows_dir: Path):
    settings = settings_in(tmp_path / "data", flows_dir=flows_dir)
    live = load_library(flows_dir)
    file = flows_dir / "track_order.yaml"
    file.write_text(file.read_text().replace("quillophone", "brindlewort", 1))
    waiting = load_library(flows_dir)
    assert lacks_words_of(settings, (live, waiting))
    new = renew_for_flows(settings, live, waiting)
    assert new is not None
    assert new.words == ("brindlewort", "quillophone")
    known = words_known(model_in_use(None, settings.data_dir)) or frozenset()
    assert {"quillophone", "brindlewort"} <= known
    assert not lacks_words_of(settings, (live, waiting))


def test_names_given_once_are_in_the_next_model_too(tmp_path: Path, flows_dir: Path):
    settings = settings_in(tmp_path / "data")
    rebuild(settings, ("Zimmerglen",))
    renew_for_flows(settings, load_library(flows_dir))
    known = words_known(model_in_use(None, settings.data_dir)) or frozenset()
    assert {"zimmerglen", "quillophone"} <= known


def test_names_outlive_the_model_that_an_update_leaves_aside(tmp_path: Path):
    settings = settings_in(tmp_path / "data")
    rebuild(settings, ("Zimmerglen",))
    shutil.rmtree(model_in_use(None, settings.data_dir).parent)
    assert model_in_use(None, settings.data_dir) == BUNDLED
    new = renew_for_flows(settings, load_library(LIBRARY))
    assert new is not None
    assert new.words == ("zimmerglen",)
    assert "zimmerglen" in (words_known(model_in_use(None, settings.data_dir)) or ())
    assert renew_for_flows(settings, load_library(LIBRARY)) is None


def test_two_processes_build_once(tmp_path: Path, flows_dir: Path):
    settings = settings_in(tmp_path / "data", flows_dir=flows_dir)
    flows = load_library(flows_dir)
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: renew_for_flows(settings, flows), range(2)))
    assert sum(each is not None for each in both) == 1
    assert "quillophone" in (words_known(model_in_use(None, settings.data_dir)) or ())
