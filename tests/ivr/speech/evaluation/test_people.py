"""Recordings of people, from the packages that have them."""

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from ivr.speech.evaluation import packaged_people as packaged
from ivr.speech.evaluation import people
from ivr.speech.evaluation.hearing import hear
from ivr.speech.evaluation.recordings import recordings
from ivr.speech.evaluation.scores import scores
from ivr.speech.model import BUNDLED, SpeechModel
from ivr.speech.recognition import RecogniserPool
from telephony.mulaw import encode
from telephony.wav import write_wav

pytestmark = pytest.mark.skipif(shutil.which("sox") is None, reason="sox isn't installed")


@pytest.fixture
def share(tmp_path: Path, sounds) -> Path:
    """Packages as they are laid out, with a synthetic voice in place of the people."""
    root = tmp_path / "share"
    (root / "saytime").mkdir(parents=True)
    for name, said in {"0": "zero", "7": "seven", "oh": "oh", "20": "twenty"}.items():
        (root / f"saytime/{name}.au").write_bytes(encode(sounds.say(said)))
    tiles = root / "kajongg/voices/male1"
    tiles.mkdir(parents=True)
    tile = write_wav(encode(sounds.say("bamboo three")))
    command = ["sox", "-t", "wav", "-", "-r", "44100", "-c", "2", str(tiles / "b3.ogg")]
    subprocess.run(command, input=tile, check=True, capture_output=True)
    return root


def installed(share: Path) -> list[packaged.Recording]:
    return [each for there in packaged.installed(share).values() for each in there]


def test_what_is_installed_is_found(share: Path):
    found = {(each.kind, each.said, each.voice) for each in installed(share)}
    assert found == {
        ("digit", "zero", "saytime"),
        ("digit", "seven", "saytime"),
        ("digit", "oh", "saytime"),
        ("teens", "twenty", "saytime"),
        ("digit", "three", "kajongg male1"),
    }


def test_each_is_written_bare_and_through_a_bad_line(share: Path, tmp_path: Path):
    count = people.write(installed(share), tmp_path / "out")
    cases = list(recordings(tmp_path / "out"))
    assert count == len(cases)
    assert Counter(case.group for case in cases) == {
        f"{kind}, people{line}": number
        for kind, number in {"digit": 4, "teens": 1, "number": 2 * people.NUMBERS}.items()
        for line in ("", ", bad line")
    }
    numbers = {case.said for case in cases if case.group == "number, people"}
    assert {len(said.split()) for said in numbers} == set(range(4, 11))
    assert {word for said in numbers for word in said.split()} == {"zero", "seven", "oh", "three"}


def test_a_digit_is_cut_from_the_word_before_it(share: Path, tmp_path: Path, sounds):
    (recording,) = packaged.installed(share)["kajongg"]
    ((_, word), *_) = people.gathered([recording])
    assert word.size < 0.7 * sounds.say("bamboo three").size
    people.write([recording], tmp_path / "out")
    tile = next(recordings(tmp_path / "out"))
    (heard,) = hear(RecogniserPool(SpeechModel(BUNDLED)), [tile])
    assert heard.hypothesis.text == "three"


def test_a_word_that_is_not_found_leaves_the_sound_as_it_is(sounds):
    quiet = sounds.silence(900)
    assert people.last_word(quiet, "three", SpeechModel(BUNDLED)).size == quiet.size


def test_prompts_are_read_from_the_list_of_the_sources(tmp_path: Path):
    folder = tmp_path / "asterisk/sounds/en_US_f_Allison"
    folder.mkdir(parents=True)
    for name in ("a", "b", "c", "d", "e"):
        (folder / f"{name}.wav").touch()
    texts = tmp_path / "core-sounds-en.txt"
    texts.write_text(
        "; a comment\n"
        "a: Press 1 to accept, or 2 to reject it.\n"
        "b: dial 500 to try\n"
        "c: ... letters of your name\n"
        "d: press # to exit\n"
        "e: [a tone]\n"
        "lost: There is no such file.\n"
    )
    (prompt,) = packaged.prompts(tmp_path, texts)
    assert prompt.said == "press one to accept or two to reject it"


@pytest.mark.skipif(
    not packaged.installed(people.SHARE)["asterisk-core-sounds-en-wav"],
    reason="Asterisk's sounds aren't installed",
)
def test_people_are_heard(tmp_path: Path):
    """Digits, one by one and in numbers, said by people and no part of any training."""
    people.write(installed(people.SHARE), tmp_path)
    bare = [each for each in recordings(tmp_path) if "bad line" not in each.group]
    wanted = [each for each in bare if each.group in ("digit, people", "number, people")]
    found = {
        each.group: each for each in scores(hear(RecogniserPool(SpeechModel(BUNDLED)), wanted))
    }
    assert found["digit, people"].cases >= 11
    assert found["digit, people"].share_right >= 0.92
    assert found["number, people"].word_error_rate <= 0.12
