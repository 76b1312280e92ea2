"""Digit strings as callers speak them: order numbers, phone numbers, codes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlu.numbers.corrections import correct
from nlu.numbers.pieces import Kind, Piece, pieces_of


@dataclass(frozen=True)
class DigitString:
    """One spoken number, digit by digit."""

    value: str
    """Digits 0-9."""
    corrected: bool
    """Whether the caller corrected it while speaking: worth asking back."""
    exact: bool
    """Whether the utterance says this number and nothing else but polite words."""
    start: int
    """Offset in characters of the first number word."""
    end: int
    """Offset after the last number word; what was corrected lies between."""
    alternatives: tuple[str, ...] = ()
    """Other readings of a corrected number, best first."""


@dataclass(frozen=True)
class _Segment:
    """Digits spoken in one go, and how they relate to the ones before."""

    link: Kind
    """CORRECTION, PAUSE, REJECTION, or OTHER where the number is a new one."""
    digits: str
    start: int
    end: int


def read_digits(text: str) -> DigitString | None:
    """The digit string an utterance is about: the longest, of equals the last; None without one.

    Understands single digits ("oh", "zero", "nought"), "double" and "triple", pairs ("forty five
    twelve"), quantities ("four thousand five hundred and twelve"), what recognisers write for
    digits ("for", "to", "ate", "won") where digits surround it, fillers, and corrections (see
    `nlu.numbers.corrections`). Never raises.
    """
    return max(reversed(digit_strings(text)), key=lambda d: len(d.value), default=None)


def digit_strings(text: str) -> tuple[DigitString, ...]:
    """Every digit string of an utterance, in the order spoken."""
    pieces = pieces_of(text)
    strings: list[DigitString] = []
    for segment in _segments(pieces):
        joined = _joined(strings[-1], segment) if strings else None
        if joined is not None:
            strings[-1] = joined
        elif segment.link is not Kind.REJECTION:
            strings.append(DigitString(segment.digits, False, False, segment.start, segment.end))
    exact = len(strings) == 1 and all(p.kind is not Kind.OTHER for p in pieces)
    return tuple(
        DigitString(s.value, s.corrected, exact, s.start, s.end, s.alternatives) for s in strings
    )


def _segments(pieces: Sequence[Piece]) -> Iterator[_Segment]:
    """Digits in one go: only fillers lie between them. A lone "oh" is an exclamation."""
    link, open_segment = Kind.OTHER, None
    for piece in pieces:
        if piece.kind is Kind.DIGITS:
            if open_segment is None:
                open_segment = _Segment(link, piece.digits, piece.start, piece.end)
            else:
                digits = open_segment.digits + piece.digits
                open_segment = _Segment(open_segment.link, digits, open_segment.start, piece.end)
            lone_oh = open_segment.digits == "0" and piece.word in ("oh", "o")
        elif piece.kind is not Kind.FILLER:
            if open_segment is not None and not lone_oh:
                yield open_segment
                link = Kind.OTHER
            open_segment = None
            link = _link(link, piece.kind)
    if open_segment is not None and not lone_oh:
        yield open_segment


def _link(so_far: Kind, kind: Kind) -> Kind:
    """How the next digits relate to the last, after a piece of `kind`."""
    if kind in (Kind.CORRECTION, Kind.REJECTION, Kind.PAUSE):
        return so_far if so_far is Kind.CORRECTION and kind is Kind.PAUSE else kind
    if kind is Kind.OTHER:
        return Kind.OTHER
    return so_far


def _joined(last: DigitString, segment: _Segment) -> DigitString | None:
    """`last` with the segment taken into account; None where the segment is another number."""
    if segment.link is Kind.REJECTION:
        return last
    if segment.link is Kind.PAUSE and not segment.digits.startswith(last.value):
        value = last.value + segment.digits
        return DigitString(value, last.corrected, False, last.start, segment.end)
    if segment.link in (Kind.CORRECTION, Kind.PAUSE):
        reading = correct(last.value, segment.digits)
        return DigitString(
            reading.value, True, False, last.start, segment.end, reading.alternatives
        )
    return None
