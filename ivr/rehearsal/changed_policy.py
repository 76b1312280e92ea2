"""Flows as they are, with a policy in which nobody is at work, has patience or rang before."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from flows.policy import LIMITS
from flows.yaml_io import LIBRARY, POLICY_FILE


def close_queues(policy: dict[str, Any]) -> None:
    """No queue has anybody at work on any day."""
    for queue in policy["queues"].values():
        queue["hours"] = {}


def shorten_patience(policy: dict[str, Any]) -> None:
    """Agents ring, and callers wait, for as little as the policy may say."""
    policy["transfer"] |= {name: LIMITS[name][0] for name in ("ring_s", "give_up_s")}


def forget_callers(policy: dict[str, Any]) -> None:
    """Every call is the caller's first: scripts share lines and numbers."""
    policy["triggers"]["repeat_call"]["active"] = False


CHANGES: Mapping[tuple[str, str], Callable[[dict[str, Any]], None]] = {
    ("queues", "closed"): close_queues,
    ("patience", "short"): shorten_patience,
}
"""What a script's setup may ask for."""


def flows_with(change: Callable[[dict[str, Any]], None], source: Path | None, folder: Path) -> Path:
    """A copy of the flows in which the policy is changed.

    Args:
        change: of the policy as the file has it.
        source: folder of the flows; None for the shipped ones.
        folder: an empty one, for the copy.
    """
    copy = folder / "flows"
    shutil.copytree(source or LIBRARY, copy)
    yaml = YAML(typ="rt", pure=True)
    policy = yaml.load((copy / POLICY_FILE).read_text(encoding="utf-8"))
    change(policy)
    with (copy / POLICY_FILE).open("w", encoding="utf-8") as file:
        yaml.dump(policy, file)
    return copy
