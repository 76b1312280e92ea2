"""Two languages in one, what is said on this line within English at large, and less of both."""

import math
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from ivr.speech.graph.backoff import (
    BEGIN,
    END,
    LEAST,
    ORDER,
    BackoffModel,
    History,
    by_length,
    closed,
)


@dataclass(frozen=True)
class Mixing:
    """How English at large comes in."""

    general: float = 0.3
    """Its part of every share."""
    least: float = 5e-7
    """What a sequence of words must be worth to have a share of its own: by how much the language
    would become less like itself without it, in nats a word."""


def mixed(
    own: BackoffModel, general: BackoffModel, part: float, own_after: Container[str] = ()
) -> BackoffModel:
    """The sum of both, `part` of it general, with a share for every sequence of either.

    own_after: words after which the line's own language counts alone.
    """
    shares: dict[History, Mapping[str, float]] = {}
    for history in {**own.shares, **general.shares}:
        named = own.shares.get(history, {})
        if history and history[-1] in own_after:
            if named:
                shares[history] = named
            continue
        named = {**named, **general.shares.get(history, {})}
        shares[history] = {
            word: (1 - part) * own.share(history, word) + part * general.share(history, word)
            for word in named
        }
    return closed(shares)


def pruned(model: BackoffModel, least: float) -> BackoffModel:
    """Without the sequences that hardly matter; those that are left keep their shares.

    After Stolcke, "Entropy-based pruning of backoff language models" (DARPA Broadcast News
    Transcription and Understanding Workshop, 1998).
    """
    shares: dict[History, Mapping[str, float]] = {}
    needed: set[History] = {(), (BEGIN,)}
    for history in reversed(by_length(model.shares)):
        worth = dict(_worths(model, history)) if history else {}
        kept = {
            word: share
            for word, share in model.shares[history].items()
            if worth.get(word, least) >= least or (*history, word) in needed
        }
        if kept or history in needed:
            shares[history] = kept
            needed |= {history[:length] for length in range(len(history) + 1)}
    return closed(shares)


def _worths(model: BackoffModel, history: History) -> Iterator[tuple[str, float]]:
    """How far the language would move, were each word after a history to back off."""
    chance, factor = _chance(model, history), model.backing_off[history]
    left = max(LEAST, 1 - sum(model.shares[history].values()))
    for word, share in model.shares[history].items():
        shorter = model.share(history[1:], word)
        after = (left + share) / (left / factor + shorter)
        moved = share * math.log(shorter * after / share) + left * math.log(after / factor)
        yield word, -chance * moved


def _chance(model: BackoffModel, history: History) -> float:
    """How often a history comes about."""
    chance = model.shares[()][END] if history[0] == BEGIN else 1.0
    for place, word in enumerate(history):
        if word != BEGIN:
            chance *= model.share(history[max(0, place - ORDER + 1) : place], word)
    return chance
