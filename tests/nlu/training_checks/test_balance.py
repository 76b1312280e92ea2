"""No intent outweighs the others."""

import pytest

from nlu.training_checks.balance import FEWEST_EXAMPLES, FEWEST_TESTS, imbalances
from tests.nlu.training_checks.examples import data_of, of_test, of_training


def counted(**intents: int) -> list[str]:
    examples = [
        of_training(intent, f"{intent} {number}", number)
        for intent, count in intents.items()
        for number in range(count)
    ]
    tests = [of_test(i, f"test {number}") for i in intents for number in range(FEWEST_TESTS)]
    return [finding.what for finding in imbalances(data_of(*examples, *tests))]


def test_intents_in_proportion_are_in_order():
    assert counted(affirm=FEWEST_EXAMPLES, deny=100, refund=FEWEST_EXAMPLES * 5) == []


@pytest.mark.parametrize(
    ("refund", "says"),
    [
        (501, "refund has 501 examples where the middle intent has 100"),
        (FEWEST_EXAMPLES - 1, f"refund has {FEWEST_EXAMPLES - 1} utterances and needs"),
    ],
)
def test_an_intent_out_of_proportion_is_named(refund: int, says: str):
    (what,) = counted(affirm=100, deny=100, refund=refund)
    assert what.startswith(says)


def test_an_intent_far_below_the_middle_is_named():
    (what,) = counted(affirm=300, deny=300, refund=59)
    assert what.startswith("refund has 59 examples where the middle intent has 300")
