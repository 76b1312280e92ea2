"""The forms of the editor: every field of a flow's head, slots, steps, choices and conditions."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from textwrap import dedent

from flows.choices import CHOICE_KEYS, CHOICE_REQUIRED
from flows.definition import FLOW_KEYS, FLOW_REQUIRED
from flows.editing.form_words import CASE, CHOICE, COMMON, HEAD, SLOT, Words
from flows.editing.step_words import OWN, STEPS
from flows.events import Json
from flows.slots import SLOT_KEYS, SLOT_TYPES
from flows.steps.branch import CASE_KEYS, CASE_REQUIRED
from flows.steps.table import STEP_TYPES

_EXAMPLE = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


def forms() -> Json:
    """All forms.

    `steps` has one by step type, with `label`, `help`, `example` (YAML) and `fields`; `head`,
    `slot`, `choice` and `case` have `fields` alone. A field has `key`, `label`, `kind`, `help`,
    `required` and `example`; where they mean something, `item` (the kind of what a list or mapping
    holds) and `options`. Fields of the kind `choices`, and lists of `case`, hold those forms.
    """
    slot = {**SLOT, "type": replace(SLOT["type"], options=tuple(SLOT_TYPES))}
    return {
        "steps": {name: _step(name) for name in STEP_TYPES},
        "head": {"fields": _fields(FLOW_KEYS, FLOW_REQUIRED, HEAD)},
        "slot": {"fields": _fields(SLOT_KEYS, ("type",), slot)},
        "choice": {"fields": _fields(CHOICE_KEYS, CHOICE_REQUIRED, CHOICE)},
        "case": {"fields": _fields(CASE_KEYS, CASE_REQUIRED, CASE)},
    }


def _step(name: str) -> Json:
    kind, (label, help_) = STEP_TYPES[name], STEPS[name]
    found = _EXAMPLE.search(dedent(f"    {kind.__doc__}"))
    return {
        "label": label,
        "help": help_,
        "example": dedent(found.group(1)) if found else "",
        "fields": _fields(kind.KEYS, kind.REQUIRED, {**COMMON, **OWN.get(name, {})}),
    }


def _fields(
    keys: Sequence[str], required: Collection[str], words: Mapping[str, Words]
) -> list[Json]:
    return [_field(key, words[key], required=key in required) for key in keys]


def _field(key: str, words: Words, *, required: bool) -> Json:
    field: dict[str, Json] = {
        "key": key,
        "label": words.label,
        "kind": words.kind,
        "help": words.help,
        "required": required,
        "example": words.example,
    }
    if words.item:
        field["item"] = words.item
    if words.options:
        field["options"] = [*words.options]
    return field
