"""A call in text: the real flows, understanding and actions, without a telephone."""

import tempfile
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path

from flows.events import Act, ActionFinished, Heard
from flows.play import Player
from flows.yaml_io import LIBRARY
from ivr.actions.action import Parts
from ivr.actions.runner import ActionRunner
from ivr.actions.table import ACTIONS
from ivr.backoffice.demo_shop import seed
from ivr.backoffice.sql import SqlBackOffice
from ivr.config import Settings
from ivr.policy.decide import decide
from ivr.store import migrate
from ivr.store.database import Database
from ivr.store.recorder import EventRecorder
from ivr.store.spill import Spill
from ivr.wiring import load_flows, understander

CALL_SID = "CA" + "0" * 32


def text_call(stack: ExitStack, settings: Settings) -> Player:
    """A player over the settings' flows and a demo shop of its own, gone with the stack.

    Raises:
        LineNotReady: the flows can't be used.
    """
    flows, _ = load_flows(settings.flows_dir or LIBRARY)
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="warmline-play-")))
    address = f"sqlite:///{folder / 'play.db'}"
    migrate.upgrade(address)
    database = Database(address)
    stack.callback(database.close)
    seed(database, date.today())  # noqa: DTZ011 - the shop opens on the machine's own day
    recorder = EventRecorder(database, Spill(folder / "spill"))
    stack.callback(recorder.close)
    runner = ActionRunner(ACTIONS, Parts(SqlBackOffice(database), recorder), database)
    understand = understander(settings).understand

    def heard(text: str) -> Heard:
        meaning = understand(text)
        return Heard(meaning, decide(meaning, flows.policy))

    def act(wanted: Act) -> ActionFinished:
        return runner.run(wanted, CALL_SID, "")

    return Player(flows, heard, act, lambda: datetime.now(settings.zone))
