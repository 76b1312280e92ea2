"""Graphs in OpenFst's formats, read back byte by byte."""

import struct
from dataclasses import dataclass, field

import pytest

from ivr.speech.graph.fst import Fst, const_bytes, lookahead_bytes, write


@dataclass
class Reader:
    """Reads OpenFst's binary files."""

    content: bytes
    at: int = 0
    finals: list[float] = field(default_factory=list)
    arcs: list[list[tuple[int, int, float, int]]] = field(default_factory=list)

    def take(self, form: str):
        values = struct.unpack_from(f"<{form}", self.content, self.at)
        self.at += struct.calcsize(f"<{form}")
        return values if len(values) > 1 else values[0]

    def header(self) -> tuple[str, int, int]:
        """Kind, states, arcs."""
        assert self.take("i") == 2125659606
        kind, arc = self.text(), self.text()
        assert arc == "standard"
        _version, _flags, _properties, _start, states, arcs = self.take("iiQqqq")
        return kind, states, arcs

    def text(self) -> str:
        length = self.take("i")
        self.at += length
        return self.content[self.at - length : self.at].decode()

    def const(self) -> None:
        kind, states, arcs = self.header()
        assert kind == "const"
        rows = [self.take("fIIII") for _ in range(states)]
        table = [self.take("iifi") for _ in range(arcs)]
        self.finals = [row[0] for row in rows]
        self.arcs = [table[row[1] : row[1] + row[2]] for row in rows]
        assert [row[3:] for row in rows] == [
            (sum(not arc[0] for arc in of), sum(not arc[1] for arc in of)) for of in self.arcs
        ]


@pytest.fixture
def fst() -> Fst:
    made = Fst()
    first, second = made.state(), made.state()
    made.arc(first, (7, 2), 0.5, second)
    made.arc(first, (3, 9), 0.25, first)
    made.arc(first, (5, 0), 1.0, second)
    made.finals[second] = 0.125
    return made


def test_a_transducer_is_sorted_by_what_it_gives(fst):
    read = Reader(const_bytes(fst, acceptor=False))
    read.const()
    assert read.arcs == [[(5, 0, 1.0, 1), (7, 2, 0.5, 1), (3, 9, 0.25, 0)], []]
    assert read.finals == [float("inf"), 0.125]
    assert read.at == len(read.content)


def test_an_acceptor_is_sorted_by_what_it_takes(fst):
    read = Reader(const_bytes(fst, acceptor=True))
    read.const()
    assert [arc[0] for arc in read.arcs[0]] == [3, 5, 7]


def test_what_can_be_reached_stands_behind_the_graph(fst):
    read = Reader(lookahead_bytes(fst, 10, [[(1, 4), (9, 10)], [(1, 11)]]))
    assert read.header() == ("olabel_lookahead", 0, 0)
    assert read.take("i") == 446681434
    read.const()
    assert read.take("???") == (True, False, True)
    assert read.take("??iq") == (False, False, 10, 2)
    assert (read.take("q"), read.take("iiiii")) == (2, (1, 4, 9, 10, 4))
    assert (read.take("q"), read.take("iii")) == (1, (1, 11, 10))
    assert read.at == len(read.content)


def test_a_file_is_replaced_at_once(tmp_path):
    write(tmp_path / "Gr.fst", b"old")
    write(tmp_path / "Gr.fst", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["Gr.fst"]
    assert (tmp_path / "Gr.fst").read_bytes() == b"new"
