"""Recorded prompts: WAV files in one folder."""

import re
from pathlib import Path

from ivr.speech.line_level import to_line_level
from telephony.mulaw import encode
from telephony.wav import SoundUnreadable, read_wav

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}(\.wav)?")
_MOST_BYTES = 50_000_000


class RecordingUnusable(Exception):
    """A recorded prompt cannot be played.

    `code` is one of: bad_name (no plain file name); missing; too_large; unreadable.
    """

    def __init__(self, code: str, what: str) -> None:
        super().__init__(what)
        self.code = code


def recording(folder: Path | None, name: str) -> bytes:
    """The mu-law sound of a recorded prompt at the telephone's level.

    Args:
        folder: where recordings are; None where there are none.
        name: file name with or without `.wav`; letters, digits, `-` and `_`.

    Raises:
        RecordingUnusable: see its codes.
    """
    if not _NAME.fullmatch(name):
        raise RecordingUnusable("bad_name", "A recording's name has letters, digits, - and _ only.")
    if folder is None:
        raise RecordingUnusable("missing", "No folder of recorded prompts is set.")
    path = folder / f"{name.removesuffix('.wav')}.wav"
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise RecordingUnusable("too_large", f"{path.name} is larger than 50 MB.")
        return encode(to_line_level(read_wav(path.read_bytes())))
    except OSError as error:
        raise RecordingUnusable("missing", f"There is no recording {path.name}.") from error
    except SoundUnreadable as error:
        raise RecordingUnusable("unreadable", f"{path.name}: {error}") from error
