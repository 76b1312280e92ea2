import numpy as np
import pytest

from ivr.speech.phones import BASE, PDF_COUNT

torch = pytest.importorskip("torch", reason="the speech group isn't installed")

from ivr.speech.training.objective import bigram, denominator, numerator  # noqa: E402

SAID = np.array([0, 5], np.int16)
FOLLOWS = bigram([np.array([0, 5, 0], np.int16), np.array([7, 5], np.int16)])


def test_following_the_slope_makes_what_was_said_likelier_than_anything_else() -> None:
    torch.manual_seed(4)
    scores = torch.randn(1, 4, PDF_COUNT, requires_grad=True)
    lengths = torch.tensor([4])
    before = numerator(scores, lengths, (SAID,)) - denominator(scores, lengths, FOLLOWS)
    before.sum().backward()
    risen = (scores + 0.1 * scores.grad).detach()
    after = numerator(risen, lengths, (SAID,)) - denominator(risen, lengths, FOLLOWS)
    assert float(after) > float(before) + 0.05


def test_what_follows_what_is_counted() -> None:
    follows = bigram([np.array([3, 4], np.int16)] * 1000)
    edge = len(BASE)
    assert follows.sum(1).numpy() == pytest.approx(np.ones(edge + 1), abs=1e-5)
    assert follows[edge, 3] > 0.9
    assert follows[3, 4] > 0.9
    assert follows[4, edge] > 0.9
    assert follows[edge, edge] == 0
