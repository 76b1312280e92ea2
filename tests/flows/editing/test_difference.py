import pytest

from flows.editing.difference import Change, difference
from flows.yaml_io import LIBRARY

FLOW = """\
format: 1
title: "Welcome"
slots: {day: date}
steps:
  greet: {type: say, prompt: ["Hello.", "Hi."], next: ask}
  ask: {type: collect, prompt: "Well?", silence: 8, next: end}
"""


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        (
            "silence: 8",
            "silence: 9",
            [Change("changed", "'silence' of step 'ask' is 9 now; it was 8.", "ask", "8", "9")],
        ),
        (
            "silence: 8, ",
            "",
            [Change("removed", "'silence' of step 'ask' is gone; it was 8.", "ask", "8", "")],
        ),
        (
            ', "Hi."',
            ', "Hi.", "Ho."',
            [
                Change(
                    "added",
                    "Number 3 of 'prompt' of step 'greet' is new: \"Ho.\".",
                    "greet",
                    "",
                    '"Ho."',
                )
            ],
        ),
        (
            '"Hello.", ',
            "",
            [
                Change(
                    "removed",
                    "Number 1 of 'prompt' of step 'greet' is gone; it was \"Hello.\".",
                    "greet",
                    '"Hello."',
                    "",
                )
            ],
        ),
        (
            "day: date",
            "day: text",
            [Change("changed", "Slot 'day' is text now; it was date.", "", "date", "text")],
        ),
        (
            "silence: 8",
            "silence: 8  ",
            [Change("changed", "Comments, order or layout alone differ.")],
        ),
        (
            "  greet: {",
            "  hello: {",
            [Change("changed", "Step 'greet' is called 'hello' now.", "hello", "greet", "hello")],
        ),
        (
            "steps:",
            "steps:\n  bye: {type: hangup}",
            [Change("added", "Step 'bye' is new: {type: hangup}.", "bye", "", "{type: hangup}")],
        ),
    ],
)
def test_what_differs_in_words(before, after, changes):
    assert list(difference(FLOW, FLOW.replace(before, after))) == changes


def test_documents_that_come_and_go():
    assert difference(None, FLOW) == (Change("added", "The document is new."),)
    assert difference(FLOW, None) == (Change("removed", "The document is gone."),)
    assert difference(None, None) == ()
    assert difference(FLOW, FLOW) == ()
    assert difference(FLOW, "a: [") == (
        Change(
            "changed", "One of the two texts can't be read, so only their lines can be compared."
        ),
    )


@pytest.mark.parametrize(
    ("file", "before", "after", "what"),
    [
        ("policy.yaml", "refund: verify", "refund: human", "'refund' of 'risks' is human now"),
        ("hours.yaml", "  saturday: ", "  sunday: ", "'sunday' of 'week' is new"),
        ("phrases.yaml", "Hello.", "Hi.", "'hello' of 'phrases' is \"Hi.\" now"),
        ("knowledge.yaml", "The week", "A week", "'title' of 'opening_hours' of 'entries' is"),
    ],
)
def test_other_documents_differ_in_words_too(file, before, after, what):
    text = (LIBRARY / file).read_text()
    assert difference(text, text.replace(before, after, 1))[0].what.startswith(what)
