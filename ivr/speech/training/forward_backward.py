"""Sums over all paths of phones through an excerpt, and how much of each sum every score carries.

`scores` are log, of shape (excerpts, times, pdfs), with two pdfs for each phone of
`ivr.speech.phones`: one for the time it begins, one for each time it goes on. An excerpt may be
shorter than the array; `lengths` says how many of its times count. Each sum comes as its log, one
for each excerpt, with its share for every score: between 0 and 1, 1 in all at each time that
counts, which is also the slope of the log sum.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ivr.speech.phones import BASE

PHONES = len(BASE)
IMPOSSIBLE = np.float32(-1e4)
FAINTEST = 1e-30

Array = NDArray[np.float32]
Sums = tuple[Array, Array]


def any_phones(scores: Array, lengths: NDArray[np.int64], follows: Array) -> Sums:
    """Over all sequences of phones, where each follows another with a chance.

    Args:
        scores: see above.
        lengths: see above.
        follows: chances; the last row begins an excerpt and the last column ends it.
    """
    between, ends = follows[:PHONES, :PHONES], follows[:PHONES, PHONES]
    top = scores.max(2)
    heard = np.exp(scores - top[:, :, None]).reshape(*top.shape, PHONES, 2)
    entries, loops = (np.ascontiguousarray(heard[..., kind].swapaxes(0, 1)) for kind in (0, 1))
    times, rows, last = len(entries), np.arange(len(scores)), lengths - 1
    entered, stayed = np.zeros_like(entries), np.zeros_like(entries)
    scales = np.ones((times, len(scores)), np.float32)
    entered[0] = follows[PHONES, :PHONES] * entries[0]
    for time in range(1, times):
        state = entered[time - 1] + stayed[time - 1]
        scales[time - 1] = np.maximum(state.sum(1), FAINTEST)
        state /= scales[time - 1][:, None]
        entered[time] = (state @ between) * entries[time]
        stayed[time] = state * loops[time]
    ending = np.maximum((entered[last, rows] + stayed[last, rows]) @ ends, FAINTEST)
    shares = np.zeros((times, len(scores), PHONES, 2), np.float32)
    to_come = np.zeros_like(entries[0])
    for time in reversed(range(times)):
        if time < times - 1:
            next_entry, next_loop = (to_come * arc[time + 1] for arc in (entries, loops))
            to_come = (next_entry @ between.T + next_loop) / scales[time][:, None]
        ended = last == time
        to_come[ended] = ends / ending[ended, None]
        shares[time, ..., 0] = entered[time] * to_come
        shares[time, ..., 1] = stayed[time] * to_come
    counts = np.arange(times)[:, None]
    logs = np.log(ending) + np.where(counts <= last, top.T, 0).sum(0)
    logs += np.where(counts < last, np.log(scales), 0).sum(0)
    return logs.astype(np.float32), shares.swapaxes(0, 1).reshape(scores.shape)


def own_phones(
    scores: Array, lengths: NDArray[np.int64], phones: tuple[NDArray[np.int16], ...]
) -> Sums:
    """Over all timings of each excerpt's own phones, at least one of which is given."""
    count, times, _ = scores.shape
    rows, last = np.arange(count), lengths - 1
    ends = np.array([len(sequence) - 1 for sequence in phones])
    wanted = np.zeros((count, ends.max() + 1), np.int64)
    for row, sequence in enumerate(phones):
        wanted[row, : len(sequence)] = sequence
    entries, loops = (
        scores[rows[:, None], :, 2 * wanted + kind].transpose(2, 0, 1) for kind in (0, 1)
    )
    entered = np.full((times, *wanted.shape), IMPOSSIBLE)
    stayed = entered.copy()
    entered[0, :, 0] = entries[0, :, 0]
    for time in range(1, times):
        state = np.logaddexp(entered[time - 1], stayed[time - 1])
        entered[time, :, 1:] = state[:, :-1] + entries[time, :, 1:]
        stayed[time] = state + loops[time]
    logs = np.logaddexp(entered, stayed)[last, rows, ends]
    shares = np.zeros_like(scores)
    to_come = np.full(wanted.shape, IMPOSSIBLE)
    for time in reversed(range(times)):
        if time < times - 1:
            onward = np.full(wanted.shape, IMPOSSIBLE)
            onward[:, :-1] = (to_come + entries[time + 1])[:, 1:]
            to_come = np.logaddexp(onward, to_come + loops[time + 1])
        to_come[last == time] = IMPOSSIBLE
        to_come[(last == time).nonzero()[0], ends[last == time]] = 0.0
        for kind, arrived in enumerate((entered[time], stayed[time])):
            share = np.exp(np.minimum(arrived + to_come - logs[:, None], 0.0))
            np.add.at(shares[:, time], (rows[:, None], 2 * wanted + kind), share)
    return logs, shares
