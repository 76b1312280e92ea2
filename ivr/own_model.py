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
from ivr.speech.graph.language import Language, language, words_of
from ivr.speech.graph.spelled_sounds import EspeakMissing
from ivr.speech.kept_model import keep, model_in_use
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
    """Build the model for the flows and examples of the settings.

    Args:
        settings: of the line.
        names: of products, streets, towns and people, beside those of the demo shop.
        to: folder to build into; else the line takes the model into use.

    Raises:
        LineNotReady: the flows can't be used.
        TrainingDataUnreadable: the examples can't be read.
        EspeakMissing: a word is in no dictionary and espeak-ng can't be used.
        ModelBroken: Vosk can't load what was built.
        OSError: a folder can't be written.
    """
    spoken = own_language(settings, names)

    def build(folder: Path) -> Built:
        return build_model(BUNDLED, folder, spoken, GraphSettings())

    return build(to) if to else keep(settings.data_dir, build)


def own_language(settings: Settings, names: tuple[str, ...] = ()) -> Language:
    """What the graph of the line's model is built from.

    Raises:
        LineNotReady: the flows can't be used.
        TrainingDataUnreadable: the examples can't be read.
    """
    flows = loaded_at_start(settings).flows
    return language(own_words(flows, RasaProject().root, (*demo_names(), *names)))


def renew_for_flows(settings: Settings, flows: FlowSet) -> NewWords | None:
    """Rebuild the model where callers are expected to say words that it lacks."""
    return _renew(settings, waited_for(flows))


def renew_for_examples(settings: Settings) -> NewWords | None:
    """Rebuild the model where intents' examples have words that it lacks."""
    try:
        examples = read_training_data(RasaProject().root).examples
    except TrainingDataUnreadable as unreadable:
        _log.warning("examples can't be read for the speech model", why=str(unreadable))
        return None
    return _renew(settings, tuple(example.text for example in examples))


def _renew(settings: Settings, texts: tuple[str, ...]) -> NewWords | None:
    """None where nothing is new, or the settings name a model."""
    if settings.speech_model is not None:
        return None
    known = words_known(model_in_use(None, settings.data_dir)) or frozenset()
    new = tuple(sorted({word for text in texts for word in words_of(text)} - known))
    if not new:
        return None
    try:
        built = rebuild(settings)
    except CANNOT as error:
        _log.warning("the speech model can't be rebuilt", words=list(new), why=str(error))
        return NewWords(new, None)
    _log.info("the speech model is rebuilt", words=list(new))
    return NewWords(new, built)
