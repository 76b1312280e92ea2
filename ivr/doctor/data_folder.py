"""The data folder: there, writable, with room."""

import shutil
import tempfile

from ivr.config import Settings
from ivr.doctor.finding import Finding, ok, problem, warning

_LEAST_BYTES = 100_000_000
"""Below this the database may soon fail to grow."""
_SCARCE_BYTES = 1_000_000_000


def data_folder(settings: Settings) -> Finding:
    """Whether database, caches and spill files find room. Makes nothing that stays."""
    folder = settings.data_dir.resolve()
    there = next(place for place in (folder, *folder.parents) if place.exists())
    try:
        with tempfile.NamedTemporaryFile(dir=there, prefix="doctor-") as probe:
            probe.write(b"x")
            probe.flush()
        free = shutil.disk_usage(there).free
    except OSError as error:
        return problem(
            f"The data folder {folder} can't be written ({error.strerror}).",
            "Let the user that runs the line write there, or set WARMLINE_DATA_DIR to a folder "
            "that user can write.",
        )
    room = f"{free / 1e9:.1f} GB free"
    if free < _LEAST_BYTES:
        return problem(f"The data folder {folder} is nearly full ({room}).", "Make room on disk.")
    if free < _SCARCE_BYTES:
        return warning(f"The data folder {folder} has little room ({room}).", "Make room on disk.")
    can = "can be written" if there == folder else "can be made"
    return ok(f"{folder} {can}, {room}.")
