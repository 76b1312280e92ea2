from flows.editing.search import MOST_FOUND, Found, search

FLOW = """\
format: 1
start: tell
steps:
  tell:
    type: say
    # Says it kindly.
    prompt: "Your order is on its way."
title: "On its way"
"""


def test_lines_with_all_the_words_are_found_in_any_document():
    documents = {"b.yaml": FLOW, "a.yaml": "way: [ON\n"}
    assert search(documents, "ON way") == (
        Found("a.yaml", 1, "", "way: [ON"),
        Found("b.yaml", 7, "tell", 'prompt: "Your order is on its way."'),
        Found("b.yaml", 8, "", 'title: "On its way"'),
    )
    assert [each.step for each in search(documents, "kindly")] == ["tell"]


def test_no_words_find_nothing():
    assert search({"a.yaml": FLOW}, "  ") == ()
    assert search({"a.yaml": FLOW}, "nowhere") == ()


def test_no_more_is_told_than_anybody_reads():
    assert len(search({"a.yaml": "word\n" * 1000}, "word")) == MOST_FOUND
