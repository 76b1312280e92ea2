"""The real pyttsx3, and what becomes of a text when its process dies or hangs."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from telephony.synthesis import MAX_TEXT_LENGTH, Synthesiser, SynthesisFailed
from telephony.synthesis.audio import LEAD_SAMPLES, SPEECH_FLOOR, TAIL_SAMPLES

SENTENCE = "Your order is four five, one two."


@pytest.fixture(scope="module")
def voice() -> Iterator[Synthesiser]:
    synthesiser = Synthesiser()
    yield synthesiser
    synthesiser.close()


def test_a_sentence_is_telephone_speech(voice: Synthesiser) -> None:
    samples = voice.speak(SENTENCE)
    assert samples.dtype == np.int16
    assert 1.0 < len(samples) / 8000 < 4.0
    loud = np.flatnonzero(np.abs(samples.astype(int)) >= SPEECH_FLOOR)
    assert loud[0] <= LEAD_SAMPLES
    assert len(samples) - 1 - loud[-1] <= TAIL_SAMPLES
    spectrum = np.abs(np.fft.rfft(samples.astype(float))) ** 2
    below_3400_hz = spectrum[: int(len(spectrum) * 3400 / 4000)].sum() / spectrum.sum()
    assert below_3400_hz > 0.8


def test_each_text_is_spoken_whole_and_at_its_own_rate(voice: Synthesiser) -> None:
    lengths = [(len(voice.speak(SENTENCE, rate_wpm=rate)), rate) for rate in (100, 165, 300) * 8]
    for rate in (100, 165, 300):
        of_rate = [length for length, its_rate in lengths if its_rate == rate]
        assert max(of_rate) - min(of_rate) < 400
    assert lengths[0][0] > 1.3 * lengths[1][0] > 1.3 * 1.3 * lengths[2][0]


def test_the_first_text_of_a_process_is_spoken_whole() -> None:
    long_text = "hello world, " * 100
    synthesiser = Synthesiser()
    first, second = (len(synthesiser.speak(long_text)) for _ in range(2))
    synthesiser.close()
    assert abs(first - second) < 400
    assert first > 60 * 8000


def test_variants_sound_different(voice: Synthesiser) -> None:
    man, woman = (pitch_hz(voice.speak(SENTENCE, voice=v)) for v in ("en-us+m3", "en-us+f3"))
    assert woman > man * 1.2


def pitch_hz(samples: np.ndarray) -> float:
    """Median fundamental over the loudest 60 ms pieces, by autocorrelation."""
    pieces = [samples[i : i + 480].astype(float) for i in range(0, len(samples) - 480, 480)]
    pieces.sort(key=lambda piece: -float(np.square(piece).sum()))
    lags = []
    for piece in pieces[:10]:
        centred = piece - piece.mean()
        correlation = np.correlate(centred, centred, "full")[479:]
        lags.append(25 + int(np.argmax(correlation[25:110])))
    return 8000 / float(np.median(lags))


@pytest.mark.parametrize("text", ["", "   \n ", "\x00\x07"])
def test_nothing_to_say_gives_no_samples(voice: Synthesiser, text: str) -> None:
    assert voice.speak(text).shape == (0,)


@pytest.mark.parametrize(
    "text",
    ["a\x00b and c", "two\nlines", "\ud800 alone", "<b>&amp;</b>", "[[h@'loU]]", "£5 é 你好 😀"],
)
def test_odd_characters_do_no_harm(voice: Synthesiser, text: str) -> None:
    assert len(voice.speak(text)) > 800


def test_too_long_a_text_is_refused(voice: Synthesiser) -> None:
    with pytest.raises(SynthesisFailed) as caught:
        voice.speak("a" * (MAX_TEXT_LENGTH + 1))
    assert caught.value.code == "text_too_long"


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("en-uk", "en-us"),
        ("en-us+f33", "f3"),
        ("english", "en"),
        ("en-us+", "variant ''"),
        ("", "''"),
    ],
)
def test_an_unknown_voice_is_named_with_near_ones(voice: Synthesiser, name: str, near: str) -> None:
    with pytest.raises(SynthesisFailed, match=near) as caught:
        voice.speak("hello", voice=name)
    assert caught.value.code == "unknown_voice"
    with pytest.raises(SynthesisFailed):
        voice.check_voice(name)


def test_a_dead_process_is_replaced(voice: Synthesiser) -> None:
    voice.speak("one")
    first = voice.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert len(voice.speak("two")) > 800
    assert voice.pid != first


def test_a_hanging_process_is_replaced() -> None:
    synthesiser = Synthesiser(timeout_s=1.0)
    synthesiser.speak("one")
    first = synthesiser.pid
    assert first is not None
    os.kill(first, signal.SIGSTOP)
    assert len(synthesiser.speak("two")) > 800
    assert synthesiser.pid != first
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
    synthesiser.close()


def test_failure_is_told_after_a_second_attempt_and_does_not_last() -> None:
    synthesiser = Synthesiser(timeout_s=0.0)
    first = synthesiser.pid
    with pytest.raises(SynthesisFailed) as caught:
        synthesiser.speak("no time for this")
    assert caught.value.code == "timed_out"
    assert synthesiser.pid not in (first, None)
    synthesiser.close()


def test_one_that_hangs_keeps_no_other_text_waiting() -> None:
    synthesiser = Synthesiser(timeout_s=60.0)
    synthesiser.speak("one")
    stopped = synthesiser.pid
    assert stopped is not None
    os.kill(stopped, signal.SIGSTOP)
    heard: list[int] = []
    hanging = threading.Thread(target=lambda: heard.append(len(synthesiser.speak("two"))))
    hanging.start()
    while synthesiser.pid == stopped:
        hanging.join(0.01)
    assert all(len(synthesiser.speak(text)) > 800 for text in ("three", "four"))
    assert heard == []
    os.kill(stopped, signal.SIGCONT)
    hanging.join()
    assert heard[0] > 800
    synthesiser.close()


def test_closing_waits_for_a_text_under_way(voice: Synthesiser) -> None:
    long_text = "hello world, " * 50
    whole = len(voice.speak(long_text))
    synthesiser = Synthesiser()
    first = synthesiser.pid
    heard: list[int] = []
    talking = threading.Thread(target=lambda: heard.append(len(synthesiser.speak(long_text))))
    talking.start()
    while synthesiser.pid == first and talking.is_alive():
        talking.join(0.001)
    synthesiser.close()
    talking.join()
    assert abs(heard[0] - whole) < 400
    assert synthesiser.pid is None


def test_a_process_that_can_not_start_is_tried_again_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synthesiser = Synthesiser()
    synthesiser.close()
    with monkeypatch.context() as full_disk:
        full_disk.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
        with pytest.raises(SynthesisFailed) as caught:
            synthesiser.speak("hello")
    assert caught.value.code == "not_started"
    assert len(synthesiser.speak("hello")) > 800
    synthesiser.close()


def test_threads_take_turns(voice: Synthesiser) -> None:
    texts = ["no", "a somewhat longer sentence", "the longest sentence of these three by far"]
    alone = [len(voice.speak(text)) for text in texts]
    heard: list[tuple[int, int]] = []

    def talk(which: int) -> None:
        for _ in range(4):
            heard.append((which, len(voice.speak(texts[which]))))

    threads = [threading.Thread(target=talk, args=(i % 3,)) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(heard) == 24
    assert all(abs(length - alone[which]) < 400 for which, length in heard)


def test_closing_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    synthesiser = Synthesiser()
    synthesiser.speak("hello")
    (folder,) = tmp_path.iterdir()
    pid = synthesiser.pid
    assert pid is not None
    assert folder.is_dir()
    synthesiser.close()
    assert not folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


PARENT = """
from telephony.synthesis import Synthesiser
import sys
s = Synthesiser()
s.speak("hello")
print(s.pid, flush=True)
sys.stdin.read()
"""


def test_the_process_ends_with_its_parent(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert parent.stdout is not None
    pid = parent.stdout.readline()
    (folder,) = tmp_path.iterdir()
    parent.kill()
    parent.communicate()
    gone = threading.Event()
    for _ in range(200):
        if not folder.exists() and not alive(int(pid)):
            gone.set()
            break
        gone.wait(0.05)
    assert gone.is_set()


def alive(pid: int) -> bool:
    """Whether the process runs; one that ended and waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
