from itertools import product

import numpy as np
import pytest

from ivr.speech.phones import BASE, PDF_COUNT

torch = pytest.importorskip("torch", reason="the speech group isn't installed")

from ivr.speech.training.objective import bigram, denominator, numerator  # noqa: E402

TIMES = 3
SAID = np.array([0, 5], np.int16)
FOLLOWS_SEEN = [np.array([0, 5, 0], np.int16), np.array([7, 5], np.int16)]


def scores(count: int = 1) -> "torch.Tensor":
    torch.manual_seed(4)
    return torch.randn(count, TIMES, PDF_COUNT)


def path_score(given: "torch.Tensor", phones: tuple[int, ...], entered: tuple[bool, ...]) -> float:
    """The score of one path: a phone at each time, and whether it begins there."""
    return sum(
        float(given[time, 2 * phone + (not begins)])
        for time, (phone, begins) in enumerate(zip(phones, entered, strict=True))
    )


def log_sum(values: list[float]) -> float:
    return float(torch.tensor(values, dtype=torch.float64).logsumexp(0))


def test_the_numerator_is_the_sum_over_all_timings() -> None:
    given = scores()
    timings = [((0, 5, 5), (True, True, False)), ((0, 0, 5), (True, False, True))]
    expected = log_sum([path_score(given[0], *timing) for timing in timings])
    found = numerator(given, torch.tensor([TIMES]), (SAID,))
    assert float(found) == pytest.approx(expected, abs=1e-4)


def test_the_denominator_is_the_sum_over_all_sequences() -> None:
    given, follows = scores(), bigram(FOLLOWS_SEEN)
    edge = len(BASE)
    paths = []
    for phones in product(range(edge), repeat=2):
        for begins in (True, False):
            if not begins and phones[0] != phones[1]:
                continue
            chance = float(follows[edge, phones[0]]) * float(follows[phones[1], edge])
            if begins:
                chance *= float(follows[phones[0], phones[1]])
            paths.append(path_score(given[0, :2], phones, (True, begins)) + float(np.log(chance)))
    found = denominator(given[:, :2], torch.tensor([2]), follows)
    assert float(found) == pytest.approx(log_sum(paths), abs=1e-3)


def test_an_excerpt_is_scored_up_to_its_own_end() -> None:
    given, follows = scores(2), bigram(FOLLOWS_SEEN)
    lengths = torch.tensor([2, TIMES])
    alone = given[:1, :2]
    for objective in (
        lambda s, n: numerator(s, n, (SAID,) * len(s)),
        lambda s, n: denominator(s, n, follows),
    ):
        together = objective(given, lengths)
        assert float(together[0]) == pytest.approx(float(objective(alone, lengths[:1])), abs=1e-4)


def test_what_follows_what_is_counted() -> None:
    follows = bigram([np.array([3, 4], np.int16)] * 1000)
    edge = len(BASE)
    assert follows.sum(1).numpy() == pytest.approx(np.ones(edge + 1), abs=1e-5)
    assert follows[edge, 3] > 0.9
    assert follows[3, 4] > 0.9
    assert follows[4, edge] > 0.9
    assert follows[edge, edge] == 0
