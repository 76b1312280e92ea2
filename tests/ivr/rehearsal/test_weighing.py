"""What a rehearsed call weighs beside the words of the moment."""

import re
from contextlib import ExitStack
from dataclasses import replace

import pytest

from flows.yaml_io import LIBRARY
from ivr.rehearsal.text_call import TextCaller, TextLine, text_call
from ivr.rehearsal.weighing import Said, Weighing
from ivr.releases.loading import load_folder
from ivr.speech.manner import Manner
from ivr.store.recorder import utc_now
from nlu import keywords
from nlu.understanding import Entity

CALM, RAISED = Manner(-24.0, 180.0, 2.5), Manner(-12.0, 255.0, 4.2)


def upset(text):
    """Understands a mood that two such sentences make one for a person."""
    distress = 0.55 if "not happy" in text else 0.0
    return replace(keywords.understand(text), distress=distress)


def naming(text):
    """Takes every number for one of an order."""
    found = re.finditer("[0-9]+", text)
    entities = tuple(
        Entity("order_number", n.group(), n.group(), n.start(), n.end()) for n in found
    )
    return replace(keywords.understand(text), entities=entities)


@pytest.fixture
def call():
    """A call that has begun, and what weighs in it."""
    with ExitStack() as stack:

        def call(understand):
            line = TextLine(load_folder(LIBRARY).flows, understand, utc_now)
            weighing = Weighing(line.flows, understand)
            player = text_call(stack, line, TextCaller(), weighing)
            player.begin()
            return player, weighing

        yield call


def test_what_the_caller_said_before_still_counts(call):
    player, weighing = call(upset)
    first = weighing.heard(Said("i am not happy where is my order"), player)
    second = weighing.heard(Said("i am not happy where is my order"), player)
    assert first.decision.action == "automate"
    assert (second.decision.action, second.decision.trigger) == ("transfer", "distress")


def test_typed_calls_weigh_the_call_too(call):
    player, _ = call(upset)
    player.enter("i am not happy where is my order")
    player.enter("i am not happy where is my order")
    assert player.inputs[1].decision.trigger == "distress"


def test_a_raised_voice_is_held_against_the_spoken_beginning(call):
    player, weighing = call(upset)
    weighing.heard(Said("hello"), player)
    weighing.heard(Said("hello", CALM), player)
    heard = weighing.heard(Said("i am not happy where is my order", RAISED), player)
    assert heard.decision.trigger == "distress"


def test_what_was_heard_unsurely_or_early_is_told_to_the_flow(call):
    player, weighing = call(upset)
    heard = weighing.heard(Said("hello", CALM, sure=False, early=True), player)
    assert (heard.sure, heard.early) == (False, True)


def test_a_number_that_is_called_a_secret_is_left_out(call):
    player, weighing = call(naming)
    heard = weighing.heard(Said("my pin is 7835 and the order is 4512"), player)
    assert [each.value for each in heard.understanding.entities] == ["4512"]
