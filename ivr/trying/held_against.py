"""A scripted call played in text against a line: the first difference in words."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from flows.events import Input, MatterBegan, MatterSettled, NoiseHeard
from flows.outcome import outcome_if_left
from flows.play import Player
from ivr.rehearsal.text_call import TextCaller, TextLine, text_call
from ivr.trying.conversation import hand_over_to
from ivr.trying.entries import newest_code, with_code
from ivr.trying.saved_tests import SavedTest

if TYPE_CHECKING:
    from telephony.simulator.script import Script

_LONGEST_QUOTE = 160
"""Characters of the line's words that are told."""


def first_difference(test: SavedTest, line: TextLine) -> str:
    """Where the call goes another way than it did; empty where it does not.

    Args:
        test: the call as it went.
        line: what answers now.

    Raises:
        DatabaseFailure: this machine has no room for the call's shop.
    """
    from telephony.simulator.script import ScriptRefused, parse

    try:
        script = parse(test.script, test.name)
    except ScriptRefused as refused:
        return f"It can't be read: {refused}"
    with ExitStack() as stack:
        return _Played(stack, line, test, script).difference()


class _Played:
    """One script on its way through a call."""

    def __init__(self, stack: ExitStack, line: TextLine, test: SavedTest, script: "Script") -> None:
        self._texts: list[str] = []
        self._script = script
        hand_over = hand_over_to(test.people)
        setup: Any = script.rest.get("setup") or {}
        caller = TextCaller(
            script.caller.number,
            lambda _to, body: self._texts.append(body),
            hand_over,
            str(setup.get("earlier", "")),
        )
        self._known = caller.known(line.flows.policy)
        self._player: Player = text_call(stack, line, caller)
        self._said: list[str] = []
        self._when = "At the beginning"
        self._all: list[str] = []

    def difference(self) -> str:
        """The first one, or nothing."""
        self._take(self._player.begin(self._known))
        return next(self._differences(), "")

    def _differences(self) -> Iterator[str]:
        from telephony.simulator.matching import contains
        from telephony.simulator.turns import (
            HangUp,
            Hear,
            KeepSilent,
            MakeNoise,
            Press,
            Say,
            name_of,
        )

        for turn in self._script.turns:
            match turn.act:
                case HangUp():
                    break
                case Hear(words, or_words=others):
                    heard = " ".join(self._said)
                    if not any(contains(heard, each) for each in (words, *others)):
                        wanted = f"{self._when} the line was to say “{words}”"
                        yield f"{wanted}; {self._told(heard)}"
                case Say(words):
                    yield from self._enter(words, f"“{words}”")
                case Press(keys):
                    yield from self._enter(f"#{keys.strip('#')}", f"the keys {keys}")
                case KeepSilent():
                    yield from self._enter("", "a silence")
                case MakeNoise():
                    yield from self._enter(NoiseHeard(), "a noise")
                case other:
                    yield f"A call in text has no turn {name_of(other)}."
        expected: Any = self._script.rest.get("expect") or {}
        yield from self._unmet(expected)

    def _enter(self, entered: str | Input, shown: str) -> Iterator[str]:
        ended = self._player.ended
        if ended is not None:
            yield f"The call was over ({ended.outcome}) before {shown} could be entered."
            return
        self._when = f"After {shown}"
        self._said.clear()
        if isinstance(entered, str):
            self._take(self._player.enter(with_code(entered, newest_code(self._texts))))
        else:
            self._take(self._player.take(entered))

    def _take(self, said: list[str]) -> None:
        self._said.extend(said)
        self._all.extend(said)

    def _told(self, heard: str) -> str:
        if not heard:
            return "it said nothing."
        short = heard if len(heard) <= _LONGEST_QUOTE else f"{heard[:_LONGEST_QUOTE]}…"
        return f"it said “{short}”"

    def _unmet(self, expected: Mapping[str, Any]) -> Iterator[str]:
        """What is expected of the whole call and did not come."""
        from telephony.simulator.matching import contains

        outputs, outcome = self._player.outputs, outcome_if_left(self._player.state)
        if "outcome" in expected and outcome != expected["outcome"]:
            yield f"The call was to end as {expected['outcome']}; it ended as {outcome}."
        began = [each.intent for each in outputs if isinstance(each, MatterBegan)]
        if "intent" in expected and expected["intent"] not in began:
            yield f"{expected['intent']} was to begin; {', '.join(began) or 'nothing'} did."
        settled = [each.intent for each in outputs if isinstance(each, MatterSettled)]
        if "settled" in expected and settled != list(expected["settled"]):
            wanted = ", ".join(expected["settled"]) or "nothing"
            yield f"{wanted} was to be settled; {', '.join(settled) or 'nothing'} was."
        for words in expected.get("heard", ()):
            if not contains(" ".join(self._all), str(words)):
                yield f"“{words}” was to be said in the call, and was not."
