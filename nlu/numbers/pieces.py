"""An utterance as digits, cues and the words between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from nlu.numbers.cardinals import below_hundred, cardinal
from nlu.numbers.vocabulary import (
    CARRIERS,
    CORRECTIONS,
    DIGITS,
    EXCLAMATIONS,
    FILLERS,
    HOMOPHONES,
    IDIOMS,
    INTRODUCERS,
    PAUSES,
    PREPOSITIONS,
    REJECTIONS,
    REPEATS,
    TENS,
)
from nlu.numbers.words import Word, phrase_length, words_of


class Kind(Enum):
    """What a piece does for a number."""

    DIGITS = auto()
    HOMOPHONE = auto()
    CORRECTION = auto()
    PAUSE = auto()
    REJECTION = auto()
    FILLER = auto()
    CARRIER = auto()
    OTHER = auto()


@dataclass(frozen=True)
class Piece:
    """Some neighbouring words."""

    kind: Kind
    start: int
    end: int
    digits: str = ""
    word: str = ""
    """The last word of the piece."""


_PHRASES = (
    (Kind.CARRIER, EXCLAMATIONS),
    (Kind.OTHER, IDIOMS),
    (Kind.PAUSE, PAUSES),
    (Kind.REJECTION, REJECTIONS),
    (Kind.CORRECTION, CORRECTIONS),
)


def pieces_of(text: str) -> tuple[Piece, ...]:
    """Cuts `text` into pieces; homophones are digits or plain words already."""
    words = words_of(text)
    texts = [w.text for w in words]
    pieces: list[Piece] = []
    at = 0
    while at < len(words):
        kind, digits, after = _next(words, texts, at)
        pieces.append(
            Piece(kind, words[at].start, words[after - 1].end, digits, words[after - 1].text)
        )
        at = after
    return tuple(_settled(pieces))


def _next(words: tuple[Word, ...], texts: list[str], at: int) -> tuple[Kind, str, int]:
    for kind, phrases in _PHRASES:
        length = phrase_length(words, at, phrases)
        if length:
            return kind, "", at + length
    number = _digits(texts, at)
    if number is not None:
        return Kind.DIGITS, number[0], number[1]
    word = texts[at]
    if word in HOMOPHONES:
        return Kind.HOMOPHONE, str(HOMOPHONES[word]), at + 1
    if word in FILLERS or word == "#":
        return Kind.FILLER, "", at + 1
    return (Kind.CARRIER if word in CARRIERS else Kind.OTHER), "", at + 1


def _digits(texts: Sequence[str], at: int) -> tuple[str, int] | None:
    """Digits that begin at index `at`, and the index after them."""
    word = texts[at]
    if word.isascii() and word.isdigit():
        return word, at + 1
    if word in REPEATS and at + 1 < len(texts):
        repeated = DIGITS.get(texts[at + 1], HOMOPHONES.get(texts[at + 1]))
        return None if repeated is None else (str(repeated) * REPEATS[word], at + 2)
    quantity = cardinal(texts, at)
    if quantity is not None and {"hundred", "thousand"} & set(texts[at : quantity[1]]):
        return str(quantity[0]), quantity[1]
    small = below_hundred(texts, at)
    if small is None:
        return None
    value, after = small
    if word in TENS and after == at + 1 and after < len(texts) and texts[after] in HOMOPHONES:
        return _tens_and_homophone(texts, at, value)
    return str(value), after


def _tens_and_homophone(texts: Sequence[str], at: int, tens: int) -> tuple[str, int]:
    """At the end of an utterance "forty too" is 42; elsewhere the tens stand alone."""
    if at + 2 == len(texts):
        return str(tens + HOMOPHONES[texts[at + 1]]), at + 2
    return str(tens), at + 1


def _settled(pieces: list[Piece]) -> list[Piece]:
    """Homophones turned into digits where the digits around them say so, else plain words."""
    settled = list(pieces)
    run: list[int] = []
    for index, piece in enumerate([*pieces, Piece(Kind.OTHER, 0, 0)]):
        if piece.kind in (Kind.DIGITS, Kind.HOMOPHONE):
            run.append(index)
        elif piece.kind is not Kind.FILLER:
            _settle_run(settled, run)
            run = []
    return settled


def _settle_run(pieces: list[Piece], run: list[int]) -> None:
    spoken = [i for i in run if pieces[i].kind is Kind.DIGITS]
    for i in run:
        if pieces[i].kind is Kind.HOMOPHONE:
            is_digit = bool(spoken) and (
                spoken[0] < i < spoken[-1]
                or pieces[i].word not in PREPOSITIONS
                or (i < spoken[0] and _introduced(pieces, run[0]))
                or (i > spoken[-1] and _concluded(pieces, run[-1]))
            )
            pieces[i] = _turned(pieces[i], Kind.DIGITS if is_digit else Kind.OTHER)


def _turned(piece: Piece, kind: Kind) -> Piece:
    return Piece(kind, piece.start, piece.end, piece.digits, piece.word)


def _introduced(pieces: list[Piece], first: int) -> bool:
    """Whether a number that begins at `first` follows a cue, a word such as "is", or nothing."""
    before = next((p for p in reversed(pieces[:first]) if p.kind is not Kind.FILLER), None)
    return before is None or before.kind is Kind.CORRECTION or before.word in INTRODUCERS


def _concluded(pieces: list[Piece], last: int) -> bool:
    """Whether after `last` comes a correction or nothing."""
    after = next((p for p in pieces[last + 1 :] if p.kind is not Kind.FILLER), None)
    return after is None or after.kind is Kind.CORRECTION or after.word in ("please", "thanks")
