"""The speech model: tried in a process of its own, loaded, and speech decoded with it."""

import numpy as np

from flows.events import Grammar
from ivr.config import Settings
from ivr.doctor.finding import Finding, ok, problem, warning
from ivr.speech.kept_model import model_in_use
from ivr.speech.line_level import to_line_level
from ivr.speech.model import SpeechModel
from ivr.speech.model_folder import ModelFault
from ivr.speech.recognition import Recogniser, spoken
from ivr.speech.vosk_grammar import vosk_grammar
from telephony.mulaw import SAMPLE_RATE
from telephony.synthesis import Synthesiser, SynthesisFailed

_SAID = "four five one two"
_PAUSE = np.zeros(SAMPLE_RATE // 2, dtype=np.int16)


def speech_model(settings: Settings) -> Finding:
    """Whether spoken digits are recognised."""
    try:
        model = SpeechModel(model_in_use(settings.speech_model, settings.data_dir))
    except ModelFault as fault:
        return problem(fault.what, fault.remedy)
    try:
        heard = _decoded(model)
    except SynthesisFailed as failed:
        return warning(
            f"The model '{model.name}' loads; it could not be tried, for lack of a voice.",
            f"Mend the voice first ({failed.code}).",
        )
    if heard != _SAID:
        return warning(
            f"The model '{model.name}' loads, but heard {heard!r} where '{_SAID}' was said.",
            "Use an English model: `warmline speech models` lists them.",
        )
    limit = "" if model.takes_grammars else " It has a fixed graph, so digits are heard less well."
    return ok(f"The model '{model.name}' heard '{_SAID}' as it was said.{limit}")


def _decoded(model: SpeechModel) -> str:
    synthesiser = Synthesiser()
    try:
        samples = to_line_level(synthesiser.speak(_SAID))
    finally:
        synthesiser.close()
    recogniser = Recogniser(model, vosk_grammar(Grammar("digits"), model))
    recogniser.feed(np.concatenate([_PAUSE, samples, _PAUSE]))
    return spoken(recogniser.finish().text)
