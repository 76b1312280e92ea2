"""Language models as text."""

import pytest

from ivr.speech.graph.arpa import read, written
from ivr.speech.graph.backoff import BEGIN, END, closed

MODEL = closed(
    {
        (): {"my": 0.5, "order": 0.25, END: 0.25},
        (BEGIN,): {"my": 0.75},
        (BEGIN, "my"): {"order": 0.875},
    }
)


def test_a_model_comes_back_as_it_was_written():
    again = read(written(MODEL))
    assert again.shares.keys() == MODEL.shares.keys()
    for history, named in MODEL.shares.items():
        assert again.shares[history] == pytest.approx(named, rel=0.02)


def test_the_lines_are_those_that_other_tools_write():
    lines = list(written(MODEL))
    assert lines[:4] == ["\\data\\", "ngram 1=3", "ngram 2=1", "ngram 3=1"]
    assert lines[5:7] == ["\\1-grams:", "-0.6\t</s>"]
    assert lines[-1] == "\\end\\"


def test_weights_for_backing_off_are_passed_over():
    text = ["\\1-grams:\n", "-0.30103\tmy\t-0.5\n", "-0.30103\t</s>\n", "\\end\\\n"]
    assert read(text).share((), "my") == pytest.approx(0.5)


def test_a_line_without_words_is_refused():
    with pytest.raises(ValueError, match="unpack"):
        read(["-0.3"])
