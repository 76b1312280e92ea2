"""A call in text: the real flows, understanding and actions, without a telephone."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.definition import FlowSet
from flows.events import Act, ActionFinished, Heard, Json
from flows.navigation import RANG_ABOUT
from flows.play import HandOver, Player, nobody
from flows.policy import Policy
from ivr.actions.action import Parts
from ivr.actions.runner import ActionRunner
from ivr.actions.table import ACTIONS
from ivr.backoffice.sql import SqlBackOffice
from ivr.config import Settings
from ivr.rehearsal.shop_copy import shop_in
from ivr.rehearsal.weighing import Said, Weighing
from ivr.store.recorder import EventRecorder
from ivr.store.spill import Spill
from ivr.wiring import understander
from nlu.understanding import Understanding

CALL_SID = "CA" + "0" * 32
ShowText = Callable[[str, str], None]
"""Takes the E.164 number and the words of a text message."""


def _unseen(to: str, body: str) -> None:
    """Nobody looks at the messages."""


@dataclass(frozen=True)
class ShownTexts:
    """Shows text messages in place of sending them."""

    show: ShowText

    def send(self, to: str, body: str) -> None:
        """Show the text."""
        self.show(to, body)


@dataclass(frozen=True)
class TextLine:
    """What answers a call in text."""

    flows: FlowSet
    understand: Callable[[str], Understanding]
    now: Callable[[], datetime]
    """Gives the time where the line is."""


@dataclass(frozen=True)
class TextCaller:
    """Who calls, and what the world around the call does."""

    number: str = "+15005550101"
    """Where the caller rings from, E.164."""
    show_text: ShowText = _unseen
    hand_over: HandOver = nobody
    """Tells what comes of a transfer."""
    earlier: str = ""
    """Intent of an earlier call of the number that left the matter open; empty for none."""

    def known(self, policy: Policy) -> dict[str, Json]:
        """What the flows know of the caller before the first word."""
        again = self.earlier and policy.is_repeat(self.earlier, settled=False)
        about: dict[str, Json] = {RANG_ABOUT: [self.earlier]} if again else {}
        return {"caller": {"number": self.number}, **about}


def text_line(settings: Settings, flows: FlowSet) -> TextLine:
    """A line of these settings, with their time zone and way to Rasa, on some flows."""
    understand = understander(settings).understand
    return TextLine(flows, understand, lambda: datetime.now(settings.zone))


def text_call(
    stack: ExitStack, line: TextLine, caller: TextCaller, weighing: Weighing | None = None
) -> Player:
    """A player over a demo shop of its own, gone with the stack.

    Args:
        stack: what the call's parts end with.
        line: what answers.
        caller: who calls.
        weighing: of what is typed; one of the call's own where there is none.

    Raises:
        DatabaseFailure: this machine has no room for the shop.
    """
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="warmline-play-")))
    database = shop_in(folder, stack)
    recorder = EventRecorder(database, Spill(folder / "spill"))
    stack.callback(recorder.close)
    texts = ShownTexts(caller.show_text)
    parts = Parts(SqlBackOffice(database), recorder, database, texts)
    runner = ActionRunner(ACTIONS, parts, database)

    weighed = weighing or Weighing(line.flows, line.understand)

    def heard(text: str) -> Heard:
        return weighed.heard(Said(text), player)

    def act(wanted: Act) -> ActionFinished:
        return runner.run(wanted, CALL_SID, caller.number)

    player = Player(line.flows, heard, act, line.now, caller.hand_over)
    return player
