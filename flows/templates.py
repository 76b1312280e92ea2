"""Prompt templates, such as "Order {order.number:digits} is on its way.".

A field names a slot, a path inside it and a spoken form; nothing else is understood, so a
template can reach no attribute and run no code. `{{` and `}}` stand for the braces themselves.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from flows.spoken import FORMS

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+")
_FIELD = re.compile(r"([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)(?::([a-z]+))?")


class TemplateInvalid(ValueError):
    """A template that can't be read: what is wrong and what to write."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


@dataclass(frozen=True)
class Field:
    """One place in a template where a value goes."""

    path: tuple[str, ...]
    """Slot, then keys inside its value."""
    form: str = "text"
    """A name in `flows.spoken.FORMS`."""

    def __str__(self) -> str:
        """As a template has it, such as `{order.number:digits}`."""
        form = "" if self.form == "text" else f":{self.form}"
        return "{" + ".".join(self.path) + form + "}"


@dataclass(frozen=True)
class Template:
    """Text with fields."""

    parts: tuple[str | Field, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields in their order."""
        return tuple(part for part in self.parts if isinstance(part, Field))

    def render(self, words: Callable[[Field], str]) -> str:
        """The words to say, with `words` giving those of each field."""
        return "".join(part if isinstance(part, str) else words(part) for part in self.parts)

    @property
    def written(self) -> str:
        """The template as a flow's YAML has it."""
        return "".join(
            part.replace("{", "{{").replace("}", "}}") if isinstance(part, str) else str(part)
            for part in self.parts
        )

    @property
    def only_field(self) -> Field | None:
        """The field, where the template is one bare field and nothing else."""
        match self.parts:
            case (Field(form="text") as only,):
                return only
        return None


def parse(source: str) -> Template:
    """Read a template.

    Raises:
        TemplateInvalid: a lone brace, a field that is no path, or an unknown form.
    """
    return Template(tuple(_part(match) for match in _PIECE.finditer(source)))


def _part(match: re.Match[str]) -> str | Field:
    piece = match.group()
    if piece in ("{{", "}}"):
        return piece[0]
    if piece in ("{", "}"):
        raise TemplateInvalid(f"a lone '{piece}'", f"write '{piece}{piece}' for the brace itself")
    if match.group(1) is None:
        return piece
    return _field(match.group(1))


def _field(inside: str) -> Field:
    found = _FIELD.fullmatch(inside)
    if found is None:
        raise TemplateInvalid(
            f"'{{{inside}}}' is not a field", "write a slot and a form: {order.number:digits}"
        )
    form = found.group(2) or "text"
    if form not in FORMS:
        raise TemplateInvalid(f"no spoken form '{form}'", f"write one of: {', '.join(FORMS)}")
    return Field(tuple(found.group(1).split(".")), form)
