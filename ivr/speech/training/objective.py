"""LF-MMI in plain PyTorch: how much likelier the right phones are than any phones at all.

After Povey et al., "Purely sequence-trained neural networks for ASR based on lattice-free MMI"
(Interspeech 2016), with a bigram of phones for the denominator and, for the numerator, the
phones of the excerpt at whatever times fit best.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.autograd import Function

from ivr.speech.training.forward_backward import PHONES, Sums, any_phones, own_phones

SMOOTHING = 20.0


def bigram(sequences: list[NDArray[np.int16]]) -> Tensor:
    """How likely each phone follows each; the last row begins and the last column ends."""
    edge = PHONES
    counts = np.zeros((edge + 1, edge + 1))
    for phones in sequences:
        path = [edge, *phones.tolist(), edge]
        np.add.at(counts, (path[:-1], path[1:]), 1.0)
    usual = counts.sum(axis=0) + 1.0
    counts += SMOOTHING * usual / usual.sum()
    counts[edge, edge] = 0.0
    return torch.tensor(counts / counts.sum(axis=1, keepdims=True), dtype=torch.float32)


def denominator(scores: Tensor, lengths: Tensor, follows: Tensor) -> Tensor:
    """Log of the sum over all phone sequences, one for each excerpt."""
    return _with_slope(scores, any_phones(_plain(scores), lengths.numpy(), follows.numpy()))


def numerator(scores: Tensor, lengths: Tensor, phones: tuple[NDArray[np.int16], ...]) -> Tensor:
    """Log of the sum over all timings of each excerpt's own phones."""
    return _with_slope(scores, own_phones(_plain(scores), lengths.numpy(), phones))


def _plain(scores: Tensor) -> NDArray[np.float32]:
    plain: NDArray[np.float32] = scores.detach().numpy()
    return plain


def _with_slope(scores: Tensor, sums: Sums) -> Tensor:
    logs, shares = (torch.from_numpy(part) for part in sums)
    with_slope: Any = _LogSum
    summed: Tensor = with_slope.apply(scores, logs, shares)
    return summed


class _LogSum(Function):
    """A sum whose slope is known already: autograd through its small steps takes far longer."""

    @staticmethod
    def forward(ctx: Any, scores: Tensor, logs: Tensor, shares: Tensor) -> Tensor:
        del scores
        ctx.save_for_backward(shares)
        return logs

    @staticmethod
    def backward(ctx: Any, *slopes: Tensor) -> tuple[Tensor, None, None]:
        (shares,) = ctx.saved_tensors
        return slopes[0][:, None, None] * shares, None, None
