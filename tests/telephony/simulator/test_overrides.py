from hypothesis import given
from hypothesis import strategies as st

from telephony.simulator.overrides import Overrides, parse


def test_without_overrides_a_lost_connection_is_tried_once_more() -> None:
    assert parse("") == Overrides(retries=1, policies=frozenset({"ct"}))
    assert parse("").again("ct")
    assert not parse("").again("5xx")


def test_overrides_of_the_documentation() -> None:
    found = parse("rc=2&rp=4xx,5xx,rt&ct=500&rt=2000")
    assert found == Overrides(2, frozenset({"4xx", "5xx", "rt"}), 500, 2000)
    assert parse("rp=all").again("rt")


@given(st.text())
def test_any_fragment_gives_overrides_within_limits(fragment: str) -> None:
    found = parse(fragment)
    assert 0 <= found.retries <= 5
    assert found.policies
