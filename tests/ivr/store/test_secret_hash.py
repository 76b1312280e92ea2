"""Hashes of secrets."""

from ivr.store.secret_hash import is_secret_of, slow_hash, token_hash


def test_a_secret_is_known_by_its_hash():
    kept = slow_hash("730418")
    assert kept.startswith("$argon2id$")
    assert "730418" not in kept
    assert kept != slow_hash("730418")
    assert is_secret_of(kept, "730418")
    assert not is_secret_of(kept, "730419")


def test_what_is_no_hash_knows_no_secret():
    assert not is_secret_of(None, "nobody has this secret")
    assert not is_secret_of("broken", "broken")


def test_a_token_always_has_the_same_hash():
    assert token_hash("abc") == token_hash("abc") != token_hash("abd")
    assert len(token_hash("abc")) == 64
