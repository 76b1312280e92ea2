"""Every action by its name in flows."""

from typing import Any

from ivr.actions.action import Action
from ivr.actions.look_up_order import LOOK_UP_ORDER
from ivr.actions.store_callback import STORE_CALLBACK

ACTIONS: dict[str, Action[Any]] = {
    action.name: action for action in (LOOK_UP_ORDER, STORE_CALLBACK)
}


def outcomes() -> dict[str, frozenset[str]]:
    """What each action may come back with, `failed` included."""
    return {name: frozenset((*action.outcomes, "failed")) for name, action in ACTIONS.items()}


def arguments() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """What each action must be given, and what it may be given beside."""
    shapes = {}
    for name, action in ACTIONS.items():
        fields = action.arguments.model_fields.items()
        needed = frozenset(field for field, shape in fields if shape.is_required())
        shapes[name] = (needed, frozenset(field for field, _ in fields) - needed)
    return shapes
