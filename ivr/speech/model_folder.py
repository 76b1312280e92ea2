"""What a folder must hold to be a Vosk model, and whether it does.

libvosk ends the whole process when a file of a model is cut short, so files are looked at first
and the first load happens in a process of its own. File formats: Kaldi's binary marker and
OpenFst's magic number.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

FaultCode = Literal["missing", "incomplete", "damaged", "unloadable", "slow"]
PROBE_TIMEOUT_S = 120.0
"""Seconds a trial load may take; the largest official model needs about 20."""
_FST_MAGIC = 2125659606
_REMEDY = (
    "Set WARMLINE_SPEECH_MODEL to the folder of a Vosk model, or fetch one with "
    "`warmline speech models --fetch NAME`."
)
_PROBE = """
import json, sys, vosk
vosk.SetLogLevel(-1)
model = vosk.Model(sys.argv[1])
recogniser = vosk.KaldiRecognizer(model, 8000)
recogniser.AcceptWaveform(bytes(range(256)) * 64)
json.loads(recogniser.FinalResult())
"""


@dataclass(frozen=True)
class _Layout:
    """Where Vosk looks for the files of a model, as paths relative to its folder."""

    acoustics: str
    settings: tuple[str, ...]
    graphs: str
    """Folder of the decoding graphs, with its slash; empty for the model folder itself."""

    @property
    def static_graph(self) -> str:
        return f"{self.graphs}HCLG.fst"

    def decoding(self, folder: Path) -> tuple[str, ...]:
        """The graphs that the model should have: a static one, or two that compose as it runs."""
        if (folder / self.static_graph).exists():
            return (self.static_graph,)
        return (f"{self.graphs}HCLr.fst", f"{self.graphs}Gr.fst")


_IN_FOLDERS = _Layout("am/final.mdl", ("conf/mfcc.conf", "conf/model.conf"), "graph/")
_FLAT = _Layout("final.mdl", ("mfcc.conf",), "")


def _layout(folder: Path) -> _Layout:
    flat = (folder / _FLAT.acoustics).exists() and not (folder / _IN_FOLDERS.acoustics).exists()
    return _FLAT if flat else _IN_FOLDERS


class ModelFault(Exception):
    """A speech model cannot be used.

    `code` is one of: missing (no folder); incomplete (files lacking); damaged (a file is not what
    its name says); unloadable (Vosk fails on it); slow (Vosk does not finish loading it).
    `remedy` says what to do, in a sentence.
    """

    def __init__(self, code: FaultCode, what: str, remedy: str) -> None:
        super().__init__(f"{what} {remedy}")
        self.code = code
        self.what = what
        self.remedy = remedy


class ModelMissing(ModelFault):
    """There is no model in the folder."""


class ModelBroken(ModelFault):
    """The folder holds a model that cannot work."""


def check_folder(folder: Path) -> None:
    """Look at the files of a model without loading it.

    Raises:
        ModelMissing: missing.
        ModelBroken: incomplete or damaged.
    """
    if not folder.is_dir():
        raise ModelMissing("missing", f"There is no speech model at {folder}.", _REMEDY)
    layout = _layout(folder)
    for name in layout.settings:
        _require(folder, name)
    _check_acoustics(_require(folder, layout.acoustics))
    for name in layout.decoding(folder):
        _check_fst(_require(folder, name))
    words = f"{layout.graphs}words.txt"
    if (folder / words).exists():
        _check_words(_require(folder, words))


def words_known(folder: Path) -> frozenset[str] | None:
    """The words of a model; None where it does not list them."""
    for layout in (_IN_FOLDERS, _FLAT):
        listed = folder / f"{layout.graphs}words.txt"
        if listed.is_file():
            lines = listed.read_text(encoding="utf-8", errors="replace").splitlines()
            return frozenset(line.split()[0] for line in lines if line.strip())
    return None


def takes_grammars(folder: Path) -> bool:
    """Whether the model's graph can be replaced by a grammar while it runs."""
    layout = _layout(folder)
    return layout.decoding(folder) != (layout.static_graph,)


def probe(folder: Path, timeout_s: float = PROBE_TIMEOUT_S) -> None:
    """Load the model and decode a moment of sound in a process of its own.

    Raises:
        ModelBroken: unloadable or slow.
    """
    command = [sys.executable, "-c", _PROBE, str(folder)]
    try:
        ran = subprocess.run(command, capture_output=True, timeout=timeout_s, check=False)
    except subprocess.TimeoutExpired as expired:
        what = f"Vosk did not load the model at {folder} within {timeout_s:.0f} s."
        raise ModelBroken("slow", what, "Use a smaller model or a machine with more memory.") from (
            expired
        )
    if ran.returncode != 0:
        what = f"Vosk cannot load the model at {folder} ({_reason(ran.returncode, ran.stderr)})."
        raise ModelBroken("unloadable", what, _REMEDY)


def _reason(status: int, standard_error: bytes) -> str:
    """Vosk's own words for a failed load, or how its process ended."""
    lines = standard_error.decode("ascii", errors="replace").strip().splitlines()
    if not lines:
        return f"ended by signal {-status}" if status < 0 else f"exit status {status}"
    said = next((line for line in lines if "ERROR" in line), lines[-1])
    return "".join(c if c.isprintable() else "?" for c in said.strip()[:200])


def _require(folder: Path, name: str) -> Path:
    path = folder / name
    if not path.is_file():
        raise ModelBroken("incomplete", f"The speech model at {folder} lacks {name}.", _REMEDY)
    if path.stat().st_size == 0:
        raise ModelBroken("damaged", f"{path} is empty.", _REMEDY)
    return path


def _check_acoustics(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(18)
    if not start.startswith((b"\0B<TransitionModel", b"<TransitionModel>")):
        raise ModelBroken("damaged", f"{path} is no acoustic model of Kaldi's.", _REMEDY)


def _check_fst(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(4)
    if int.from_bytes(start, "little") != _FST_MAGIC:
        raise ModelBroken("damaged", f"{path} is no OpenFst graph.", _REMEDY)


def _check_words(path: Path) -> None:
    """Half a list loads too, and Vosk ends its process at the first word that is not in it."""
    if not path.read_bytes().endswith(b"\n"):
        raise ModelBroken("damaged", f"{path} ends in the middle of a line.", _REMEDY)
