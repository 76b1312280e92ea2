"""Values of a script, looked at one by one."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_PHONE = re.compile(r"\+[1-9][0-9]{6,14}")


class Complaints:
    """What is wrong, with the line it stands in."""

    def __init__(self) -> None:
        self.found: list[tuple[int, str]] = []

    def add(self, line: int, what: str) -> None:
        """Note one mistake; lines count from 1."""
        self.found.append((line, what))


@dataclass(frozen=True)
class Place:
    """Where a script's values are read."""

    complaints: Complaints
    folder: Path
    """WAV files are looked up from here."""


@dataclass(frozen=True)
class Options:
    """Values of a mapping that passed their checks."""

    values: Mapping[str, object] = field(default_factory=dict)

    def has(self, key: str) -> bool:
        """Whether there is such a value."""
        return key in self.values

    def text(self, key: str, otherwise: str) -> str:
        """A value as text, or what stands in for it."""
        return str(self.values.get(key, otherwise))

    def number(self, key: str, otherwise: float) -> float:
        """A value as a number, or what stands in for it."""
        value = self.values.get(key, otherwise)
        return float(value) if isinstance(value, int | float) else otherwise


def is_phone(value: object) -> bool:
    """A telephone number in E.164 form."""
    return isinstance(value, str) and _PHONE.fullmatch(value) is not None


def is_number(value: object, least: float, most: float) -> bool:
    """A number within limits; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most


def options_of(
    given: object, line: int, place: Place, checks: Mapping[str, Callable[[object], bool]]
) -> Options:
    """The values of a mapping; those that fail, and unknown ones, become complaints."""
    if not isinstance(given, dict):
        place.complaints.add(line, f"expected {{{', '.join(checks)}}}, found {given!r}")
        return Options()
    kept: dict[str, object] = {}
    for key, value in given.items():
        check = checks.get(str(key))
        if check is None:
            place.complaints.add(line, f"{key!r} is not one of {', '.join(checks)}")
        elif not check(value):
            place.complaints.add(line, f"{key}: {value!r} will not do")
        else:
            kept[str(key)] = value
    return Options(kept)
