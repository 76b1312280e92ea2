"""The search for secrets finds what is planted, and nothing else."""

import sqlite3
from pathlib import Path

import pytest

from tests.fakes.secret_search import Found, found_in, secrets_of

LINK = "https://line.example/reset/Zk3-q_9vT2mXw8LrB5nYcA"


def test_codes_and_links_are_read_from_messages() -> None:
    texts = ["Your code is 739214. It is valid for 10 minutes.", f"Reset it here: {LINK}.", "Hello"]
    assert secrets_of(texts) == {"739214", LINK, "Zk3-q_9vT2mXw8LrB5nYcA"}


@pytest.mark.parametrize(
    "planted",
    [
        "739214",
        '{"digits":"739214"}',
        "code739214Maria",
        "2026-11-25739214",
        "7 3 9 2 1 4",
        "7, 3, 9, 2, 1, 4",
        "seven three nine two one four",
        "Seven, three. Nine - two, one four",
    ],
)
def test_planted_digits_are_found(tmp_path: Path, planted: str) -> None:
    (tmp_path / "spill").mkdir()
    (tmp_path / "spill" / "web.log").write_bytes(b"\x00\xff" + planted.encode() + b"\x00")
    assert found_in(tmp_path, ["739214"]) == [Found("spill/web.log", "739214")]


def test_a_secret_that_looks_like_an_identifier_is_found(tmp_path: Path) -> None:
    secret = "a1b2c3d4e5f6a7b8c9d0"
    (tmp_path / "web.log").write_text(f"GET /reset/{secret} 200")
    assert found_in(tmp_path, [secret]) == [Found("web.log", secret)]


@pytest.mark.parametrize(
    "harmless",
    [
        "2026-11-25 04:12:33.739214",
        "took 0.739214 s",
        "17392145",
        "CA0f739214" + "a" * 24,
        "ended" + "CA0f739214" + "a" * 24,
        "b739214" + "a" * 6,
        "a1b2c3d4e5f6a739214",
        "seven three nine",
        "73 9214",
    ],
)
def test_other_numbers_are_no_secrets(tmp_path: Path, harmless: str) -> None:
    (tmp_path / "web.log").write_text(harmless)
    assert found_in(tmp_path, ["739214"]) == []


@pytest.mark.parametrize("secrets", [[], [""]])
def test_a_search_for_nothing_is_refused(tmp_path: Path, secrets: list[str]) -> None:
    with pytest.raises(ValueError, match="no secrets"):
        found_in(tmp_path, secrets)


def test_a_zero_may_be_spoken_as_oh(tmp_path: Path) -> None:
    (tmp_path / "web.log").write_text("one oh zero four")
    assert found_in(tmp_path, ["1004"]) == [Found("web.log", "1004")]


def test_a_link_is_found_by_its_last_part(tmp_path: Path) -> None:
    (tmp_path / "web.log").write_text("GET /reset/Zk3-q_9vT2mXw8LrB5nYcA 200")
    assert [each.secret for each in found_in(tmp_path, secrets_of([LINK]))] == [
        "Zk3-q_9vT2mXw8LrB5nYcA"
    ]


def test_a_secret_that_only_the_write_ahead_log_holds_is_found(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "warmline.db")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE notes (body TEXT)")
    connection.execute("INSERT INTO notes VALUES ('739214')")
    connection.commit()
    assert Found("warmline.db-wal", "739214") in found_in(tmp_path, ["739214"])
    connection.close()


def test_a_files_name_is_searched_too(tmp_path: Path) -> None:
    (tmp_path / "prompt-739214.wav").touch()
    assert found_in(tmp_path, ["739214"]) == [Found("prompt-739214.wav", "739214")]
