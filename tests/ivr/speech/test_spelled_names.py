"""Names that teach a grammar which letters follow each other."""

from flows.events import Grammar
from ivr.speech.evaluation.texts import SPELLED
from ivr.speech.phrases import LETTERS
from ivr.speech.spelled_names import spelled_names
from ivr.speech.vosk_grammar import vosk_grammar


def test_names_are_spelled_letter_by_letter():
    names = spelled_names()
    assert names[0] == "s m i t h"
    assert {"m i l l e r", "m i double l e r"} <= set(names)
    assert len(names) > 1000
    assert {letter for name in names for letter in name.split()} == {*LETTERS, "double"}


def test_what_is_measured_is_not_among_them():
    assert not set(SPELLED) & set(spelled_names())


def test_only_a_step_for_letters_has_them(model):
    assert '"m i double l e r"' in vosk_grammar(Grammar("letters"), model)
    assert '"m i double l e r"' not in vosk_grammar(Grammar("digits"), model)
