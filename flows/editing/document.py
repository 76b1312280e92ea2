"""A document as forms show it: its head, its slots and its steps, with the lines they stand in."""

from dataclasses import dataclass

from flows.editing.tree import Part, read_tree
from flows.events import Json
from flows.problems import Problem
from flows.yaml_text import YamlFault


class Unreadable(ValueError):
    """A text that has no outline; `problems` says what to mend and where."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class StepOutline:
    """A step as it is written, right or not."""

    name: str
    type: str
    """Empty where none is written."""
    line: int
    """1 for the first line of the document."""
    fields: dict[str, Json]
    """Its other entries."""


@dataclass(frozen=True)
class SlotOutline:
    """A slot as it is written."""

    name: str
    line: int
    fields: dict[str, Json]
    """With its `type`, also where that alone is written."""


@dataclass(frozen=True)
class Outline:
    """What a document holds."""

    head: dict[str, Json]
    """Every entry at the top that is neither slots nor steps."""
    slots: tuple[SlotOutline, ...]
    steps: tuple[StepOutline, ...]
    lines: dict[str, int]
    """Lines of the entries at the top."""

    def as_json(self) -> Json:
        """Plain JSON, in the order of the document."""
        return {
            "head": self.head,
            "lines": dict(self.lines),
            "slots": [
                {"name": slot.name, "line": slot.line, "fields": slot.fields} for slot in self.slots
            ],
            "steps": [
                {"name": step.name, "type": step.type, "line": step.line, "fields": step.fields}
                for step in self.steps
            ],
        }


def outline(text: str, file: str = "") -> Outline:
    """What a document holds, faults of its content included.

    Args:
        text: of the document.
        file: its name, for the place of a fault.

    Raises:
        Unreadable: it is no YAML, or more than a document may be.
    """
    try:
        tree = read_tree(text, file)
    except YamlFault as fault:
        raise Unreadable((fault.problem,)) from None
    slots, steps = tree.child("slots"), tree.child("steps")
    return Outline(
        head={part.name: part.value for part in tree.parts if part not in (slots, steps)},
        slots=tuple(_slot(part) for part in slots.parts if part.key) if slots else (),
        steps=tuple(_step(part) for part in steps.parts if part.key) if steps else (),
        lines={part.name: part.line for part in tree.parts},
    )


def _slot(part: Part) -> SlotOutline:
    fields: dict[str, Json] = part.value if isinstance(part.value, dict) else {"type": part.value}
    return SlotOutline(part.name, part.line, fields)


def _step(part: Part) -> StepOutline:
    fields = dict(part.entries)
    kind = fields.pop("type", "")
    return StepOutline(part.name, kind if isinstance(kind, str) else "", part.line, fields)
