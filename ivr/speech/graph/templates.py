"""Sentences from templates: alternatives, optional parts and parts by name.

The notation is told at the top of `data/templates.txt`. Random choices are seeded, so the same
templates give the same sentences.
"""

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_DEFINITION = re.compile(r"([a-z0-9_]+) = (.+)")
_WEIGHTED = re.compile(r"(\d+): (.+)")
_HALF = 0.5
_PIECE = re.compile(r"\{([a-z0-9_]+)\}|([()\[\]|])|([^\s{}()\[\]|]+)")


class TemplateFaulty(ValueError):
    """A line is neither a definition nor a weighted template; says which."""


@dataclass(frozen=True)
class _Part:
    """A part by its name."""

    name: str


@dataclass(frozen=True)
class _OneOf:
    """Alternatives, each of words, parts and further alternatives."""

    alternatives: tuple[tuple["_Item", ...], ...]
    optional: bool = False


_Item = str | _Part | _OneOf


@dataclass(frozen=True)
class Templates:
    """Weighted templates, and the parts they are made of."""

    parts: Mapping[str, _OneOf]
    weighted: tuple[tuple[int, _OneOf], ...]

    def sentences(self, count: int, seed: int) -> Iterator[tuple[str, ...]]:
        """That many sentences, as words."""
        chance = random.Random(seed)  # noqa: S311 - no secret
        weights = [weight for weight, _ in self.weighted]
        bodies = [body for _, body in self.weighted]
        for body in chance.choices(bodies, weights, k=count):
            yield tuple(self._said(body, chance))

    def _said(self, item: _Item, chance: random.Random) -> Iterator[str]:
        if isinstance(item, str):
            yield item
        elif isinstance(item, _Part):
            yield from self._said(self.parts[item.name], chance)
        elif not item.optional or chance.random() < _HALF:
            for inner in chance.choice(item.alternatives):
                yield from self._said(inner, chance)


def read_templates(text: str) -> Templates:
    """The templates of a file.

    Raises:
        TemplateFaulty: a line has another form.
    """
    parts: dict[str, _OneOf] = {}
    weighted = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if definition := _DEFINITION.fullmatch(line):
            parts[definition[1]] = _parsed(definition[2])
        elif template := _WEIGHTED.fullmatch(line):
            weighted.append((int(template[1]), _parsed(template[2])))
        else:
            raise TemplateFaulty(f"no definition and no template: {line}")
    return Templates(parts, tuple(weighted))


def _parsed(body: str) -> _OneOf:
    return _alternatives(_PIECE.finditer(body), optional=False)


def _alternatives(pieces: Iterator[re.Match[str]], *, optional: bool) -> _OneOf:
    """What stands before the next closing mark."""
    found: list[list[_Item]] = [[]]
    for piece in pieces:
        name, mark, word = piece.groups()
        if mark in (")", "]"):
            break
        if mark == "|":
            found.append([])
        elif mark:
            found[-1].append(_alternatives(pieces, optional=mark == "["))
        else:
            found[-1].append(_Part(name) if name else word)
    return _OneOf(tuple(map(tuple, found)), optional)
