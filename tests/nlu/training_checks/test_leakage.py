"""What is tested must not be trained, nor nearly."""

import pytest

from nlu.training_checks.leakage import leaks, near_leaks, trained_tests
from tests.nlu.training_checks.examples import data_of, of_test, of_training

TEST = "Where has the sofa I bought got to?"


@pytest.mark.parametrize(
    "example",
    [
        "where has the sofa i bought got to",
        "uh where has a sofa i bought got to please",
        "where has the sofas i bought got to",
        "i bought the sofa where has got to",
    ],
    ids=["word for word", "but for empty words", "but for a letter", "in another order"],
)
def test_a_near_test_must_not_be_trained(example: str):
    (found,) = leaks(data_of(of_training("track_order", example, 7), of_test("track_order", TEST)))
    assert found.place == "data/track_order.yml, line 7"
    assert "(tests/dev/retail.yml, line 1)" in found.what


def test_the_test_itself_is_not_shown():
    near = of_training("track_order", "where has the sofas i bought got to")
    (found,) = near_leaks([near], [of_test("track_order", TEST)])
    assert TEST not in found.what
    assert near.text in found.what


@pytest.mark.parametrize(
    "example", ["where has the bed we ordered got to", "the sofa is lovely", "where is it"]
)
def test_the_same_matter_in_other_words_is_no_leak(example: str):
    data = data_of(of_training("track_order", example), of_test("track_order", TEST))
    assert list(leaks(data)) == []


def test_few_words_may_meet_by_chance_in_a_set_apart():
    data = data_of(
        of_training("affirm", "yes that is correct"), of_test("affirm", "Yes, that's it")
    )
    same = data_of(of_training("affirm", "yes it is"), of_test("affirm", "Yes it is."))
    assert list(leaks(data)) == list(leaks(same)) == []


def test_other_sets_may_not_meet_at_all():
    data = data_of(of_training("affirm", "yes"), of_test("affirm", "yes", "tests/kept_aside.yml"))
    (found,) = leaks(data)
    assert found.place == "tests/kept_aside.yml, line 1"


def test_what_is_trained_word_for_word_is_told_from_the_rest():
    met, other = of_test("affirm", "Yes please!"), of_test("affirm", "yes please do")
    assert trained_tests(data_of(of_training("affirm", "yes"), met, other)) == {met}
