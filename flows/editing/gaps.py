"""What stands between the entries of a document: ends of lines, comments, blank lines."""

from flows.editing.lines import end_of_line, line_start
from flows.editing.tree import Part


def entry_start(text: str, key: int) -> int:
    """Index of an entry's first line: with the comments right above it, of its own indentation."""
    start = line_start(text, key)
    column = key - start
    while start:
        above = line_start(text, start - 1)
        line = text[above : start - 1]
        if line[:column].strip() or not line[column:].startswith("#"):
            break
        start = above
    return start


def entry_end(text: str, last: int, column: int) -> int:
    """Index of the end of an entry's last line: with comments under it that are indented deeper.

    Args:
        text: the document.
        last: index behind the entry's last character.
        column: of the entry's key or dash.
    """
    end = ahead = end_of_line(text, last)
    while ahead < len(text):
        following = end_of_line(text, ahead + 1)
        line = text[ahead + 1 : following]
        if line.strip() and (line[: column + 1].strip() or not line.lstrip().startswith("#")):
            break
        ahead = following
        end = ahead if line.strip() else end
    return end


def blank_between(parent: Part, after: Part | None) -> bool:
    """Whether a blank line follows an entry; of the last one, whether one stands before it.

    A lone step stands apart from the next where it takes several lines.

    Args:
        parent: the mapping or list.
        after: one of its entries; None for the first.
    """
    text, parts = parent.text, parent.parts
    if len(parts) < 2:
        return parent.name == "steps" and any("\n" in text[p.start : p.end] for p in parts)
    place = min(parts.index(after) if after else 0, len(parts) - 2)
    before, following = parts[place], parts[place + 1]
    return any(not line.strip() for line in text[before.end : following.begin].split("\n")[1:-1])
