"""Cuts text into the word pieces of a BERT vocabulary. Standard library only.

The rules are those of BERT's uncased tokenizer: accents and control characters go, punctuation
stands alone, and a word is cut greedily into the longest pieces that the vocabulary has.
"""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

LONGEST_WORD = 100
"""Characters of the longest word that is cut; a longer one is unknown."""


class WordPieces:
    """The pieces of one vocabulary."""

    def __init__(self, vocabulary: Path) -> None:
        """Reads a vocabulary of one piece a line.

        Raises:
            OSError: it cannot be read.
        """
        pieces = vocabulary.read_text(encoding="utf-8").split("\n")
        self._numbers = {piece: number for number, piece in enumerate(pieces) if piece}
        self._unknown = self._numbers["[UNK]"]
        self._first, self._last = self._numbers["[CLS]"], self._numbers["[SEP]"]

    def numbers(self, text: str, most: int) -> list[int]:
        """Numbers of the pieces of a text, with the marks of its start and end.

        Args:
            text: any text.
            most: length to cut at, marks included.
        """
        pieces = [number for word in _words(text) for number in self._cut(word)]
        return [self._first, *pieces[: most - 2], self._last]

    def _cut(self, word: str) -> list[int]:
        if len(word) > LONGEST_WORD:
            return [self._unknown]
        found: list[int] = []
        start = 0
        while start < len(word):
            piece, end = self._longest(word, start)
            if piece is None:
                return [self._unknown]
            found.append(piece)
            start = end
        return found

    def _longest(self, word: str, start: int) -> tuple[int | None, int]:
        head = "##" if start else ""
        for end in range(len(word), start, -1):
            number = self._numbers.get(head + word[start:end])
            if number is not None:
                return number, end
        return None, start


def _words(text: str) -> Iterator[str]:
    plain = "".join(
        character
        for character in unicodedata.normalize("NFD", text.lower())
        if unicodedata.category(character) != "Mn"
    )
    for chunk in plain.split():
        word = ""
        for character in chunk:
            if character.isalnum():
                word += character
            elif unicodedata.category(character)[0] != "C":
                if word:
                    yield word
                yield character
                word = ""
        if word:
            yield word
