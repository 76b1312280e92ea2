"""The smallest changes of a text that give one value of it another content.

Whatever is not touched stays as it is to the letter: comments, order, quotes, blank lines.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flows.editing import writing
from flows.editing.gaps import blank_between, entry_end, entry_start
from flows.editing.lines import end_of_line, line_start
from flows.editing.tree import Part
from flows.events import Json


@dataclass(frozen=True)
class Splice:
    """A piece of the text, and what takes its place."""

    start: int
    end: int
    new: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """The text with the changes that don't meet an earlier one, or come at the same place."""
    chosen: list[Splice] = []
    for each in splices:
        if not any(_meet(each, other) for other in chosen):
            chosen.append(each)
    for each in sorted(chosen, key=lambda one: (one.start, one.end), reverse=True):
        text = text[: each.start] + each.new + text[each.end :]
    return text


def _meet(one: Splice, other: Splice) -> bool:
    apart = one.end <= other.start or other.end <= one.start
    return not apart or (one.start, one.end) == (other.start, other.end)


def replaced(parent: Part, part: Part, value: Json) -> Iterator[Splice]:
    """A value in the place of another."""
    after = part.lead
    text, column = part.text, parent.column
    starts_below = "\n" in text[after : part.start]
    if not parent.in_braces and not writing.is_short(value, column + 2):
        lines = writing.block(value, column + writing.INDENT)
        if starts_below:
            yield Splice(line_start(text, part.start), part.end, "\n".join(lines))
        else:
            if part.end > part.start:
                yield Splice(after, part.end, "")
            at = end_of_line(text, part.end)
            yield Splice(at, at, "\n" + "\n".join(lines))
        return
    new = writing.inline(value, _like(part))
    if part.start == part.end:
        yield Splice(after, after, f" {new}")
    elif not starts_below or not part.is_block:
        yield Splice(part.start, part.end, new)
    else:
        yield Splice(after, after, f" {new}")
        begin = line_start(text, part.start)
        yield Splice(begin - 1, end_of_line(text, part.end), "")


def removed(parent: Part, part: Part) -> Splice:
    """An entry or item taken out, with the comments right above it."""
    position = parent.parts.index(part)
    text = part.text
    if parent.in_braces:
        if position + 1 < len(parent.parts):
            return Splice(part.begin, parent.parts[position + 1].begin, "")
        before = parent.parts[position - 1]
        return Splice(before.end, part.end, "")
    first = part.begin
    if text[line_start(text, first) : first].strip():
        return _removed_beside_dash(parent, part, first)
    start, end = entry_start(text, first), entry_end(text, part.end, parent.column)
    end = min(end + 1, len(text))
    if position == len(parent.parts) - 1 and position:
        start = len(text[:start].rstrip(" \n")) + 1 if _is_blank_above(text, start) else start
    elif position == 0 or _is_blank_above(text, start):
        while text[end : end_of_line(text, end) + 1].isspace():
            end = end_of_line(text, end) + 1
    return Splice(start, end, "")


def _is_blank_above(text: str, at: int) -> bool:
    return at > 0 and not text[line_start(text, at - 1) : at].strip()


def _removed_beside_dash(parent: Part, part: Part, first: int) -> Splice:
    text = part.text
    end = end_of_line(text, part.end)
    following = parent.parts[parent.parts.index(part) + 1]
    until = following.begin
    return Splice(first, end if text[end:until].strip() else until, "")


def inserted(parent: Part, after: Part | None, entries: Sequence[tuple[str, Json]]) -> Splice:
    """New entries (or items, their keys empty) behind another; None: as the first ones.

    The parent has at least one entry.
    """
    column = parent.column
    if parent.in_braces:
        written = ", ".join(
            f"{writing.key_of(key)}: {writing.inline(value)}" if key else writing.inline(value)
            for key, value in entries
        )
        if after is None:
            return Splice(parent.parts[0].begin, parent.parts[0].begin, f"{written}, ")
        return Splice(after.end, after.end, f", {written}")
    return inserted_lines(
        parent,
        after,
        [
            writing.entry(key, value, column) if key else writing.item(value, column)
            for key, value in entries
        ],
    )


def inserted_lines(parent: Part, after: Part | None, entries: Sequence[Sequence[str]]) -> Splice:
    """New entries of a mapping or list of one entry a line, each as its lines."""
    text, column = parent.text, parent.column
    gap = "\n" if blank_between(parent, after) else ""
    written = ("\n" + gap).join("\n".join(lines) for lines in entries)
    if after is None:
        first = parent.parts[0]
        at = first.begin
        if text[line_start(text, at) : at].strip():
            return Splice(at, at, written.lstrip(" ") + "\n" + gap + " " * column)
        at = entry_start(text, at)
        return Splice(at, at, written + "\n" + gap)
    at = entry_end(text, after.end, column)
    return Splice(at, at, "\n" + gap + written)


def _like(part: Part) -> str:
    style = getattr(part.node, "style", None)
    if part.is_date:
        return "date"
    return style if style in ('"', "'") else "plain" if isinstance(part.value, str) else ""
