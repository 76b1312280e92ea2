import numpy as np
import pytest

from ivr.speech.training import kaldi_format as kaldi


def test_what_is_written_can_be_read() -> None:
    reader = kaldi.Reader(
        kaldi.MAGIC
        + kaldi.token("<Some>")
        + kaldi.integer(-7)
        + kaldi.single(0.5)
        + kaldi.double(0.1)
        + kaldi.integers([3, 1, 2])
        + kaldi.vector([0.25, -1.0])
        + kaldi.matrix(np.arange(6, dtype=np.float32).reshape(2, 3))
        + b"a line\n"
    )
    reader.expect("<Some>")
    assert reader.integer() == -7
    assert reader.single() == 0.5
    assert reader.double() == 0.1
    assert reader.integers() == [3, 1, 2]
    assert reader.vector().tolist() == [0.25, -1.0]
    assert reader.matrix().tolist() == [[0, 1, 2], [3, 4, 5]]
    assert reader.line() == "a line"
    assert reader.ended


def test_numbers_carry_their_size() -> None:
    assert kaldi.integer(1) == b"\x04\x01\x00\x00\x00"
    assert kaldi.double(0.0) == b"\x08" + bytes(8)
    assert kaldi.vector([1.0]) == b"FV \x04\x01\x00\x00\x00\x00\x00\x80?"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"text", "not a binary"),
        (kaldi.MAGIC + kaldi.token("<Other>"), "<Other> where <Some> should be"),
        (kaldi.MAGIC + b"<Some>", "without an end"),
    ],
)
def test_anything_else_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        kaldi.Reader(content).expect("<Some>")


def test_a_file_cut_short_is_refused() -> None:
    with pytest.raises(ValueError, match="ends too soon"):
        kaldi.Reader(kaldi.MAGIC + kaldi.vector([1.0, 2.0])[:-1]).vector()


def test_a_number_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="another size"):
        kaldi.Reader(kaldi.MAGIC + kaldi.double(1.0)).integer()
