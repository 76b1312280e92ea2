"""The table of checks, and the shipped library under it."""

from dataclasses import replace
from pathlib import Path

from flows.checks import check as module
from flows.checks.check import CHECKS, check
from ivr.flow_checks import catalogue


def test_every_check_of_the_folder_is_in_the_table():
    files = {file.stem for file in Path(module.__file__).parent.glob("*.py")}
    assert {each.__name__ for each in CHECKS} == files - {
        *("__init__", "catalogue", "check", "graph", "reading", "unverified")
    }


def test_flows_every_line_needs_are_missed_once(flow_set, known, head):
    flows = flow_set(head + "start: bye\nsteps:\n  bye: {type: hangup}\n")
    missed = [p.what for p in check(flows, known) if p.what.startswith("there is no flow")]
    assert missed == [
        "there is no flow 'anything_else'",
        "there is no flow 'goodbye'",
        "there is no flow 'trouble'",
    ]


def test_the_shipped_library_has_no_faults(library):
    known = replace(catalogue(library.policy.intents), words=None)
    assert check(library, known) == []
