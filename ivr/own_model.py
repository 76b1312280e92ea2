"""The bundled speech model with this line's own words: rebuilt whenever there are new ones.

Nothing here stops a line: where a model can't be rebuilt, the one before is used and the log says
why. A model that the settings name is never touched.
"""

from dataclasses import dataclass
from pathlib import Path

import structlog

from flows.definition import FlowSet
from ivr.config import Settings
from ivr.errors import LineNotReady
from ivr.own_words import demo_names, own_words, waited_for
from ivr.releases.at_start import loaded_at_start
from ivr.speech.graph.build import Built, GraphSettings, build_model
from ivr.speech.graph.fst import write
from ivr.speech.graph.language import Language, language, words_of
from ivr.speech.graph.spelled_sounds import EspeakMissing
from ivr.speech.kept_model import building, keep, model_in_use
from ivr.speech.model import BUNDLED
from ivr.speech.model_folder import ModelFault, words_known
from nlu.environment import RasaProject
from nlu.training_checks.data import TrainingDataUnreadable, read_training_data

CANNOT = (EspeakMissing, LineNotReady, ModelFault, TrainingDataUnreadable, OSError)
"""What keeps a model from being rebuilt."""
_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class NewWords:
    """Words that flows or examples have and the speech model lacks."""

    words: tuple[str, ...]
    built: Built | None
    """The model that now has them; None where it could not be rebuilt."""


def rebuild(settings: Settings, names: tuple[str, ...] = (), to: Path | None = None) -> Built:
    """Build the model for the flows that the line runs on and the examples of the settings.

    Args:
        settings: of the line.
        names: of products, streets, towns and people, beside those of the demo shop; kept, so
            that they are in the models that the line rebuilds by itself.
        to: folder to build into; else the line takes the model into use.

    Raises:
        LineNotReady: the flows can't be used.
        TrainingDataUnreadable: the examples can't be read.
        EspeakMissing: a word is in no dictionary and espeak-ng can't be used.
        ModelBroken: Vosk can't load what was built.
        OSError: a folder can't be written.
    """
    if to:
        return _build(to, own_language(settings, names))
    with building(settings.data_dir):
        return _kept(settings, names)


def own_language(
    settings: Settings, names: tuple[str, ...] = (), flows: tuple[FlowSet, ...] = ()
) -> Language:
    """What the graph of the line's model is built from.

    Raises:
        LineNotReady: the flows can't be used.
        TrainingDataUnreadable: the examples can't be read.
    """
    flows = flows or (loaded_at_start(settings).flows,)
    return language(own_words(flows, RasaProject().root, (*demo_names(), *names)))


def lacks_words_of(settings: Settings, flows: tuple[FlowSet, ...]) -> bool:
    """Whether `renew_for_flows` would have something to do."""
    return bool(_new_words(settings, waited_for(flows)))


def renew_for_flows(settings: Settings, *flows: FlowSet) -> NewWords | None:
    """Rebuild the model where callers are expected to say words that it lacks.

    Args:
        settings: of the line.
        flows: all versions that callers get or will get.
    """
    return _renew(settings, waited_for(flows), flows)


def renew_for_examples(settings: Settings) -> NewWords | None:
    """Rebuild the model where intents' examples have words that it lacks."""
    try:
        examples = read_training_data(RasaProject().root).examples
    except TrainingDataUnreadable as unreadable:
        _log.warning("examples can't be read for the speech model", why=str(unreadable))
        return None
    return _renew(settings, tuple(example.text for example in examples))


def _renew(
    settings: Settings, texts: tuple[str, ...], flows: tuple[FlowSet, ...] = ()
) -> NewWords | None:
    """None where nothing is new, or the settings name a model."""
    new = _new_words(settings, texts)
    if not new:
        return None
    try:
        with building(settings.data_dir):
            new = _new_words(settings, texts)
            if not new:
                return None
            built = _kept(settings, _names_kept(settings), flows)
    except CANNOT as error:
        _log.warning("the speech model can't be rebuilt", words=list(new), why=str(error))
        return NewWords(new, None)
    _log.info("the speech model is rebuilt", words=list(new))
    return NewWords(new, built)


def _kept(settings: Settings, names: tuple[str, ...], flows: tuple[FlowSet, ...] = ()) -> Built:
    """The model that the line takes into use, where nobody else builds one."""
    spoken = own_language(settings, names, flows)
    built = keep(settings.data_dir, lambda folder: _build(folder, spoken))
    write(_names_file(settings), "".join(f"{name}\n" for name in names).encode())
    return built


def _build(folder: Path, spoken: Language) -> Built:
    return build_model(BUNDLED, folder, spoken, GraphSettings())


def _new_words(settings: Settings, texts: tuple[str, ...]) -> tuple[str, ...]:
    """Words of texts and kept names that the line's own model lacks.

    None where the settings name a model.
    """
    if settings.speech_model is not None:
        return ()
    texts = (*texts, *_names_kept(settings))
    known = words_known(model_in_use(None, settings.data_dir)) or frozenset()
    return tuple(sorted({word for text in texts for word in words_of(text)} - known))


def _names_kept(settings: Settings) -> tuple[str, ...]:
    """Names that the line's model was last built with; none where they can't be read."""
    try:
        return tuple(_names_file(settings).read_text(encoding="utf-8").splitlines())
    except OSError:
        return ()


def _names_file(settings: Settings) -> Path:
    return settings.data_dir / "speech" / "own_names.txt"
