"""Changes of a document's content as plain JSON, without regard to its text."""

from collections.abc import Sequence

from flows.choices import CHOICE_KEYS
from flows.definition import FLOW_KEYS
from flows.editing.tree import Path
from flows.events import Json
from flows.steps.branch import CASE_KEYS
from flows.steps.table import STEP_TYPES
from flows.storable import storable

MOST_LEVELS = 10
"""Of a path, and of mappings and lists inside a value."""


class NoSuchPlace(ValueError):
    """A path that leads nowhere."""


def with_value(content: dict[str, Json], path: Path, value: Json) -> dict[str, Json]:
    """The content with a value at a path; mappings that are missing on the way are made.

    Raises:
        NoSuchPlace: the path leads through a text or number, or past the end of a list; or no
            document can hold the value.
    """
    if not path or len(path) > MOST_LEVELS:
        raise NoSuchPlace("a path names one value inside the document")
    try:
        storable(value, MOST_LEVELS)
    except ValueError:
        raise NoSuchPlace("the value is none that a document can hold") from None
    changed = _put(content, path, value, _order_at(content, path))
    return changed if isinstance(changed, dict) else content


def without(content: dict[str, Json], path: Path) -> dict[str, Json]:
    """The content without the value at a path.

    Raises:
        NoSuchPlace: there is none.
    """
    if not path:
        raise NoSuchPlace("a path names one value inside the document")
    changed = _cut(content, path)
    return changed if isinstance(changed, dict) else content


def _put(there: Json, path: Path, value: Json, order: Sequence[str]) -> Json:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(there, list) and isinstance(step, int) and 0 <= step <= len(there):
        inner = _put(there[step] if step < len(there) else None, rest, value, order)
        return [*there[:step], inner, *there[step + 1 :]]
    if (there is None or isinstance(there, dict)) and isinstance(step, str):
        own = there or {}
        inner = _put(own.get(step), rest, value, order)
        return {**own, step: inner} if step in own else _in_order(own, step, inner, order)
    raise NoSuchPlace(f"there is no '{step}' here")


def _in_order(own: dict[str, Json], key: str, value: Json, order: Sequence[str]) -> dict[str, Json]:
    """The mapping with a new entry: before the first that usually comes later, else at the end."""
    later = set(order[order.index(key) + 1 :]) if key in order else set()
    at = next((place for place, each in enumerate(own) if each in later), len(own))
    entries = list(own.items())
    return dict([*entries[:at], (key, value), *entries[at:]])


def _order_at(content: dict[str, Json], path: Path) -> Sequence[str]:
    """The usual order of the keys on a path, where it leads into a flow's head or a step."""
    match path:
        case (str(), *rest) if "steps" in content and (not rest or path[0] not in content):
            return FLOW_KEYS
        case ("steps", _, "choices", int(), *_):
            return CHOICE_KEYS
        case ("steps", _, "when", int(), *_):
            return CASE_KEYS
        case ("steps", str(name), str(), *_):
            steps = content.get("steps")
            step = steps.get(name) if isinstance(steps, dict) else None
            kind = STEP_TYPES.get(str(step.get("type"))) if isinstance(step, dict) else None
            return ("type", *kind.KEYS) if kind else ()
    return ()


def _cut(there: Json, path: Path) -> Json:
    step, rest = path[0], path[1:]
    if isinstance(there, list) and isinstance(step, int) and 0 <= step < len(there):
        inner = [_cut(there[step], rest)] if rest else []
        return [*there[:step], *inner, *there[step + 1 :]]
    if isinstance(there, dict) and isinstance(step, str) and step in there:
        if rest:
            return {**there, step: _cut(there[step], rest)}
        return {key: value for key, value in there.items() if key != step}
    raise NoSuchPlace(f"there is no '{step}' here")
