"""The process that speaks: pyttsx3's espeak driver behind a pipe.

Started by path with a folder as its argument, so nothing of this package is imported here. One
JSON line comes in for each text: `{"text", "voice", "rate_wpm"}`. Each answer is one JSON line,
`{"rate_hz", "bytes"}` with that many bytes of 16-bit audio after it, or `{"error"}`. The first
line out is `{"languages", "variants"}`. The driver prints on standard output, so the answers go
to a copy of it and the original points at standard error. The end of standard input, which comes
with the end of the parent, ends this process.

espeak-ng works in a thread of its own, and pyttsx3 begins each run by cancelling whatever that
thread still has to do, settings of voice and rate included. So `settle` comes before each run.
On its first run pyttsx3 does not wait for the end, so a word is spoken before the first request.
"""

import ctypes
import json
import os
import shutil
import sys
import time
import wave
from pathlib import Path
from typing import Any, BinaryIO

import espeakng_loader

Line = dict[str, Any]
WAV = "spoken.wav"
_POLL_S = 0.001


def claim_standard_output() -> BinaryIO:
    """Standard output for the answers alone; whatever prints from now on reaches standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def start_driver(folder: Path) -> Any:
    """Pyttsx3's engine on the library that espeakng_loader brings.

    The library is loaded first, so its name satisfies the driver. It finds its files by a short
    link in `folder`, because espeak-ng keeps no more than 160 characters of their path.
    """
    (folder / "espeak-ng-data").symlink_to(espeakng_loader.get_data_path())
    os.environ["ESPEAK_DATA_PATH"] = str(folder)
    ctypes.CDLL(espeakng_loader.get_library_path())
    import pyttsx3

    engine = pyttsx3.init("espeak")
    run(engine, "ready", folder / WAV)
    while engine.isBusy():
        time.sleep(_POLL_S)
    return engine


def settle() -> None:
    """Wait until espeak-ng has carried out all it was told."""
    from pyttsx3.drivers import _espeak

    while _espeak.IsPlaying():
        time.sleep(_POLL_S)


def run(engine: Any, text: str, wav: Path) -> None:
    """Speak a text into a file."""
    settle()
    engine.save_to_file(text, str(wav))
    engine.runAndWait()


def voices(engine: Any) -> Line:
    """Languages and variants by their names."""
    languages = {name for voice in engine.getProperty("voices") for name in voice.languages}
    variants = Path(espeakng_loader.get_data_path(), "voices", "!v")
    return {
        "languages": sorted(languages),
        "variants": sorted(entry.name for entry in variants.iterdir()),
    }


def speak(engine: Any, request: Line, wav: Path) -> tuple[Line, bytes]:
    """The answer to one request, and its audio."""
    wav.unlink(missing_ok=True)
    try:
        engine.setProperty("voice", request["voice"])
        engine.setProperty("rate", request["rate_wpm"])
        run(engine, request["text"], wav)
        with wave.open(str(wav), "rb") as spoken:
            pcm = spoken.readframes(spoken.getnframes())
            return {"rate_hz": spoken.getframerate(), "bytes": len(pcm)}, pcm
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}, b""


def answer(answers: BinaryIO, line: Line, pcm: bytes = b"") -> None:
    """Write one answer."""
    answers.write(json.dumps(line).encode() + b"\n" + pcm)
    answers.flush()


def main() -> None:
    """Answer requests until standard input ends."""
    folder = Path(sys.argv[1])
    answers = claim_standard_output()
    engine = start_driver(folder)
    answer(answers, voices(engine))
    try:
        for request in sys.stdin.buffer:
            answer(answers, *speak(engine, json.loads(request), folder / WAV))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
