"""The examples of a documentation page."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="session")
def page() -> Callable[[str], str]:
    """The text of a page."""
    return lambda name: (DOCS / name).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def examples(page: Callable[[str], str]) -> Callable[[str, str], list[str]]:
    """The examples on a page that are written in some language."""
    return lambda name, language: [
        text for found, text in _BLOCK.findall(page(name)) if found == language
    ]
