"""The whole application: what is reachable without a signature or a key is a short list."""

from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.routing import Rule

from ivr.app import create_app
from ivr.errors import LineNotReady
from ivr.store.database import Database
from tests.fakes.network import ORIGIN, SIGNATURE, Network, incoming_form, new_sid, signature
from tests.fakes.shop_line import RECORDS_KEY, settings_in

OPEN_TO_ALL = {
    "_alive": "says that the process lives, and no more",
    "_ready": "says whether calls can be served, and no more",
    "home": "leads to the desk, which asks who is there",
    "design.asset": "style sheets and scripts",
    "records.sign_in": "where the key is given",
    "auth.sign_in": "where name and password are given",
    "auth.sign_out": "forgets the browser, and leads to signing in",
    "reset.new_password": "asks for a link that was sent by text, and serves nothing without",
}
"""Routes that need neither signature nor key, and why."""
SIGNED = "voice."
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
UPGRADE = {"HTTP_CONNECTION": "Upgrade", "HTTP_UPGRADE": "websocket"}


@pytest.fixture(scope="module")
def app(shop_line) -> Flask:
    return create_app(shop_line)


def routes(app: Flask) -> list[tuple[Rule, str]]:
    """Every route with every method it takes."""
    return [
        (rule, method) for rule in app.url_map.iter_rules() for method in sorted(rule.methods or ())
    ]


def answer(app: Flask, rule: Rule, method: str):
    """What a stranger gets from a route."""
    path = rule.build(
        {n: 1 if n.endswith("_id") else "x" for n in rule.arguments}, append_unknown=False
    )
    assert path is not None
    extra = UPGRADE if rule.websocket else {}
    return app.test_client().open(path[1], method=method, environ_overrides=extra)


def test_every_route_under_voice_refuses_what_is_not_signed(app):
    under_voice = [
        (rule, method) for rule, method in routes(app) if rule.endpoint.startswith(SIGNED)
    ]
    assert len({rule.rule for rule, _ in under_voice}) >= 6
    for rule, method in under_voice:
        got = answer(app, rule, method)
        assert got.status_code == 403, (rule.rule, method)
        assert method == "HEAD" or got.text == "Forbidden\n"


def test_every_path_under_voice_is_one_of_the_signed_routes(app):
    for rule in app.url_map.iter_rules():
        assert rule.rule.startswith("/voice/") == rule.endpoint.startswith(SIGNED)


def test_every_page_asks_for_the_key(app):
    pages = [
        (rule, method)
        for rule, method in routes(app)
        if not rule.endpoint.startswith(SIGNED) and rule.endpoint not in OPEN_TO_ALL
    ]
    assert {"records.calls", "records.call", "records.document", "desk.desk"} <= {
        r.endpoint for r, _ in pages
    }
    for rule, method in pages:
        got = answer(app, rule, method)
        if got.status_code == 302:
            asks = "/records/sign-in" if rule.endpoint.startswith("records.") else "/sign-in"
            assert got.location.startswith(asks), (rule.rule, method)
        else:
            assert got.status_code == 401, (rule.rule, method)


def test_the_list_of_open_routes_holds_no_route_that_is_gone(app):
    assert set(OPEN_TO_ALL) <= {rule.endpoint for rule in app.url_map.iter_rules()}


def test_what_is_open_to_all_says_nothing_of_calls(app, shop_line):
    call_sid = new_sid()
    Network(app.test_client()).incoming(call_sid, "+15005550177")
    for rule, method in routes(app):
        if rule.endpoint in OPEN_TO_ALL:
            text = answer(app, rule, method).text
            assert call_sid not in text
            assert "0177" not in text


def test_no_method_beside_those_of_a_route_is_taken(app):
    for rule, _ in routes(app):
        for method in set(METHODS) - set(rule.methods or ()):
            status = answer(app, rule, method).status_code
            assert status in (400, 404, 405), (rule.rule, method)


def test_the_key_opens_the_records_of_a_call(app, shop_line):
    call_sid = new_sid()
    Network(app.test_client()).incoming(call_sid)
    assert shop_line.recorder.flush()
    bearer = {"Authorization": f"Bearer {RECORDS_KEY}"}
    document = app.test_client().get(f"/api/calls/{call_sid}", headers=bearer).get_json()
    assert document["call"]["call_sid"] == call_sid
    assert [event["kind"] for event in document["events"]] == ["call_started"]


def test_behind_a_proxy_the_signature_is_checked_as_without(shop_line, tmp_path):
    settings = settings_in(tmp_path, trusted_proxies=1)
    client = create_app(replace(shop_line, settings=settings)).test_client()
    form = incoming_form(new_sid())
    forwarded = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    for origin, status in ((ORIGIN, 200), ("https://evil.example", 403)):
        signed = {SIGNATURE: signature(f"{origin}/voice/incoming", form), **forwarded}
        got = client.post("/voice/incoming", data=form, headers=signed)
        assert got.status_code == status


def test_the_address_that_is_judged_comes_from_the_proxies_of_the_settings(shop_line, tmp_path):
    for proxies, last in ((0, 429), (1, 401)):
        settings = settings_in(tmp_path, trusted_proxies=proxies)
        client = create_app(replace(shop_line, settings=settings)).test_client()
        statuses = [
            client.get(
                "/api/calls/CA0",
                headers={"Authorization": "Bearer wrong", "X-Forwarded-For": f"192.0.2.{each}"},
            ).status_code
            for each in range(6)
        ]
        assert statuses == [401] * 5 + [last]


def test_it_lives_and_is_ready(app):
    client = app.test_client()
    assert client.get("/healthz").get_json() == {"status": "ok"}
    assert client.get("/readyz").get_json() == {"status": "ok", "behind": False}


def test_it_is_not_ready_while_the_database_is_away(shop_line, tmp_path):
    away = Database(f"sqlite:///{tmp_path / 'nowhere' / 'line.db'}", wait_s=0.1)
    client = create_app(replace(shop_line, database=away)).test_client()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()["status"]) == (503, "waiting")
    assert client.get("/healthz").status_code == 200


def test_without_an_auth_token_there_is_no_application(shop_line, tmp_path):
    settings = settings_in(tmp_path, twilio_auth_token="", twilio_auth_token_next="")
    with pytest.raises(LineNotReady, match="WARMLINE_TWILIO_AUTH_TOKEN is not set"):
        create_app(replace(shop_line, settings=settings))


def test_every_answer_carries_the_security_headers(app):
    for path in ("/healthz", "/calls", "/voice/incoming", "/nowhere"):
        headers = app.test_client().get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["Strict-Transport-Security"]
