"""Access tokens with which a browser is a telephone."""

import time

import jwt
import pytest

from ivr.web.desk.phone_token import BrowserPhones

SECRET = "the secret of an API key, long enough for its signature"


def test_without_an_api_key_it_says_what_is_missing(desk, sign_in):
    desk.person("ann")
    answer = sign_in("ann").get("/desk/phone-token")
    assert answer.status_code == 404
    assert "WARMLINE_TWILIO_API_KEY_SID" in answer.json["error"]


class TestWithAnApiKey:
    @pytest.fixture
    def phones(self):
        return BrowserPhones("AC1", "SK1", SECRET)

    def test_a_token_lets_the_agent_be_rung_and_ring_nobody(self, desk, sign_in):
        desk.person("ann")
        token = sign_in("ann").get("/desk/phone-token").json["token"]
        claims = jwt.decode(token, SECRET, algorithms=["HS256"])
        assert (claims["iss"], claims["sub"]) == ("SK1", "AC1")
        assert claims["grants"] == {"identity": "ann", "voice": {"incoming": {"allow": True}}}
        assert claims["exp"] > time.time()

    def test_who_is_rung_elsewhere_gets_none(self, desk, sign_in):
        desk.person("ann")
        with desk.database.writing() as session:
            from ivr.store import agents, users

            agent = agents.of_user(session, users.named(session, "ann").id)
            agent.address = "+15005550201"
        answer = sign_in("ann").get("/desk/phone-token")
        assert answer.status_code == 404
        assert "another telephone" in answer.json["error"]

    def test_the_page_may_reach_twilio_and_the_microphone(self, desk, sign_in):
        desk.person("ann")
        page = sign_in("ann").get("/desk")
        policy = page.headers["Content-Security-Policy"]
        assert "connect-src 'self' https://*.twilio.com wss://*.twilio.com" in policy
        assert "script-src 'self';" in policy
        assert "microphone=(self)" in page.headers["Permissions-Policy"]
        assert "twilio-voice.min.js" in page.text

    def test_other_pages_may_not(self, app):
        headers = app.test_client().get("/sign-in").headers
        assert "twilio" not in headers["Content-Security-Policy"]
        assert "microphone=()" in headers["Permissions-Policy"]
