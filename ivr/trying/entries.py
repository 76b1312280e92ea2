"""What a caller may do in a turn, and how it stands in a line for the player and in a script."""

import re
from collections.abc import Sequence
from typing import Literal

from ivr.errors import WarmlineError
from nlu.numbers import read_digits

By = Literal["voice", "keys", "silence", "noise"]
LONGEST_WORDS = 300
"""Characters of what a caller says in one turn."""
CODE = "{code}"
"""Stands in a scripted call for the code of the newest text message."""
_CODE = re.compile(r"(?<![\w/.=-])[0-9]{4,10}(?![\w/-])")
_KEYS = re.compile(r"[0-9*#]{1,40}")


class NotEntered(WarmlineError):
    """What was entered can't be taken; the message says why."""

    code = "not-entered"


def newest_code(texts: Sequence[str]) -> str:
    """The code in the newest of these text messages; empty where there is none."""
    found = _CODE.search(texts[-1]) if texts else None
    return found.group() if found else ""


def with_code(line: str, code: str) -> str:
    """A line with the code in its place: keyed as it is, spoken digit by digit."""
    return line.replace(CODE, code if line.startswith("#") else " ".join(code))


def line_of(by: By, text: str) -> str:
    """What a caller does as a line for the player.

    Raises:
        NotEntered: it is none; the message says why.
    """
    if by in ("silence", "noise"):
        return ""
    if by == "keys":
        if not _KEYS.fullmatch(text.replace(CODE, "0")):
            raise NotEntered("Keys are 0 to 9, * and #, at most 40.")
        return f"#{text.strip('#')}"
    words = text.lstrip("#").strip()
    if not words or len(words) > LONGEST_WORDS:
        raise NotEntered(f"Type what the caller says, in at most {LONGEST_WORDS} characters.")
    return words


def as_script(line: str | None, code: str) -> str | None:
    """The line as a scripted call has it: another call gets another code.

    Args:
        line: as it was entered; None for the beginning of the call.
        code: of the newest text message; empty where there is none.
    """
    if not code or line is None:
        return line
    if line.startswith("#"):
        return f"#{CODE}" if line == f"#{code}" else line
    number = read_digits(line)
    return CODE if number is not None and number.exact and number.value == code else line
