"""The sounds of the bundled speech model, numbered once for the network and the graph alike.

A network trained here works with any graph built here because both count from this module:
base phones give the network's outputs (pdf ids), phones marked by their place in a word give
the graph's symbols and Kaldi's transition ids. Changing an order here makes every trained
network and every built graph useless to each other.
"""

from __future__ import annotations

SILENCE = "sil"

_SOUNDS = (
    "aa ae ah ao aw ay b ch d dh eh er ey f g hh ih iy jh k l m n ng ow oy p r s sh t th uh uw"
    " v w y z zh"
)

PHONES = tuple(_SOUNDS.split())
"""The 39 sounds of CMUdict, lower case, without stress."""

BASE = (SILENCE, *PHONES)
"""Base phones: the place of a phone here decides its two outputs of the network."""

PLACES = ("B", "E", "I", "S")
"""Where in its word a phone stands: at its beginning, end, inside, or alone in it."""

SYMBOLS = ("<eps>", "SIL", *(f"{phone}_{place}" for phone in PHONES for place in PLACES))
"""Kaldi's phone symbols; a symbol's place is its number, so phones.txt is this list."""

SYMBOL_IDS = {symbol: number for number, symbol in enumerate(SYMBOLS)}

PDF_COUNT = 2 * len(BASE)
TRANSITION_COUNT = 2 * (len(SYMBOLS) - 1)
"""Transition ids run from 1 to this number; disambiguation symbols of a graph come after."""


def base_of(symbol: str) -> int:
    """The place in BASE of a phone symbol such as `ah_I` or `SIL`."""
    return BASE.index(symbol.partition("_")[0].lower())


def entry_pdf(base: int) -> int:
    """The network's output for the first frame of a base phone."""
    return 2 * base


def loop_pdf(base: int) -> int:
    """The network's output for every later frame of a base phone."""
    return 2 * base + 1


def self_loop(symbol_id: int) -> int:
    """Kaldi's transition id for staying in a phone."""
    return 2 * symbol_id - 1


def forward(symbol_id: int) -> int:
    """Kaldi's transition id for moving through a phone; graphs carry it as the phone's label."""
    return 2 * symbol_id


def word_symbols(pronunciation: list[str]) -> list[str]:
    """Phone symbols of a word from its base phones: `["k", "ae", "t"]` → `k_B ae_I t_E`."""
    if len(pronunciation) == 1:
        return [f"{pronunciation[0]}_S"]
    first, *middle, last = pronunciation
    return [f"{first}_B", *(f"{phone}_I" for phone in middle), f"{last}_E"]


def word_boundaries() -> list[str]:
    """Lines of Kaldi's word_boundary.int: each symbol's number and its place in words."""
    names = {"B": "begin", "E": "end", "I": "internal", "S": "singleton"}
    return [
        f"{number} {names.get(symbol.partition('_')[2], 'nonword')}"
        for number, symbol in enumerate(SYMBOLS)
        if number
    ]
