"""Secrets kept in the data folder."""

import multiprocessing
import stat
from pathlib import Path

import pytest

from ivr.kept_secret import kept_secret


def test_made_once_and_for_its_user_alone(tmp_path: Path):
    file = tmp_path / "var" / "secret.key"
    secret = kept_secret(file)
    assert len(secret) >= 48
    assert kept_secret(file) == secret
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]
    assert kept_secret(tmp_path / "other.key") != secret


def test_processes_that_race_get_the_same(tmp_path: Path):
    files = [tmp_path / f"{number}.key" for number in range(20) for _ in range(4)]
    with multiprocessing.get_context("fork").Pool(4) as pool:
        secrets = pool.map(kept_secret, files, chunksize=1)
    for number in range(0, len(files), 4):
        assert len(set(secrets[number : number + 4])) == 1
    assert len(set(secrets)) == 20
    assert "" not in secrets


def test_a_folder_that_cannot_be(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match=r"Not a directory|File exists"):
        kept_secret(tmp_path / "file" / "secret.key")
