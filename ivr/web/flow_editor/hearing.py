"""A prompt as callers hear it: the line's own voice, with ordinary values in its fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.events import Json
from flows.spoken import FORMS
from flows.templates import Field, parse
from ivr.speech.voice import Voice
from telephony.wav import write_wav

LONGEST_TEXT = 2000
"""Characters of a prompt that is spoken here."""


@dataclass(frozen=True)
class Spoken:
    """A prompt with its sound."""

    words: str
    """With the fields as they are said."""
    seconds: float
    wav: bytes


def spoken(voice: Voice, text: str, audio: str | None, now: datetime) -> Spoken:
    """The sound of a prompt.

    Args:
        voice: of the line.
        text: as a flow has it, fields included.
        audio: name of a recording that stands in its place.
        now: the time of the line, for days and hours.

    Raises:
        TemplateInvalid: the text has a brace or a field that can't be read.
        VoiceFailed: there is no sound for it.
    """
    words = parse(text[:LONGEST_TEXT]).render(lambda field: _example(field, now))
    prompt = voice.render(words, audio)
    sound = b"".join(phrase.mulaw for phrase in prompt.phrases)
    return Spoken(words, prompt.ms / 1000, write_wav(sound))


def _example(field: Field, now: datetime) -> str:
    """What stands in for the value of a field."""
    day = now + timedelta(days=2)
    values: Mapping[str, Json] = {
        "digits": "4512",
        "phone": "+15005550101",
        "money": "24.50",
        "date": day.date().isoformat(),
        "time": "14:30",
        "when": day.replace(hour=14, minute=30).isoformat(),
        "number": 3,
        "list": ["a table lamp", "two chairs"],
        "name": "alex morgan",
    }
    value = values.get(field.form, " ".join(field.path).replace("_", " "))
    return FORMS[field.form](value, now)
