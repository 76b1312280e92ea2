"""Mu-law against the values of ITU-T G.711, table 2a."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony import mulaw

# Upper decision values of the eight segments on the 14-bit scale of G.711, and the first
# character signal (the byte on the wire) above each.
SEGMENT_STARTS = [(31, 0xEF), (95, 0xDF), (223, 0xCF), (479, 0xBF), (991, 0xAF)]


@pytest.mark.parametrize(("decision", "byte"), SEGMENT_STARTS)
def test_segments_begin_where_g711_says(decision: int, byte: int) -> None:
    at, below = decision * 4, decision * 4 - 1
    encoded = mulaw.encode(np.array([at, below, -at, -below], dtype=np.int16))
    assert list(encoded) == [byte, byte + 1, byte & 0x7F, (byte + 1) & 0x7F]


def test_extremes_and_silence() -> None:
    loudest = np.array([32767, -32768, 0], dtype=np.int16)
    assert mulaw.encode(loudest) == b"\x80\x00\xff"
    assert list(mulaw.decode(b"\x80\x00" + mulaw.SILENCE + b"\x7f")) == [32124, -32124, 0, 0]


def test_every_byte_but_negative_zero_survives_a_round_trip() -> None:
    every = bytes(range(256))
    assert mulaw.encode(mulaw.decode(every)) == every.replace(b"\x7f", b"\xff")


def test_error_is_at_most_half_a_step() -> None:
    samples = np.arange(-32635, 32636).astype(np.int16)
    encoded = mulaw.encode(samples)
    exponent = (~np.frombuffer(encoded, dtype=np.uint8) >> 4) & 0x07
    error = np.abs(mulaw.decode(encoded).astype(np.int32) - samples)
    assert np.all(error <= 4 << exponent.astype(np.int32))


@given(st.binary(max_size=400))
def test_one_sample_a_byte(payload: bytes) -> None:
    samples = mulaw.decode(payload)
    assert samples.dtype == np.int16
    assert samples.shape == (len(payload),)


def test_a_strided_view_can_be_encoded() -> None:
    samples = np.arange(0, 3200, 10, dtype=np.int16)
    assert mulaw.encode(samples[::2]) == mulaw.encode(samples[::2].copy())
