"""A call in text: the real flows, understanding and actions, without a telephone."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from flows.events import Act, ActionFinished, Heard
from flows.play import HandOver, Player, nobody
from flows.yaml_io import LIBRARY
from ivr.actions.action import Parts
from ivr.actions.runner import ActionRunner
from ivr.actions.table import ACTIONS
from ivr.backoffice.demo_shop import seed
from ivr.backoffice.sql import SqlBackOffice
from ivr.config import Settings
from ivr.policy.decide import decide
from ivr.releases.loading import load_folder
from ivr.store import migrate
from ivr.store.database import Database
from ivr.store.recorder import EventRecorder
from ivr.store.spill import Spill
from ivr.wiring import understander

CALL_SID = "CA" + "0" * 32


@dataclass(frozen=True)
class ShownTexts:
    """Shows text messages in place of sending them."""

    show: Callable[[str, str], None]
    """Takes the E.164 number and the text."""

    def send(self, to: str, body: str) -> None:
        """Show the text."""
        self.show(to, body)


def text_call(
    stack: ExitStack,
    settings: Settings,
    number: str,
    show_text: Callable[[str, str], None],
    hand_over: HandOver = nobody,
) -> Player:
    """A player over the settings' flows and a demo shop of its own, gone with the stack.

    Args:
        stack: what the call's parts end with.
        settings: flows, time zone and the way to Rasa.
        number: where the caller rings from.
        show_text: takes the number and the words of every text message.
        hand_over: tells what comes of a transfer.

    Raises:
        LineNotReady: the flows can't be used.
    """
    flows = load_folder(settings.flows_dir or LIBRARY).flows
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="warmline-play-")))
    address = f"sqlite:///{folder / 'play.db'}"
    migrate.upgrade(address)
    database = Database(address)
    stack.callback(database.close)
    seed(database, date.today())  # noqa: DTZ011 - the shop opens on the machine's own day
    recorder = EventRecorder(database, Spill(folder / "spill"))
    stack.callback(recorder.close)
    back_office, texts = SqlBackOffice(database), ShownTexts(show_text)
    runner = ActionRunner(ACTIONS, Parts(back_office, recorder, database, texts), database)
    understand = understander(settings).understand

    def heard(text: str) -> Heard:
        meaning = understand(text)
        return Heard(meaning, decide(meaning, flows.policy))

    def act(wanted: Act) -> ActionFinished:
        return runner.run(wanted, CALL_SID, number)

    return Player(flows, heard, act, lambda: datetime.now(settings.zone), hand_over)
