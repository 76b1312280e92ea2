"""`warmline users`."""

import json

import pytest

from ivr.store import users
from ivr.store.database import Database
from ivr.store.secret_hash import is_secret_of


@pytest.fixture
def stored(tmp_path):
    """Reads a user back from the command's own database."""

    def read(name):
        database = Database(f"sqlite:///{tmp_path / 'var' / 'warmline.db'}")
        with database.reading() as session:
            user = users.named(session, name)
        database.close()
        return user

    return read


def listed(invoke):
    return json.loads(invoke("users", "list", "--json").stdout)["users"]


def test_a_password_is_made_and_shown_once(invoke, stored):
    told = invoke("users", "add", "Ann.Lee", "--shown-name", "Ann Lee", "--json")
    made = json.loads(told.stdout)
    assert made["address"] == "client:ann_lee"
    assert is_secret_of(stored("ann.lee").password_hash, made["password"])
    assert made["password"] not in invoke("users", "list", "--json").stdout
    (row,) = listed(invoke)
    assert (row["name"], row["shown_name"], row["role"]) == ("ann.lee", "Ann Lee", "agent")
    assert (row["state"], row["disabled"]) == ("away", False)
    assert row["queues"] == ["support", "billing", "care", "technical"]


def test_a_password_is_given(invoke, stored):
    told = invoke(
        "users", "add", "sue", "--role=supervisor", "--password-stdin", given="warm lanterns\n"
    )
    assert told.exit_code == 0, told.stderr
    assert "warm lanterns" not in told.stdout + told.stderr
    assert is_secret_of(stored("sue").password_hash, "warm lanterns")


def test_address_and_queues(invoke):
    invoke("users", "add", "bo", "--address", "+15005550201", "--queues", "care, billing")
    (row,) = listed(invoke)
    assert (row["address"], row["queues"]) == ("+15005550201", ["care", "billing"])
    assert (row["languages"], row["hours"]) == (["en-us"], None)


def test_languages_and_hours(invoke):
    times = ("--hours", "Mon-Wed 09:00-12:30", "--hours", "tue 13:30-17:00")
    invoke("users", "add", "bo", "--languages", "en-US, es-us", *times)
    (row,) = listed(invoke)
    assert row["languages"] == ["en-us", "es-us"]
    assert row["hours"] == {
        "monday": ["09:00-12:30"],
        "tuesday": ["09:00-12:30", "13:30-17:00"],
        "wednesday": ["09:00-12:30"],
    }


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("b o",), "letters"),
        (("bo", "--languages", "english"), "such as en-us"),
        (("bo", "--languages", ","), "such as en-us"),
        (("bo", "--hours", "always"), "no working time"),
        (("bo", "--hours", "fri-mon 09:00-17:00"), "in their order"),
        (("bo", "--hours", "mon 17:00-09:00"), "ends after it begins"),
        (("bo", "--hours", "mon 25:00-26:00"), "ends after it begins"),
        (("bo", "--address", "12"), "can't be called"),
        (("bo", "--queues", "nonsense"), "There is no queue nonsense"),
        (("bo", "--role", "king"), "king"),
        (("bo", "--password-stdin"), "10 to 200"),
    ],
)
def test_what_cannot_be_used_is_told(invoke, options, word):
    told = invoke("users", "add", *options, given="short\n")
    assert told.exit_code == 2
    assert word in told.stderr
    assert listed(invoke) == []


def test_a_browser_is_one_agents_telephone(invoke):
    assert invoke("users", "add", "ann.lee").exit_code == 0
    for other in (("ann-lee",), ("bo", "--address", "client:ann_lee")):
        told = invoke("users", "add", *other)
        assert told.exit_code == 1
        assert "client:ann_lee is another agent's" in told.stderr
    assert [row["name"] for row in listed(invoke)] == ["ann.lee"]
    invoke("users", "add", "cy", "--address", "+15005550201")
    assert invoke("users", "add", "di", "--address", "+15005550201").exit_code == 0


def test_a_name_is_taken_once(invoke):
    assert invoke("users", "add", "bo").exit_code == 0
    again = invoke("users", "add", "BO")
    assert again.exit_code == 1
    assert "There is a user bo already." in again.stderr


def test_disabling(invoke, stored):
    invoke("users", "add", "bo")
    began = stored("bo").sessions_from
    assert invoke("users", "disable", "Bo").exit_code == 0
    assert stored("bo").sessions_from > began
    assert listed(invoke)[0]["state"] == "disabled"
    assert "disabled" in invoke("users", "list").stdout
    assert invoke("users", "disable", "bo").exit_code == 1
    assert invoke("users", "disable", "nobody").exit_code == 1
