"""Fetching an official model: download, check, unpack beside its place, then move it there."""

import lzma
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Literal

import httpx

from ivr.speech.catalogue import BASE_URL, OfficialModel
from ivr.speech.model_folder import ModelFault, check_folder

FetchCode = Literal["exists", "unreachable", "refused", "too_large", "bad_archive", "disk"]
Progress = Callable[[int, int | None], None]
"""Told the bytes received so far and, where known, all of them."""
_TIMEOUTS = httpx.Timeout(30.0, connect=10.0)
_MEGABYTE = 1_000_000
_SPARE = 1.5
"""An archive may be so much larger than listed."""
_UNPACKED = 4
"""Its content may be so much larger than the archive may be."""
_MOST_FILES = 1000
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
"""What a damaged archive makes of its own unpacking, by the place of the damage."""


class FetchFailed(Exception):
    """A model could not be fetched.

    `code` is one of: exists (there is something in its place); unreachable (no connection, or it
    broke); refused (the server answers with an error); too_large; bad_archive; disk.
    """

    def __init__(self, code: FetchCode, what: str) -> None:
        super().__init__(what)
        self.code = code


def fetch(
    model: OfficialModel,
    folder: Path,
    *,
    base_url: str = BASE_URL,
    progress: Progress = lambda received, total: None,
) -> Path:
    """Fetch a model into `folder`/<its name>, and give that path.

    Nothing is left behind by a failure.

    Args:
        model: from the catalogue.
        folder: made where it is missing.
        base_url: where archives are.
        progress: called about once a chunk.

    Raises:
        FetchFailed: see its codes.
    """
    place = folder / model.name
    if place.exists():
        raise FetchFailed("exists", f"There is already something at {place}.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".fetch-") as work:
            archive = Path(work, "model.zip")
            _download(model, base_url, archive, progress)
            unpacked = _unpack(model, archive, Path(work, "unpacked"))
            unpacked.rename(place)
    except OSError as error:
        raise FetchFailed("disk", f"The model cannot be kept in {folder}: {error}.") from error
    return place


def _download(model: OfficialModel, base_url: str, archive: Path, progress: Progress) -> None:
    url = model.url(base_url)
    most = int(model.megabytes * _MEGABYTE * _SPARE)
    try:
        with (
            httpx.stream("GET", url, timeout=_TIMEOUTS, follow_redirects=True) as answer,
            archive.open("wb") as file,
        ):
            answer.raise_for_status()
            length = answer.headers.get("content-length", "")
            total = int(length) if length.isdigit() else None
            received = 0
            _check_size(url, total or 0, most)
            for chunk in answer.iter_bytes(1 << 18):
                received += len(chunk)
                _check_size(url, received, most)
                file.write(chunk)
                progress(received, total)
    except httpx.HTTPStatusError as error:
        what = f"{url} answers with status {error.response.status_code}."
        raise FetchFailed("refused", what) from error
    except httpx.HTTPError as error:
        what = (
            f"{url} cannot be reached ({error or type(error).__name__}). Where this machine has "
            "no way out, fetch the archive on another one, unpack it here, and set "
            "WARMLINE_SPEECH_MODEL to its folder."
        )
        raise FetchFailed("unreachable", what) from error


def _check_size(url: str, size: int, most: int) -> None:
    if size > most:
        what = f"{url} is larger than {most // _MEGABYTE} MB; it is not the model."
        raise FetchFailed("too_large", what)


def _unpack(model: OfficialModel, archive: Path, into: Path) -> Path:
    """Unpack the archive's single folder and check that it is a model."""
    try:
        with zipfile.ZipFile(archive) as zipped:
            entries = zipped.infolist()
            _check_entries(model, entries)
            for entry in entries:
                zipped.extract(entry, into)
        unpacked = into / model.name
        check_folder(unpacked)
    except _DAMAGED as error:
        raise FetchFailed("bad_archive", f"The archive is damaged: {error}.") from error
    except ModelFault as fault:
        raise FetchFailed("bad_archive", f"The archive holds no model: {fault.what}") from fault
    return unpacked


def _check_entries(model: OfficialModel, entries: list[zipfile.ZipInfo]) -> None:
    """Refuse paths that lead elsewhere, links, and more than a model holds."""
    most = int(model.megabytes * _MEGABYTE * _SPARE * _UNPACKED)
    if len(entries) > _MOST_FILES or sum(entry.file_size for entry in entries) > most:
        raise FetchFailed("too_large", "The archive unpacks to more than a model holds.")
    for entry in entries:
        path = PurePosixPath(entry.filename)
        is_link = (entry.external_attr >> 16) & 0o170000 == 0o120000
        strange = path.is_absolute() or ".." in path.parts or "\\" in entry.filename
        if is_link or strange or path.parts[:1] != (model.name,):
            raise FetchFailed("bad_archive", "The archive holds files outside the model's folder.")
