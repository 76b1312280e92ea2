"""Flows with one fault each, and what the checks are to know."""

import pytest

from flows.checks.check import check

GOODBYE = """\
format: 1
flow: goodbye
title: Goodbye
start: bye
steps: {bye: {type: hangup}}
"""


@pytest.fixture
def head() -> str:
    """The first lines of a flow file."""
    return "format: 1\nflow: welcome\ntitle: Welcome\n"


@pytest.fixture
def assert_told(flow_set, known, head):
    """Holds the faults of a flow against (line, column, step, what, remedy) of each."""

    def compare(text: str, expected: list[tuple[int, int, str, str, str]]) -> None:
        found = [
            (p.line, p.place.column, p.step, p.what, p.remedy)
            for p in check(flow_set(head + text, GOODBYE), known)
            if p.file == "flow0.yaml" and not p.what.startswith("there is no flow")
        ]
        assert [each[:3] for each in found] == [each[:3] for each in expected]
        for (*_, what, remedy), (*_, told, mended) in zip(expected, found, strict=True):
            assert told.startswith(what)
            assert mended.startswith(remedy)

    return compare
