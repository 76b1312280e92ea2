"""Every random choice of the training starts from a seed that its place in the work gives."""

from __future__ import annotations

from random import Random
from zlib import crc32

import numpy as np

BASE_SEED = 20261125


def seed_of(*place: str | int) -> int:
    """A seed for a piece of work, the same on every machine: `seed_of("speech", "flite", 7)`."""
    return crc32(repr((BASE_SEED, *place)).encode())


def random_of(*place: str | int) -> Random:
    """The standard library's generator for a piece of work."""
    return Random(seed_of(*place))


def generator_of(*place: str | int) -> np.random.Generator:
    """NumPy's generator for a piece of work."""
    return np.random.default_rng(seed_of(*place))
