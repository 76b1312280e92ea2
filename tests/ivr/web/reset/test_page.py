"""Choosing a new password through a link."""

import re
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from ivr.store import customers, reset_links
from ivr.store.secret_hash import is_secret_of, token_hash
from ivr.web.reset.links import Links
from tests.fakes.secret_search import found_in

NEW = "seven warm lanterns"


@pytest.fixture
def visitor(app):
    return app.test_client()


def csrf_of(visitor, token):
    """The page's token against forged requests; empty where it has no form."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', visitor.get(f"/reset/{token}").text)
    return found.group(1) if found else ""


def fill_in(visitor, token, password=NEW, again=None, csrf=None):
    """Open the page and send its form."""
    own = csrf_of(visitor, token)
    given = own if csrf is None else csrf
    form = {"csrf_token": given, "password": password, "again": again or password}
    return visitor.post(f"/reset/{token}", data=form)


def test_a_password_is_chosen_once(visitor, token, password_hash):
    answer = fill_in(visitor, token)
    assert answer.status_code == 200
    assert "Your password is changed" in answer.text
    assert is_secret_of(password_hash(), NEW)
    again = fill_in(visitor, token, "another good password")
    assert again.status_code == 410
    assert "used already. If it was you, your new password works." in again.text
    assert is_secret_of(password_hash(), NEW)


def test_looking_at_the_page_uses_nothing_up(visitor, token, password_hash):
    for _ in range(3):
        answer = visitor.get(f"/reset/{token}")
        assert answer.status_code == 200
        assert token not in answer.text
    assert password_hash() is None


def test_an_old_link(visitor, token, clock, password_hash):
    clock.now += timedelta(minutes=30)
    answer = fill_in(visitor, token)
    assert answer.status_code == 410
    assert "too old" in answer.text
    assert password_hash() is None


def test_a_link_that_a_newer_one_ended(visitor, token, database, clock):
    with database.writing() as session:
        reset_links.end_others(session, "C101", clock.now)
    answer = visitor.get(f"/reset/{token}")
    assert answer.status_code == 410
    assert "only the newest one works" in answer.text


@pytest.mark.parametrize("when", ["before the page", "before the form is sent"])
def test_an_account_that_was_locked_meanwhile(visitor, token, database, password_hash, when):
    sent = csrf_of(visitor, token)
    with database.writing() as session:
        customers.by_number(session, "C101").locked = True
    if when == "before the page":
        answer = visitor.get(f"/reset/{token}")
    else:
        form = {"csrf_token": sent, "password": NEW, "again": NEW}
        answer = visitor.post(f"/reset/{token}", data=form)
    assert answer.status_code == 410
    assert "one of our people helps you" in answer.text
    assert password_hash() is None


def test_no_link_gives_a_locked_account_a_password(database, token, clock, password_hash):
    """The account is locked between the page's being read and its being sent."""
    with database.writing() as session:
        customers.by_number(session, "C101").locked = True
    assert Links(database, clock).use(token, NEW) == "barred"
    assert password_hash() is None


def test_asking_for_the_headers_uses_nothing_up(visitor, token, password_hash):
    assert visitor.head(f"/reset/{token}").status_code == 200
    assert visitor.options(f"/reset/{token}").status_code == 200
    assert fill_in(visitor, token).status_code == 200
    assert is_secret_of(password_hash(), NEW)


def test_of_many_tabs_at_once_one_alone_changes_the_password(app, token, password_hash):
    """Each waits for the others with its form open."""
    opened = threading.Barrier(4)

    def choose(password):
        visitor = app.test_client()
        form = {"csrf_token": csrf_of(visitor, token), "password": password, "again": password}
        opened.wait()
        while (status := visitor.post(f"/reset/{token}", data=form).status_code) == 503:
            pass
        return status

    passwords = [f"seven warm lanterns {number}" for number in range(4)]
    with ThreadPoolExecutor(4) as tabs:
        statuses = list(tabs.map(choose, passwords))
    assert sorted(statuses) == [200, 410, 410, 410]
    assert is_secret_of(password_hash(), passwords[statuses.index(200)])


@pytest.mark.parametrize("token", ["x", "a-token-of-tests-1234567891", "%00", "..%2f"])
def test_a_link_that_never_was(visitor, token):
    answer = visitor.get(f"/reset/{token}")
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("password", "again", "told"),
    [
        ("short", None, "at least 10 characters"),
        ("", None, "at least 10 characters"),
        ("x" * 201, None, "more than 200"),
        ("aaaaaaaaaaaa", None, "over and over"),
        (NEW, "seven cold lanterns", "not the same"),
    ],
)
def test_a_password_that_is_not_taken(visitor, token, password_hash, password, again, told):
    answer = fill_in(visitor, token, password, again)
    assert answer.status_code == 422
    assert told in answer.text
    assert 'role="alert"' in answer.text
    assert password_hash() is None
    assert not password or password not in answer.text
    assert fill_in(visitor, token).status_code == 200


@pytest.mark.parametrize("csrf", ["", "forged"])
def test_a_forged_form_changes_nothing(visitor, token, password_hash, csrf):
    answer = fill_in(visitor, token, csrf=csrf)
    assert answer.status_code == 400
    assert "open for too long" in answer.text
    assert password_hash() is None


def test_headers(visitor, token):
    headers = visitor.get(f"/reset/{token}").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert visitor.put(f"/reset/{token}").status_code == 405


def test_neither_link_nor_password_is_kept_or_logged(visitor, token, tmp_path, capfd, caplog):
    assert fill_in(visitor, token, "short").status_code == 422
    assert fill_in(visitor, token, NEW, "seven cold lanterns").status_code == 422
    assert fill_in(visitor, token).status_code == 200
    assert fill_in(visitor, token).status_code == 410
    (tmp_path / "log").write_text("\n".join((*capfd.readouterr(), caplog.text)))
    assert found_in(tmp_path, [token, NEW, "seven cold lanterns"]) == []
    assert found_in(tmp_path, [token_hash(token)]) != []


def test_a_locked_database_changes_nothing(visitor, token, tmp_path, password_hash, capfd, caplog):
    other = sqlite3.connect(tmp_path / "line.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    answer = fill_in(visitor, token)
    other.close()
    assert answer.status_code == 503
    assert "not changed" in answer.text
    assert password_hash() is None
    out, err = capfd.readouterr()
    assert token not in out + err + caplog.text


def test_an_error_is_logged_without_the_link(app, token, database, capfd, caplog):
    with database.writing() as session:
        session.connection().exec_driver_sql("DROP TABLE reset_links")
    answer = app.test_client().get(f"/reset/{token}")
    assert answer.status_code == 500
    out, err = capfd.readouterr()
    assert "a reset page broke" in out + err
    assert token not in out + err + caplog.text
