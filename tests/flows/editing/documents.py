"""Documents that chance has written: any content, in any layout, with comments in odd places."""

import json
from dataclasses import dataclass, field

from hypothesis import strategies as st

names = st.sampled_from(["ask", "tell", "next", "prompt", "on_fail", "a b", "null", "12", "what's"])
texts = st.one_of(
    st.sampled_from(["", "Hello.", "it's", 'say "no"', "a: b", "- a", "# no", "yes", "2026-12-24"]),
    st.text(st.sampled_from("ab {}:'\"#\n,é…-"), max_size=12),
)
scalars = st.one_of(texts, texts, st.integers(-9, 999), st.booleans(), st.none(), st.just(0.25))
contents = st.dictionaries(
    names,
    st.recursive(
        scalars,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=4)
        ),
        max_leaves=14,
    ),
    min_size=1,
    max_size=6,
)


@dataclass
class Writer:
    """Writes content as YAML in a layout that a stream of choices decides."""

    draw: object
    lines: list[str] = field(default_factory=list)
    comments: int = 0

    def chance(self, of: int = 4) -> bool:
        return self.draw(st.integers(0, of - 1)) == 0

    def comment(self) -> str:
        self.comments += 1
        return f"# comment {self.comments}"

    def beside(self) -> str:
        return f"  {self.comment()}" if self.chance() else ""

    def between(self, column: int) -> None:
        """What stands above an entry: blank lines and comments of several indentations."""
        while self.chance(3):
            places = [0, column, column, column + 3]
            indent = " " * self.draw(st.sampled_from(places))
            self.lines.append(self.draw(st.sampled_from(["", "   ", f"{indent}{self.comment()}"])))

    def inline(self, value, column: int) -> str:
        match value:
            case dict():
                each = [f"{json.dumps(k)}: {self.inline(v, column)}" for k, v in value.items()]
                return "{" + self.joined(each, column) + "}"
            case list():
                return "[" + self.joined([self.inline(v, column) for v in value], column) + "]"
            case str():
                return self.text(value)
        return json.dumps(value)

    def joined(self, pieces: list[str], column: int) -> str:
        if len(pieces) > 1 and self.chance(5):
            return f", {self.comment()}\n{' ' * (column + 4)}".join(pieces)
        return ", ".join(pieces)

    def text(self, value: str) -> str:
        plain = value.isascii() and value.isalpha() and value not in ("yes", "no", "null")
        if plain and self.chance(2):
            return value
        if "\n" not in value and self.chance(2):
            return "'" + value.replace("'", "''") + "'"
        return json.dumps(value, ensure_ascii=False)

    def block(self, value, column: int) -> None:
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            self.between(column)
            lead = f"{json.dumps(key)}:" if isinstance(key, str) else "-"
            self.entry(" " * column + lead, each, column)

    def entry(self, lead: str, value, column: int) -> None:
        if isinstance(value, dict | list) and value and not self.chance(3):
            self.lines.append(lead + self.beside())
            self.block(value, column + self.draw(st.sampled_from([2, 2, 4])))
        elif value is None and self.chance(2):
            self.lines.append(lead + self.beside())
        elif isinstance(value, str) and "\n" in value.strip() and _fits_literal(value):
            self.lines.append(f"{lead} |-{self.beside()}")
            self.lines += [f"{' ' * (column + 2)}{line}" for line in value.split("\n")]
        else:
            self.lines.append(f"{lead} {self.inline(value, column)}{self.beside()}")


def _fits_literal(value: str) -> bool:
    return all(line and line == line.strip() for line in value.split("\n"))


@st.composite
def documents(draw) -> str:
    writer = Writer(draw)
    writer.block(draw(contents), 0)
    writer.between(0)
    return "\n".join(writer.lines) + "\n"
