"""A code in a scripted call stands for whatever code the next call gets."""

import pytest

from ivr.trying.entries import as_script

CODE = "482913"


@pytest.mark.parametrize(
    ("line", "script"),
    [
        ("#482913", "#{code}"),
        ("four eight two nine one three", "{code}"),
        ("4 8 2 9 1 3", "{code}"),
        ("#482914", "#482914"),
        ("four eight two", "four eight two"),
        ("i have no code", "i have no code"),
        ("", ""),
        (None, None),
    ],
)
def test_a_code_is_replaced_keyed_or_spoken(line, script):
    assert as_script(line, CODE) == script


def test_without_a_code_everything_stays():
    assert as_script("four eight two nine one three", "") == "four eight two nine one three"
