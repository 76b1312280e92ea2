"""Scripted calls with the sections that a rehearsal reads: what is broken, what is expected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from ivr.errors import WarmlineError
from ivr.rehearsal.expectations import read_expectations
from ivr.rehearsal.faults import Setup, read_setup
from telephony.simulator import Script, ScriptRefused, read

LINES_WITH_AGENTS = 2
"""Lines on which calls with agents take turns: none of their agents takes another's caller."""


@dataclass(frozen=True)
class PlannedCall:
    """A script with its own sections read."""

    script: Script
    setup: Setup
    expected: Mapping[str, Any]


class ScriptInvalid(WarmlineError):
    """A script can't be read; the message has file, line and what is wrong."""

    code = "script-invalid"


def plan(paths: Sequence[Path]) -> list[PlannedCall]:
    """Read scripts.

    Raises:
        ScriptInvalid, FaultUnknown, ExpectationUnknown: the message says what to mend.
    """
    try:
        scripts = [read(path) for path in paths]
    except ScriptRefused as refused:
        raise ScriptInvalid(str(refused)) from None
    return [
        PlannedCall(
            script,
            _setup(script),
            read_expectations(script.name, script.rest.get("expect")),
        )
        for script in scripts
    ]


def _setup(script: Script) -> Setup:
    """What is broken, and a line of those who take turns where agents may be called."""
    setup = read_setup(script.name, script.rest.get("setup"))
    if not script.agents or ("alone", script.name) in setup:
        return setup
    return (*setup, ("agents", str(crc32(script.name.encode()) % LINES_WITH_AGENTS)))
