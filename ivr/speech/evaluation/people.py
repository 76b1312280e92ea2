"""People's recordings as a folder to measure with: `python -m ivr.speech.evaluation.people FOLDER`.

Takes those of the Debian packages that are installed (`packaged_people.PACKAGES`), brings them to
8 kHz, cuts words tight, puts digits of each voice together to numbers of four to ten, and writes
each sound bare and through a bad line, with the list that `warmline speech evaluate --recordings`
reads. Needs the program sox.
"""

import argparse
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from ivr.speech.evaluation import packaged_people as packaged
from ivr.speech.evaluation import spoiling
from ivr.speech.evaluation.case import Sound
from ivr.speech.evaluation.packaged_people import Recording
from ivr.speech.evaluation.recordings import LIST
from ivr.speech.evaluation.spoiling import PIECE
from ivr.speech.model import BUNDLED, UNKNOWN, SpeechModel
from ivr.speech.recognition import Recogniser
from telephony.mulaw import SAMPLE_RATE, encode
from telephony.wav import read_wav, write_wav

SHARE = Path("/usr/share")
NUMBERS = 8
"""How many numbers are put together from each voice's digits."""
_PEAK_DB = "-6"
_BEFORE_PIECES, _AFTER_PIECES = 6, 4
"""Around the place where a word begins, where the softest hundredth of a second is looked for."""


def gathered(recordings: Sequence[Recording]) -> Iterator[tuple[Recording, Sound]]:
    """The recordings with their sound: words cut tight, and numbers put together from digits."""
    digits: dict[str, list[tuple[str, Sound]]] = defaultdict(list)
    model = SpeechModel(BUNDLED)
    for recording in recordings:
        sound = _read(recording)
        if recording.led:
            sound = last_word(sound, recording.said, model)
        if recording.kind != packaged.PROMPT:
            sound = spoiling.tight(sound)
        if recording.kind == packaged.DIGIT:
            digits[recording.voice].append((recording.said, sound))
        yield recording, sound
    for place, (voice, spoken) in enumerate(digits.items()):
        for number in range(NUMBERS):
            chance = np.random.default_rng((place, number))
            said, sound = spoiling.spliced(spoken, 4 + number % 7, chance)
            yield Recording(packaged.NUMBER, said, voice, Path(f"number{number}")), sound


def last_word(sound: Sound, word: str, model: SpeechModel) -> Sound:
    """A sound from where its last word begins, by the model's best guess with that word given."""
    recogniser = Recogniser(model, f'["{UNKNOWN} {word}"]')
    recogniser.feed(spoiling.between_silences(sound, before_ms=0))
    words = [found for found in recogniser.finish().words if found.word == word]
    start = words[-1].start_ms // 10 if words else 0
    first = max(0, start - _BEFORE_PIECES)
    loud = spoiling.loudness(sound[first * PIECE : (start + _AFTER_PIECES) * PIECE])
    softest = int(loud.argmin()) if loud.size and words else 0
    return sound[(first + softest) * PIECE :]


def write(recordings: Sequence[Recording], folder: Path) -> int:
    """Write the sounds and their list; how many sounds there are."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for place, (recording, sound) in enumerate(gathered(recordings)):
        chance = np.random.default_rng(place)
        bad = spoiling.bad_line(spoiling.between_silences(sound), chance)
        for group, heard in (("people", sound), ("people, bad line", bad)):
            name = (
                f"{place:04}{' bad' * (heard is bad)} {recording.voice} {recording.path.stem}.wav"
            )
            (folder / name).write_bytes(write_wav(encode(heard)))
            grammar = packaged.GRAMMARS[recording.kind]
            lines.append(f"{name}\t{grammar}\t{recording.said}\t{recording.kind}, {group}\n")
    (folder / LIST).write_text("".join(lines), encoding="utf-8")
    return len(lines)


def _read(recording: Recording) -> Sound:
    """A file at the telephone's rate.

    Raises:
        CalledProcessError: sox can't read it.
    """
    source = [*recording.form, str(recording.path)]
    target = ["-t", "wav", "-r", str(SAMPLE_RATE), "-c", "1", "-b", "16", "-"]
    command = ["sox", "--norm=" + _PEAK_DB, *source, *target]
    return read_wav(subprocess.run(command, check=True, capture_output=True).stdout)


def main() -> None:
    """Gather what is installed."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--share", type=Path, default=SHARE, help="where packages keep their files")
    parser.add_argument("--prompts", type=Path, help="core-sounds-en.txt of Asterisk's sources")
    options = parser.parse_args()
    found: list[Recording] = []
    for package, there in packaged.installed(options.share).items():
        sys.stdout.write(f"{package}: {len(there) or 'not installed'}\n")
        found += there
    if options.prompts:
        found += packaged.prompts(options.share, options.prompts)
    sys.stdout.write(f"{write(found, options.folder)} sounds in {options.folder}\n")


if __name__ == "__main__":
    main()
