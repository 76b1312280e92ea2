"""Recordings of people that come in Debian packages: where they are, and what is said in them.

They are read where they are installed, for measuring alone; nothing of them is in this project.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.number_words import TENS, UNITS
from ivr.speech.phrases import LETTERS

DIGIT, NUMBER, TEENS, LETTER, PROMPT = "digit", "number", "teens", "letter", "prompt"
GRAMMARS = {DIGIT: "digits", NUMBER: "digits", TEENS: "digits", LETTER: "letters", PROMPT: "open"}
"""The grammar each kind of recording is heard with, as `speech transcribe` names it."""
_MULAW = ("-t", "ul", "-r", "8000", "-c", "1")
_PCM_16_KHZ = ("-t", "raw", "-r", "16000", "-e", "signed", "-b", "16", "-c", "1")
_TILES = "bcs"
"""Bamboos, characters and circles."""
_ALLISON = "asterisk/sounds/en_US_f_Allison"


@dataclass(frozen=True)
class Recording:
    """One sound file, and the words in it."""

    kind: str
    said: str
    voice: str
    path: Path
    form: tuple[str, ...] = ()
    """Options by which sox reads a file without a header."""
    led: bool = False
    """Whether another word stands before, and is to be cut off."""


def asterisk(share: Path) -> Iterator[Recording]:
    """Allison Smith's voice for Asterisk: digits, numbers, letters (CC BY-SA 3.0)."""
    folder = share / _ALLISON
    yield from _counted(folder / "digits", ".wav", "allison")
    yield from _spelled(folder / "letters", ".wav", "allison")


def saytime(share: Path) -> Iterator[Recording]:
    """The voice of a speaking clock: digits and numbers (GPL)."""
    yield from _counted(share / "saytime", ".au", "saytime", _MULAW)


def scid(share: Path) -> Iterator[Recording]:
    """The voice that announces moves of chess: one to eight (GPL)."""
    for number in range(1, 9):
        yield Recording(DIGIT, UNITS[number], "scid", share / f"scid/sounds/{number}.wav")


def kajongg(share: Path) -> Iterator[Recording]:
    """Four players of mah-jongg, who call tiles: "bamboo one" to "circle nine" (GPL)."""
    for voice in ("male1", "male2", "female1", "female2"):
        for tile in _TILES:
            for number in range(1, 10):
                path = share / f"kajongg/voices/{voice}/{tile}{number}.ogg"
                yield Recording(DIGIT, UNITS[number], f"kajongg {voice}", path, led=True)


def klettres(share: Path) -> Iterator[Recording]:
    """Two teachers of the alphabet, American and British (GPL)."""
    yield from _spelled(share / "klettres/en_GB/alpha", ".ogg", "klettres british")
    yield from _spelled(share / "klettres/en/alpha", ".ogg", "klettres american", str.upper)


def pocketsphinx(share: Path) -> Iterator[Recording]:
    """A number of TIDIGITS (BSD)."""
    path = share / "pocketsphinx/test/data/tidigits/dhd.2934z.raw"
    yield Recording(NUMBER, "two nine three four zero", "tidigits", path, _PCM_16_KHZ)


PACKAGES: dict[str, Callable[[Path], Iterator[Recording]]] = {
    "asterisk-core-sounds-en-wav": asterisk,
    "saytime": saytime,
    "scid-data": scid,
    "kajongg": kajongg,
    "klettres-data": klettres,
    "pocketsphinx-testdata": pocketsphinx,
}


def installed(share: Path) -> dict[str, list[Recording]]:
    """The recordings that are there, by package; none of a package that isn't installed.

    Args:
        share: where packages keep their files.
    """
    return {
        package: [each for each in recordings(share) if each.path.exists()]
        for package, recordings in PACKAGES.items()
    }


def prompts(share: Path, texts: Path) -> Iterator[Recording]:
    """What Asterisk says to callers, by the list that comes with its sources.

    Sentences with figures other than single digits, and those with signs, are left out.

    Args:
        share: where packages keep their files.
        texts: `core-sounds-en.txt`, lines of `name: what is said`.
    """
    for line in texts.read_text(encoding="utf-8").splitlines():
        name, _, said = line.partition(": ")
        path = share / _ALLISON / f"{name.removesuffix('.wav')}.wav"
        plain = " ".join(_words(said))
        if "/" not in name and plain and path.exists():
            yield Recording(PROMPT, plain, "allison", path)


def _words(said: str) -> list[str]:
    """The words of a prompt; none where it has something that isn't surely said one way."""
    said = re.sub(r"(?<!\d)\d(?!\d)", lambda found: UNITS[int(found[0])], said.lower())
    if re.search(r"[^a-z' .,;:?!-]|\.\.\.", said):
        return []
    return re.sub(r"[^a-z']", " ", said).split()


def _counted(
    folder: Path, ending: str, voice: str, form: tuple[str, ...] = ()
) -> Iterator[Recording]:
    """Files that are named by the number in them."""
    words = dict(enumerate(UNITS)) | {10 * at: word for at, word in enumerate(TENS, start=2)}
    for number, word in words.items():
        kind = DIGIT if number < 10 else TEENS
        yield Recording(kind, word, voice, folder / f"{number}{ending}", form)
    yield Recording(DIGIT, "oh", voice, folder / f"oh{ending}", form)


def _spelled(
    folder: Path, ending: str, voice: str, written: Callable[[str], str] = str.lower
) -> Iterator[Recording]:
    """Files that are named by the letter in them, written small or large."""
    for letter in LETTERS:
        yield Recording(LETTER, letter, voice, folder / f"{written(letter)}{ending}")
