"""Official Vosk models for English, as https://alphacephei.com/vosk/models describes them."""

from dataclasses import dataclass

BASE_URL = "https://alphacephei.com/vosk/models"


@dataclass(frozen=True)
class OfficialModel:
    """One model that can be fetched by its name."""

    name: str
    megabytes: int
    """Size of the archive, roughly."""
    takes_grammars: bool
    """Whether it hears better where a step expects something: digits, yes or no."""
    accuracy: str
    """Word errors on public test sets."""
    advice: str
    """Whom it suits, in a sentence."""
    licence: str = "Apache-2.0"

    def url(self, base_url: str = BASE_URL) -> str:
        """Address of the archive."""
        return f"{base_url.rstrip('/')}/{self.name}.zip"


MODELS = (
    OfficialModel(
        name="vosk-model-small-en-us-0.15",
        megabytes=40,
        takes_grammars=True,
        accuracy="9.85 % LibriSpeech, 10.38 % TED-LIUM",
        advice="A good beginning: many calls on one machine.",
    ),
    OfficialModel(
        name="vosk-model-en-us-0.22-lgraph",
        megabytes=128,
        takes_grammars=True,
        accuracy="7.82 % LibriSpeech, 8.20 % TED-LIUM",
        advice="Hears better, and still takes grammars: the one to use where it is fast enough.",
    ),
    OfficialModel(
        name="vosk-model-en-us-0.22",
        megabytes=1800,
        takes_grammars=False,
        accuracy="5.69 % LibriSpeech, 6.05 % TED-LIUM, 29.78 % call centre",
        advice="Best on free speech; needs several gigabytes of memory and a fast machine.",
    ),
    OfficialModel(
        name="vosk-model-en-us-0.42-gigaspeech",
        megabytes=2300,
        takes_grammars=False,
        accuracy="5.64 % LibriSpeech, 6.17 % TED-LIUM, 30.17 % call centre",
        advice="Made from podcasts; as demanding as 0.22.",
    ),
    OfficialModel(
        name="vosk-model-small-en-in-0.4",
        megabytes=36,
        takes_grammars=True,
        accuracy="49.05 % NPTEL",
        advice="For callers with Indian English, on small machines.",
    ),
    OfficialModel(
        name="vosk-model-en-in-0.5",
        megabytes=1000,
        takes_grammars=False,
        accuracy="36.12 % NPTEL",
        advice="For callers with Indian English.",
    ),
)


def official(name: str) -> OfficialModel | None:
    """The model of that name; None where there is none."""
    return next((model for model in MODELS if model.name == name), None)
