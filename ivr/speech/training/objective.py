"""LF-MMI in plain PyTorch: how much likelier the right phones are than any phones at all.

After Povey et al., "Purely sequence-trained neural networks for ASR based on lattice-free MMI"
(Interspeech 2016), with a bigram of phones for the denominator and, for the numerator, the
phones of the excerpt at whatever times fit best.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ivr.speech.phones import BASE

PHONES = len(BASE)
SMOOTHING = 20.0
IMPOSSIBLE = -1e4
FAINTEST = 1e-30


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
    top = scores.amax(2).detach()
    entries, loops = (scores - top[:, :, None]).exp().unflatten(2, (PHONES, 2)).unbind(3)
    between, ends = follows[:PHONES, :PHONES], follows[:PHONES, PHONES]
    entered = follows[PHONES, :PHONES] * entries[:, 0]
    stayed = torch.zeros_like(entered)
    total = top[:, 0]
    result = torch.zeros(len(scores))
    for time in range(1, scores.shape[1] + 1):
        state = entered + stayed
        last = lengths == time
        if last.any():
            ending = total + (state @ ends).clamp_min(FAINTEST).log()
            result = torch.where(last, ending, result)
        if time == scores.shape[1]:
            break
        scale = state.sum(1)
        state = state / scale[:, None]
        entered = (state @ between) * entries[:, time]
        stayed = state * loops[:, time]
        total = total + scale.log() + top[:, time]
    return result


def numerator(scores: Tensor, lengths: Tensor, phones: tuple[NDArray[np.int16], ...]) -> Tensor:
    """Log of the sum over all timings of each excerpt's own phones."""
    count, times, _ = scores.shape
    longest = max(len(sequence) for sequence in phones)
    wanted = torch.zeros(count, longest, dtype=torch.long)
    for row, sequence in enumerate(phones):
        wanted[row, : len(sequence)] = torch.from_numpy(sequence.astype(np.int64))
    final = torch.tensor([[len(sequence) - 1] for sequence in phones])
    places = (2 * wanted)[:, None].expand(count, times, longest)
    entries, loops = scores.gather(2, places), scores.gather(2, places + 1)
    never = torch.full((count, 1), IMPOSSIBLE)
    entered = torch.cat([entries[:, 0, :1], never.expand(count, longest - 1)], 1)
    stayed = torch.full((count, longest), IMPOSSIBLE)
    result = torch.zeros(count)
    for time in range(1, times + 1):
        state = torch.logaddexp(entered, stayed)
        last = lengths == time
        if last.any():
            result = torch.where(last, state.gather(1, final)[:, 0], result)
        if time == times:
            break
        entered = torch.cat([never, state[:, :-1]], 1) + entries[:, time]
        stayed = state + loops[:, time]
    return result
