"""Looks for secrets in everything a line left on disk."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_NO_CODE = re.compile(rb"20[0-9]{2}-[01][0-9]-[0-3][0-9]|(?=[0-9]*[a-f])[0-9a-f]{12,}")
"""Dates and identifiers, whole or cut by the edge of a page, in which digits come together by
chance: among a suite's identifiers are two thousand numbers of six digits."""
_LINK = re.compile(r"https?://[^\s\"'<>]+")
_CODE = re.compile(r"(?<![\w/.=+-])[0-9]{4,10}(?![\w/-])")
_LAST_PART = 16
"""Characters a link's last part has at least where it is a secret."""


@dataclass(frozen=True)
class Found:
    """A secret in a file."""

    file: str
    secret: str


def secrets_of(texts: Iterable[str]) -> set[str]:
    """Codes, links and the links' own last parts, in text messages."""
    found: set[str] = set()
    for text in texts:
        links = [link.rstrip(".,;:!?)") for link in _LINK.findall(text)]
        found.update(links)
        found.update(last for each in links if len(last := each.split("/")[-1]) >= _LAST_PART)
        found.update(_CODE.findall(_LINK.sub("", text)))
    return found


def found_in(folder: Path, secrets: Iterable[str]) -> list[Found]:
    """Every file below a folder that holds one of the secrets.

    Digits are looked for as they are, with blanks between, and as spoken words.

    Raises:
        ValueError: there is nothing to look for, so that nothing could be found.
    """
    patterns = {secret: _pattern(secret) for secret in secrets if secret}
    if not patterns:
        raise ValueError("no secrets to look for")
    found = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = str(file.relative_to(folder)).encode() + b"\n" + file.read_bytes()
        without_chance = _NO_CODE.sub(b"-", content)
        found += [
            Found(str(file.relative_to(folder)), secret)
            for secret, pattern in patterns.items()
            if pattern.search(without_chance if secret.isdigit() else content)
        ]
    return found


def _pattern(secret: str) -> re.Pattern[bytes]:
    if not secret.isdigit():
        return re.compile(re.escape(secret).encode())
    plain = rf"(?<![0-9.]){secret}(?![0-9])"
    parted = rf"(?<![0-9.:-]){'[ ,-]{1,2}'.join(secret)}(?![0-9])"
    words = ["(zero|oh|o)" if digit == "0" else _NAMES[int(digit)] for digit in secret]
    spoken = rf"\b{'[^a-z0-9]{1,3}'.join(words)}\b"
    return re.compile(rf"{plain}|{parted}|{spoken}".encode(), re.IGNORECASE)
