"""Names as callers spell them: from these a grammar learns which letters follow each other."""

import re
from functools import lru_cache
from pathlib import Path

from ivr.speech.text_lists import entries

_SURNAMES = Path(__file__).with_name("surnames.txt")
_TWICE = re.compile(r"\b(\w) \1\b")


@lru_cache(maxsize=1)
def spelled_names() -> tuple[str, ...]:
    """Frequent surnames letter by letter, and once more with "double" where a letter is doubled."""
    spelled = [" ".join(name) for line in entries(_SURNAMES) for name in line.split()]
    doubled = [_TWICE.sub(r"double \1", letters) for letters in spelled]
    return tuple(dict.fromkeys((*spelled, *doubled)))
