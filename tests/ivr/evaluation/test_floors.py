"""Figures and the bounds they have to keep."""

import pytest

from ivr.evaluation.floors import Floor, read_floors, weighed
from nlu.environment import RasaProject


@pytest.mark.parametrize(
    ("floor", "value", "passed"),
    [
        (Floor("a.b", least=0.9), 0.9, True),
        (Floor("a.b", least=0.9), 0.89, False),
        (Floor("a.b", most=0.0), 0, True),
        (Floor("a.b", most=0.01), 0.02, False),
        (Floor("a.b", least=0.1, most=0.2), 0.15, True),
        (Floor("a.b", most=0.01), None, False),
    ],
)
def test_bounds(floor: Floor, value: float | None, passed: bool):
    (result,) = weighed({"a": {"b": value}}, [floor])
    assert (result["value"], result["passed"]) == (value, passed)


@pytest.mark.parametrize("figure", ["a", "a.c", "a.b.c"])
def test_a_figure_that_is_none_misses_its_floor(figure: str):
    (result,) = weighed({"a": {"b": 1}}, [Floor(figure, most=5)])
    assert not result["passed"]


def test_shipped_floors_have_bounds():
    floors = read_floors(RasaProject().root)
    assert floors
    assert [f.figure for f in floors if f.least is None and f.most is None] == []
