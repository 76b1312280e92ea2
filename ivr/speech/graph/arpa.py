"""Language models as text, in the form that recognisers have shared since ARPA's projects.

Each line: a sequence's common logarithm of its last word's share, a tab, its words. Back-off
weights, a third field, are left out where a model is written and passed over where one is read,
since they follow from the shares.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator

from ivr.speech.graph.backoff import ORDER, BackoffModel, History, by_length, closed

_NEVER = -99.0
_DECIMALS = 2


def written(model: BackoffModel) -> Iterator[str]:
    """The lines of a model."""
    lines: dict[int, list[str]] = defaultdict(list)
    for history in by_length(model.shares):
        for word, share in sorted(model.shares[history].items()):
            log = round(math.log10(share), _DECIMALS) if share else _NEVER
            lines[len(history) + 1].append(f"{log}\t{' '.join((*history, word))}")
    yield "\\data\\"
    for length in range(1, ORDER + 1):
        yield f"ngram {length}={len(lines[length])}"
    for length in range(1, ORDER + 1):
        yield ""
        yield f"\\{length}-grams:"
        yield from lines[length]
    yield ""
    yield "\\end\\"


def read(lines: Iterable[str]) -> BackoffModel:
    """The model of lines.

    Raises:
        ValueError: a line is none of such a file.
    """
    shares: dict[History, dict[str, float]] = defaultdict(dict)
    for line in lines:
        if line and line[0] in "-0123456789":
            log, sequence = line.rstrip("\n").split("\t")[:2]
            *history, word = sequence.split(" ")
            shares[tuple(history)][word] = 10 ** float(log)
    return closed(shares)
