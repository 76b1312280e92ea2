"""Letters as callers spell them: "b as in bravo", "b for bravo", "bravo", "double l". Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from nlu.numbers.corrections import correct
from nlu.numbers.vocabulary import DIGITS, REPEATS
from nlu.numbers.words import Word, phrase_length, words_of

NATO = (
    "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliet",
    "kilo", "lima", "mike", "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango",
    "uniform", "victor", "whiskey", "xray", "yankee", "zulu",
)  # fmt: skip
"""Words that stand for their first letters."""
_SAME = {"alfa": "a", "juliett": "j", "whisky": "w", "zed": "z", "zee": "z"}
_LETTERS = {**{word: word[0] for word in NATO}, **_SAME}
LINKS = ("as in", "is in", "has in", "for", "like")
"""What stands between a letter and its word; recognisers write "is in" for "as in"."""
_FIRM_LINKS = ("as in", "is in", "has in")
_CORRECTIONS = (
    "no sorry", "sorry no", "no wait", "no i said", "no it's", "no", "sorry", "wait", "i mean",
    "i meant", "scratch that", "make that",
)  # fmt: skip
_CARRIERS = (
    "my name is", "my last name is", "my first name is", "my surname is", "last name", "it's",
    "it is", "that's", "that is", "the letters", "the letter", "letter", "capital", "spelled",
    "spelt", "spelling", "i spell it", "yes", "yeah", "okay", "uh", "um", "er", "erm", "and",
    "then", "please", "dash", "hyphen", "space", "the name is", "name is", "street is",
)  # fmt: skip
_FEWEST = 2
"""Characters that a spelling has at least: a lone letter is a word."""
_FEWEST_AFTER_WORDS = 3
"""Plain letters that make a spelling at the end of a sentence."""
_UNSETTLED = "?"
"""An "oh": the letter, or the digit among digits."""


@dataclass(frozen=True)
class Spelled:
    """Letters and digits put together."""

    value: str
    """Lower-case letters and digits."""
    sure: bool
    """False where the caller corrected it, or a letter and its word disagree."""
    exact: bool
    """Whether the utterance spells and says nothing else but polite words."""
    start: int
    """Offset in characters of the first word of the spelling."""
    end: int
    """Offset after its last word."""


@dataclass(frozen=True)
class _Piece:
    """Neighbouring words: characters, or a cue that gives none."""

    first: int
    after: int
    characters: str = ""
    corrects: bool = False
    sure: bool = True


def read_spelled(text: str) -> Spelled | None:
    """What an utterance spells, or None where it spells nothing. Never raises.

    The whole utterance has to spell ("b o b", "it's b as in bravo o b"), or its end has to, with
    three letters or more ("my name is bob b o b"). Digits alone are no spelling.

    Args:
        text: lower case, no punctuation.
    """
    words = words_of(text)
    pieces = _pieces_at_end(words)
    spelling = [piece for piece in pieces if piece.characters]
    if not spelling:
        return None
    exact = pieces[0].first == 0
    value, corrected = _put_together(pieces)
    article = not exact and value.startswith("a")
    fewest = _FEWEST if exact else _FEWEST_AFTER_WORDS + article
    if len(value) < fewest or not any(c.isalpha() for c in value) or value == "ok":
        return None
    sure = not corrected and all(piece.sure for piece in spelling)
    start, end = words[spelling[0].first].start, words[spelling[-1].after - 1].end
    return Spelled(value, sure, exact, start, end)


def _pieces_at_end(words: tuple[Word, ...]) -> list[_Piece]:
    """Pieces of the longest stretch that spells and reaches the end of the utterance."""
    pieces: list[_Piece] = []
    at = 0
    while at < len(words):
        piece = _piece(words, at)
        if piece is None:
            pieces = []
            at += 1
            continue
        pieces.append(piece)
        at = piece.after
    return pieces


def _piece(words: tuple[Word, ...], at: int) -> _Piece | None:
    for phrases, corrects in ((_CORRECTIONS, True), (_CARRIERS, False)):
        length = phrase_length(words, at, phrases)
        if length:
            return _Piece(at, at + length, corrects=corrects)
    texts = [w.text for w in words]
    if texts[at : at + 2] in (["double", "u"], ["double", "you"]):
        return _Piece(at, at + 2, "w")
    if texts[at] in REPEATS and at + 1 < len(words):
        one = _one(words, texts, at + 1)
        many = None if one is None else one.characters * REPEATS[texts[at]]
        return None if one is None else _Piece(at, one.after, many or "", sure=one.sure)
    return _one(words, texts, at)


def _one(words: tuple[Word, ...], texts: Sequence[str], at: int) -> _Piece | None:
    """One character: a letter, a letter with its word, a word for a letter, or a digit."""
    word = texts[at]
    if word in ("o", "oh"):
        return _with_word(words, texts, at, "o") or _Piece(at, at + 1, _UNSETTLED)
    if len(word) == 1 and word.isascii() and word.isalnum():
        return _with_word(words, texts, at, word) or _Piece(at, at + 1, word)
    if word in _LETTERS:
        return _Piece(at, at + 1, _LETTERS[word])
    return _Piece(at, at + 1, str(DIGITS[word])) if word in DIGITS else None


def _with_word(
    words: tuple[Word, ...], texts: Sequence[str], at: int, letter: str
) -> _Piece | None:
    """A letter with its word, which is heard better, so that its initial counts."""
    length = phrase_length(words, at + 1, LINKS)
    word_at = at + 1 + length
    if not length or word_at >= len(words) or len(texts[word_at]) < 2:
        return None
    initial = _LETTERS.get(texts[word_at], texts[word_at][0])
    firm = phrase_length(words, at + 1, _FIRM_LINKS) > 0 or texts[word_at] in _LETTERS
    if not initial.isalpha() or (initial != letter and not firm):
        return None
    return _Piece(at, word_at + 1, initial, sure=initial == letter)


def _put_together(pieces: Sequence[_Piece]) -> tuple[str, bool]:
    """The characters, corrections carried out, and whether there were any."""
    segments = [""]
    for piece in pieces:
        if piece.corrects and segments[-1]:
            segments.append("")
        segments[-1] += piece.characters
    value = _settled(segments[0])
    for after in segments[1:]:
        value = correct(value, _settled(after)).value if after else value
    return value, len([s for s in segments if s]) > 1


def _settled(characters: str) -> str:
    """An "oh" beside a digit is a zero, elsewhere the letter."""
    out = ""
    for at, character in enumerate(characters):
        beside = (out[-1:] or "") + characters[at + 1 : at + 2]
        settled = "0" if any(c.isdigit() for c in beside) else "o"
        out += settled if character == _UNSETTLED else character
    return out
