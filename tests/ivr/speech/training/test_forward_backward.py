from itertools import product

import numpy as np
import pytest

from ivr.speech.phones import PDF_COUNT
from ivr.speech.training.forward_backward import PHONES, Array, any_phones, own_phones

TIMES = 3
SAID = np.array([0, 5], np.int16)


def scores(count: int = 1) -> Array:
    return np.random.default_rng(4).normal(size=(count, TIMES, PDF_COUNT)).astype(np.float32)


def chances() -> Array:
    drawn = np.random.default_rng(5).random((PHONES + 1, PHONES + 1)).astype(np.float32)
    return drawn / drawn.sum(axis=1, keepdims=True)


def path_score(given: Array, phones: tuple[int, ...], entered: tuple[bool, ...]) -> float:
    """The score of one path: a phone at each time, and whether it begins there."""
    return sum(
        float(given[time, 2 * phone + (not begins)])
        for time, (phone, begins) in enumerate(zip(phones, entered, strict=True))
    )


def log_sum(values: list[float]) -> float:
    return float(np.logaddexp.reduce(values))


def test_own_phones_are_summed_over_all_timings() -> None:
    given = scores()
    timings = [((0, 5, 5), (True, True, False)), ((0, 0, 5), (True, False, True))]
    expected = log_sum([path_score(given[0], *timing) for timing in timings])
    found, _ = own_phones(given, np.array([TIMES]), (SAID,))
    assert float(found[0]) == pytest.approx(expected, abs=1e-4)


def test_any_phones_are_summed_over_all_sequences() -> None:
    given, follows = scores(), chances()
    paths = []
    for phones in product(range(PHONES), repeat=2):
        for begins in (True, False):
            if not begins and phones[0] != phones[1]:
                continue
            chance = float(follows[PHONES, phones[0]]) * float(follows[phones[1], PHONES])
            if begins:
                chance *= float(follows[phones[0], phones[1]])
            paths.append(path_score(given[0, :2], phones, (True, begins)) + float(np.log(chance)))
    found, _ = any_phones(given[:, :2], np.array([2]), follows)
    assert float(found[0]) == pytest.approx(log_sum(paths), abs=1e-3)


def own(given: Array, lengths: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> tuple[Array, Array]:
    return own_phones(given, lengths, (SAID,) * len(given))


def anything(
    given: Array, lengths: "np.ndarray[tuple[int], np.dtype[np.int64]]"
) -> tuple[Array, Array]:
    return any_phones(given, lengths, chances())


@pytest.mark.parametrize("summed", [own, anything])
def test_an_excerpt_is_scored_up_to_its_own_end(summed) -> None:
    given = scores(2)
    together, shares = summed(given, np.array([2, TIMES]))
    alone, shares_alone = summed(given[:1, :2], np.array([2]))
    assert float(together[0]) == pytest.approx(float(alone[0]), abs=1e-4)
    np.testing.assert_allclose(shares[0, :2], shares_alone[0], atol=1e-5)
    assert not shares[0, 2].any()


@pytest.mark.parametrize("summed", [own, anything])
def test_a_share_is_how_fast_the_sum_rises_with_its_score(summed) -> None:
    given, lengths, step = scores(2), np.array([2, TIMES]), 0.05
    _, shares = summed(given, lengths)
    assert shares.sum(axis=2) == pytest.approx(np.array([[1, 1, 0], [1, 1, 1]]), abs=1e-4)
    for row, time, pdf in ((0, 0, 0), (0, 1, 10), (1, 1, 1), (1, 1, 10), (1, 2, 11), (1, 2, 30)):
        more, less = given.copy(), given.copy()
        more[row, time, pdf] += step
        less[row, time, pdf] -= step
        slope = (summed(more, lengths)[0] - summed(less, lengths)[0])[row] / (2 * step)
        assert float(shares[row, time, pdf]) == pytest.approx(float(slope), abs=2e-3)
