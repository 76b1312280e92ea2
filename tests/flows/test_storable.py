import pytest

from flows.storable import DEEPEST, storable


def nested(levels: int) -> list:
    value: list = []
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize("value", [None, True, 7, 1.5, "é\n", ["a", {"b": [1]}], nested(DEEPEST)])
def test_what_a_store_can_hold_stays_as_it_is(value):
    assert storable(value) == value


def test_texts_and_keys_lose_what_no_store_holds():
    assert storable({"a\x00": ["b\x00c", "\ud83dd"]}) == {"a": ["bc", "d"]}


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), 2**63, nested(DEEPEST + 1), object()]
)
def test_anything_else_is_refused(value):
    with pytest.raises(ValueError, match=r"levels|stored"):
        storable(value)
