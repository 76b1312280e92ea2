"""docs/settings.md is what the settings say of themselves."""

from pathlib import Path

from ivr.config import Settings
from ivr.settings_table import table

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == table(), "run `make docs`"


def test_every_setting_has_a_row_that_says_what_it_is():
    rows = [line.split(" | ") for line in table().splitlines() if line.startswith("| `WARMLINE_")]
    names = [row[0].strip("| `") for row in rows]
    assert names == [f"WARMLINE_{name.upper()}" for name in Settings.model_fields]
    assert all(len(row) == 3 and row[2].strip(" |") for row in rows)


def test_no_row_breaks_the_table():
    for line in table().splitlines():
        if line.startswith("| `WARMLINE_"):
            assert line.replace("\\|", "").count("|") == 4
