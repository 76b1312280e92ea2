"""Stream tokens: good ones, old ones and forged ones."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony import stream_tokens
from telephony.stream_tokens import LIFETIME, StreamTicket, TokenRefused

SECRET = "a secret of the application"
CALL = "CAaf1b2c3d4e5f60718293a4b5c6d7e8f9"
NOW = datetime(2025, 11, 18, 12, 0, 0, tzinfo=UTC)


def refusal(token: str, now: datetime = NOW, secret: str = SECRET) -> str:
    with pytest.raises(TokenRefused) as caught:
        stream_tokens.open(secret, token, now)
    return caught.value.code


def test_a_token_tells_its_call_and_when_it_ends() -> None:
    token = stream_tokens.issue(SECRET, CALL, NOW)
    ticket = stream_tokens.open(SECRET, token, NOW + LIFETIME - timedelta(seconds=1))
    assert ticket == StreamTicket(CALL, ticket.nonce, NOW + LIFETIME)
    assert len(token) < 200


def test_no_two_tokens_share_a_nonce() -> None:
    tokens = {stream_tokens.issue(SECRET, CALL, NOW) for _ in range(50)}
    nonces = {stream_tokens.open(SECRET, token, NOW).nonce for token in tokens}
    assert len(nonces) == 50


def test_an_old_token_is_refused() -> None:
    token = stream_tokens.issue(SECRET, CALL, NOW)
    assert refusal(token, NOW + LIFETIME) == "expired"


def test_another_secret_is_refused() -> None:
    token = stream_tokens.issue(SECRET, CALL, NOW)
    assert refusal(token, secret=SECRET + "!") == "forged"


def test_every_changed_character_is_refused() -> None:
    token = stream_tokens.issue(SECRET, CALL, NOW)
    for at, character in enumerate(token):
        changed = token[:at] + ("a" if character != "a" else "b") + token[at + 1 :]
        assert refusal(changed) == ("malformed" if character == "." else "forged")
    assert refusal(token + "A") == "forged"


@pytest.mark.parametrize("token", ["", ".", "...", "a.b.c", "é.é.é.é", "a.b.c.d.e", "x" * 5000])
def test_what_is_no_token(token: str) -> None:
    assert refusal(token) in ("malformed", "forged")


@given(st.text())
def test_any_text_is_refused(token: str) -> None:
    assert refusal(token) in ("malformed", "forged")


def test_a_secret_anyone_could_guess_is_not_taken() -> None:
    with pytest.raises(ValueError, match="16 characters"):
        stream_tokens.issue("short", CALL, NOW)
