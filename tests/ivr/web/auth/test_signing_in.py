"""Signing in by name and password, and what ends a session."""

from datetime import timedelta

import pytest

from ivr.store import agents, users
from ivr.store.agents import AgentState
from ivr.store.database import Database
from ivr.store.people import disable_person
from ivr.web.security import behind_proxies


def test_name_and_password(client, sign_in):
    answer = sign_in(" Ann ")
    assert (answer.status_code, answer.location) == (302, "/who")
    assert client.get("/who").text == "Ann, agent"
    assert client.get("/sign-in").location == "/who"


def test_the_cookie_is_strict(sign_in):
    cookie = sign_in("ann").headers["Set-Cookie"]
    for word in ("HttpOnly", "Secure", "SameSite=Lax"):
        assert word in cookie


@pytest.mark.parametrize(("name", "password"), [("ann", "wrong"), ("nobody", "wrong")])
def test_what_is_wrong_is_not_told(client, sign_in, name, password):
    answer = sign_in(name, password)
    assert answer.status_code == 401
    assert "Name or password is wrong." in answer.text
    assert client.get("/who").text == "nobody"


@pytest.mark.parametrize("name", ["ann", "nobody", "disabled"])
def test_every_try_costs_one_hash(sign_in, database, monkeypatch, name):
    """Whether there is such a user can't be read from the time: each try verifies one hash."""
    from argon2 import PasswordHasher

    with database.writing() as session:
        users.disable(session, "sue", users.named(session, "sue").created_at)
    verified, verify = [], PasswordHasher.verify
    monkeypatch.setattr(
        PasswordHasher, "verify", lambda *given: verified.append(1) or verify(*given)
    )
    assert sign_in("sue" if name == "disabled" else name, "wrong").status_code == 401
    assert len(verified) == 1


def test_a_form_without_its_token_signs_nobody_in(client):
    answer = client.post("/sign-in", data={"name": "ann", "password": "seven warm lanterns"})
    assert answer.status_code == 400
    assert "try again" in answer.text
    assert client.get("/who").text == "nobody"


def test_a_name_that_no_column_can_hold(sign_in):
    assert sign_in("a\0nn").status_code == 400


def test_guessing_is_slowed_down(sign_in):
    assert [sign_in("ann", "wrong").status_code for _ in range(6)] == [401] * 5 + [429]
    assert sign_in("ann").status_code == 429
    assert sign_in("sue").status_code == 302


def test_a_header_gives_no_other_address(sign_in):
    for last in range(5):
        headers = {"HTTP_X_FORWARDED_FOR": f"192.0.2.{last}"}
        assert sign_in("ann", "wrong", environ_overrides=headers).status_code == 401
    headers = {"HTTP_X_FORWARDED_FOR": "192.0.2.9"}
    assert sign_in("ann", environ_overrides=headers).status_code == 429


def test_behind_proxies_each_browser_has_its_own_address(app, sign_in):
    behind_proxies(app, 2)
    one, other = (
        {"HTTP_X_FORWARDED_FOR": f"{address}, 10.0.0.1"} for address in ("192.0.2.1", "192.0.2.2")
    )
    for _ in range(5):
        assert sign_in("ann", "wrong", environ_overrides=one).status_code == 401
    assert sign_in("ann", environ_overrides=one).status_code == 429
    assert sign_in("ann", environ_overrides=other).status_code == 302


def test_what_a_browser_forwards_itself_counts_for_nothing(app, sign_in):
    behind_proxies(app, 1)
    for last in range(5):
        made_up = {"HTTP_X_FORWARDED_FOR": f"192.0.2.{last}, 198.51.100.7"}
        assert sign_in("ann", "wrong", environ_overrides=made_up).status_code == 401
    made_up = {"HTTP_X_FORWARDED_FOR": "192.0.2.9, 198.51.100.7"}
    assert sign_in("ann", environ_overrides=made_up).status_code == 429


def test_the_page_that_was_asked_for(sign_in):
    assert sign_in("ann", query_string={"next": "/desk?x=1"}).location == "/desk?x=1"


@pytest.mark.parametrize(
    "page",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "/\t/e", "//[", "http://["],
)
def test_signing_in_leads_nowhere_else(sign_in, page):
    assert sign_in("ann", query_string={"next": page}).location == "/who"


def test_a_disabled_users_session_ends(client, sign_in, database, clock):
    sign_in("ann")
    with database.writing() as session:
        assert disable_person(session, "ann", clock.now)
    assert client.get("/who").text == "nobody"
    assert sign_in("ann").status_code == 401


def test_a_session_of_earlier_days_ends(client, sign_in, clock):
    sign_in("ann")
    clock.now += timedelta(hours=13)
    assert client.get("/who").text == "nobody"


def test_sessions_from(client, sign_in, database, clock):
    sign_in("ann")
    with database.writing() as session:
        users.named(session, "ann").sessions_from = clock.now + timedelta(seconds=1)
    assert client.get("/who").text == "nobody"


def test_signing_out_needs_the_forms_token(client, sign_in, app):
    sign_in("ann")
    client.post("/sign-out")
    assert client.get("/who").text == "Ann, agent"
    app.config["WTF_CSRF_ENABLED"] = False
    assert client.post("/sign-out").location == "/sign-in"
    assert client.get("/who").text == "nobody"


def test_signing_out_ends_every_session_and_no_call_comes(sign_in, app, client, database, clock):
    sign_in("ann")
    with database.writing() as session:
        ann = users.named(session, "ann").id
        assert agents.change_state(session, ann, AgentState.AVAILABLE, clock.now)
    kept = client.get_cookie("session").value
    clock.now += timedelta(minutes=1)
    app.config["WTF_CSRF_ENABLED"] = False
    client.post("/sign-out")
    client.set_cookie("session", kept)
    assert client.get("/who").text == "nobody"
    with database.reading() as session:
        assert agents.of_user(session, ann).state == "away"
    clock.now += timedelta(minutes=1)
    client.delete_cookie("session")
    sign_in("ann")
    assert client.get("/who").text == "Ann, agent"


def test_signing_out_while_the_database_is_away(client, sign_in, app, database):
    sign_in("ann")
    app.config["WTF_CSRF_ENABLED"] = False
    with database.writing():
        assert client.post("/sign-out").status_code == 503
    assert client.get("/who").text == "nobody"


def test_while_the_database_is_away(new_app, tmp_path):
    app = new_app(Database(f"sqlite:///{tmp_path / 'no' / 'line.db'}"))
    app.config["WTF_CSRF_ENABLED"] = False
    answer = app.test_client().post("/sign-in", data={"name": "ann", "password": "x"})
    assert answer.status_code == 503
    assert "the database is away" in answer.text
