"""Weighted finite-state transducers, as far as a speech graph needs them.

Written in OpenFst's own binary formats (`const` and `olabel_lookahead`, arcs over the tropical
semiring), so that nothing of OpenFst has to be installed where a graph is built.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np

_MAGIC = 2125659606
_ADD_ON_MAGIC = 446681434
_CONST_VERSION = 2
"""Of a file whose arrays follow each other without padding."""
_EXPANDED, _ACCEPTOR = 0x1, 0x10000
_INPUT_SORTED, _OUTPUT_SORTED = 0x10000000, 0x40000000
_STATE = np.dtype(
    [("final", "<f4"), ("at", "<u4"), ("arcs", "<u4"), ("in_eps", "<u4"), ("out_eps", "<u4")]
)
_ARC = np.dtype([("in", "<i4"), ("out", "<i4"), ("cost", "<f4"), ("to", "<i4")])

Interval = tuple[int, int]
"""Labels from the first number up to, and without, the second."""


class Arc(NamedTuple):
    """One transition; label 0 is none, costs are negative natural logarithms."""

    ilabel: int
    olabel: int
    cost: float
    to: int


@dataclass
class Fst:
    """A transducer under construction; state 0 is its start."""

    arcs: list[list[Arc]] = field(default_factory=list)
    """Arcs by the state they leave."""
    finals: dict[int, float] = field(default_factory=dict)
    """Cost of ending, by state."""

    def state(self) -> int:
        """A new state."""
        self.arcs.append([])
        return len(self.arcs) - 1

    def arc(self, at: int, labels: tuple[int, int], cost: float, to: int) -> None:
        """A new arc from a state, with its input and output label."""
        self.arcs[at].append(Arc(*labels, cost, to))


def const_bytes(fst: Fst, *, acceptor: bool) -> bytes:
    """OpenFst's `const` format: arcs sorted by input label, or by output label for a transducer.

    Args:
        fst: to write.
        acceptor: whether both labels of every arc are the same.
    """
    key = (lambda arc: arc.ilabel) if acceptor else (lambda arc: arc.olabel)
    states = np.zeros(len(fst.arcs), _STATE)
    states["final"] = np.inf
    for state, cost in fst.finals.items():
        states["final"][state] = cost
    states["arcs"] = [len(arcs) for arcs in fst.arcs]
    states["at"] = np.cumsum(states["arcs"]) - states["arcs"]
    states["in_eps"] = [sum(not arc.ilabel for arc in arcs) for arcs in fst.arcs]
    states["out_eps"] = [sum(not arc.olabel for arc in arcs) for arcs in fst.arcs]
    rows = [arc for arcs in fst.arcs for arc in sorted(arcs, key=key)]
    table = np.array([tuple(arc) for arc in rows], _ARC)
    sorted_by = _ACCEPTOR | _INPUT_SORTED if acceptor else 0
    properties = _EXPANDED | _OUTPUT_SORTED | sorted_by
    header = _header("const", _CONST_VERSION, properties, (0, len(states), len(table)))
    return header + states.tobytes() + table.tobytes()


def lookahead_bytes(fst: Fst, final_label: int, reachable: Sequence[Sequence[Interval]]) -> bytes:
    """OpenFst's `olabel_lookahead` format, by which graphs compose while they decode.

    Args:
        fst: with output labels numbered for the intervals.
        final_label: stands for the end in the intervals.
        reachable: for each state the output labels that come next from there, sorted.
    """
    data = struct.pack("<??iq", False, False, final_label, len(reachable))
    sets = []
    for intervals in reachable:
        pairs = [number for interval in intervals for number in interval]
        count = sum(end - begin for begin, end in intervals)
        sets.append(struct.pack(f"<q{len(pairs)}ii", len(intervals), *pairs, count))
    header = _header("olabel_lookahead", 1, _EXPANDED | _OUTPUT_SORTED, (-1, 0, 0))
    magic, present = struct.pack("<i", _ADD_ON_MAGIC), struct.pack("<???", True, False, True)
    return header + magic + const_bytes(fst, acceptor=False) + present + data + b"".join(sets)


def write(path: Path, content: bytes) -> None:
    """Put a file in place all at once."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    part.replace(path)


def _header(kind: str, version: int, properties: int, sizes: tuple[int, int, int]) -> bytes:
    names = b"".join(struct.pack("<i", len(n)) + n.encode() for n in (kind, "standard"))
    return (
        struct.pack("<i", _MAGIC) + names + struct.pack("<iiQqqq", version, 0, properties, *sizes)
    )
