"""Nobody reads a call record without the key."""

import re

import pytest

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def token_in(page):
    return TOKEN.search(page.text).group(1)


def sign_in(client, key, **more):
    page = client.get("/records/sign-in")
    data = {"key": key, "csrf_token": token_in(page)}
    return client.post("/records/sign-in", data=data, **more)


def record_routes(app):
    return [r for r in app.url_map.iter_rules() if r.endpoint.startswith("records.")]


def path_of(rule):
    return re.sub(r"<[^>]+>", "CA1", rule.rule)


def test_every_route_asks_for_the_key(app, visitor, calls):
    for rule in record_routes(app):
        if rule.endpoint == "records.sign_in":
            continue
        for method in rule.methods - {"OPTIONS"}:
            answer = visitor.open(path_of(rule), method=method)
            assert answer.status_code in (302, 401), (method, rule.rule)
            assert "Marigold" not in answer.text
            assert "5550101" not in answer.text


def test_without_a_key_every_route_is_shut(database, new_app):
    app = new_app(database, None)
    for rule in record_routes(app):
        for method in rule.methods - {"OPTIONS"}:
            answer = app.test_client().open(path_of(rule), method=method)
            assert answer.status_code == 403, (method, rule.rule)
            if method != "HEAD":
                assert "WARMLINE_RECORDS_KEY" in answer.text


def test_an_empty_key_opens_nothing(database, new_app):
    client = new_app(database, "").test_client()
    assert client.get("/api/calls/CA1", headers={"Authorization": "Bearer "}).status_code == 403


def test_signing_in_leads_to_the_page_that_was_asked_for(visitor, key, calls):
    asked = visitor.get("/calls/CA1?x=1")
    assert asked.status_code == 302
    page = visitor.get(asked.location)
    data = {"key": key, "csrf_token": token_in(page)}
    answer = visitor.post(asked.location, data=data)
    assert (answer.status_code, answer.location) == (302, "/calls/CA1?x=1")
    assert visitor.get(answer.location).status_code == 200
    assert visitor.get("/records/sign-in").location == "/calls"


@pytest.mark.parametrize(
    "next_page",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:x", "/\t/e"],
)
def test_signing_in_leads_nowhere_else(visitor, key, next_page):
    answer = sign_in(visitor, key, query_string={"next": next_page})
    assert answer.location == "/calls"


def test_a_wrong_key(visitor):
    answer = sign_in(visitor, "wrong")
    assert answer.status_code == 401
    assert "not the records key" in answer.text
    assert visitor.get("/calls").status_code == 302


def test_a_form_without_its_token_signs_nobody_in(visitor, key):
    answer = visitor.post("/records/sign-in", data={"key": key})
    assert answer.status_code == 200
    assert "try again" in answer.text
    assert visitor.get("/calls").status_code == 302


def test_guessing_is_slowed_down(visitor):
    for _ in range(5):
        assert sign_in(visitor, "wrong").status_code == 401
    answer = sign_in(visitor, "wrong")
    assert answer.status_code == 429
    assert "in a minute" in answer.text


def test_guesses_of_others_lock_nobody_out(visitor, key, api):
    for _ in range(40):
        visitor.get("/api/calls/CA1", headers={"Authorization": "Bearer wrong"})
    assert visitor.get("/api/calls/CA1", headers=api).status_code == 404
    assert sign_in(visitor, key).status_code == 302


def test_guessing_at_the_api_is_slowed_down(visitor):
    wrong = {"Authorization": "Bearer wrong"}
    for _ in range(5):
        assert visitor.get("/api/calls/CA1", headers=wrong).status_code == 401
    assert visitor.get("/api/calls/CA1", headers=wrong).status_code == 429


def test_right_keys_are_never_slowed_down(visitor, api, calls):
    for _ in range(40):
        assert visitor.get("/api/calls/CA1", headers=api).status_code == 200


@pytest.mark.parametrize(
    "header", ["Basic a2V5", "Bearer", "Bearer wrong", "wrong", "Bearer  \xe9"]
)
def test_the_api_says_what_it_needs(visitor, header):
    answer = visitor.get("/api/calls/CA1", headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert "Bearer" in answer.json["error"]


def test_the_bearer_key_opens_no_pages(visitor, api):
    assert visitor.get("/calls", headers=api).status_code == 302


def test_signing_out_needs_the_forms_token(client):
    client.post("/records/sign-out")
    assert client.get("/calls").status_code == 200
    page = client.get("/calls")
    client.post("/records/sign-out", data={"csrf_token": token_in(page)})
    assert client.get("/calls").status_code == 302


def test_a_changed_key_signs_everybody_out(client, database, new_app):
    cookie = client.get_cookie("session").value
    other = new_app(database, "another key").test_client()
    other.set_cookie("session", cookie)
    assert other.get("/calls").status_code == 302


def test_a_poll_of_a_signed_out_browser_reloads_the_page(visitor):
    answer = visitor.get("/calls/CA1/story", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (401, "true")
