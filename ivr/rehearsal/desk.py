"""What an agent does at the desk during a rehearsed call: accept, decline, hand the caller back.

turns:
  - desk: accept                # the call that rings or whispers now
  - desk: decline
  - desk: hand_back rating      # rating | line | queue NAME; ends the talk that goes on now
  - desk: wrap_up solved        # says what came of the last talk
  - desk: accept at /voice/agent/key    # just as the network brings the line the agent's key
"""

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import get_args

from sqlalchemy import select

from ivr.config import Settings
from ivr.releases.loading import folder_of, load_folder
from ivr.store.database import Database
from ivr.store.recorder import EventRecorder
from ivr.store.spill import Spill
from ivr.store.transfer_attempts import TransferAttempt
from ivr.transfer.states import AttemptState
from ivr.transfer.transfers import Transfers
from ivr.transfer.wish import BackTo
from ivr.wiring import account_of, transfer_parts
from telephony.simulator import NetworkFaults

BACK_TO: tuple[BackTo, ...] = get_args(BackTo)
_AT = "at "
"""Before the path of a request in whose moment something is done; the line may refuse it then."""
WAIT_S = 20.0
"""So long such a request is waited for."""
JOINING_S = 10.0
"""So long an agent waits at the desk until it shows that they talk to the caller."""
_LOOK_S = 0.05
Act = Callable[[Transfers, TransferAttempt, str], bool]


def _hand_back(transfers: Transfers, attempt: TransferAttempt, about: str) -> bool:
    to, _, queue = about.partition(" ")
    for known in BACK_TO:
        if to == known:
            note = "Please look at this."
            return transfers.hand_back(attempt.transfer_id, attempt.agent_id, known, queue, note)
    raise ValueError(f"{to!r} is nowhere to hand a caller back to; there are {', '.join(BACK_TO)}")


def _wrap_up(transfers: Transfers, attempt: TransferAttempt, disposition: str) -> bool:
    notes = "Noted in a rehearsal."
    return transfers.wrap_up(attempt.id, attempt.agent_id, disposition, notes, done=True)


_ACTS: Mapping[str, Act] = {
    "accept": lambda transfers, attempt, _: transfers.accept(attempt.id, attempt.agent_id),
    "decline": lambda transfers, attempt, _: transfers.decline(attempt.id, attempt.agent_id),
    "hand_back": _hand_back,
    "wrap_up": _wrap_up,
}


def _newest(database: Database) -> TransferAttempt | None:
    """The call to the agent who was called last."""
    with database.reading() as session:
        newest = select(TransferAttempt).order_by(TransferAttempt.id.desc()).limit(1)
        return session.scalar(newest)


def _once_they_talk(database: Database, attempt: TransferAttempt | None) -> TransferAttempt | None:
    """The attempt once the desk shows a talk: reports of the conference may still be under way."""
    deadline = time.monotonic() + JOINING_S
    while attempt is not None and attempt.state == AttemptState.ACCEPTED:
        if time.monotonic() > deadline:
            break
        time.sleep(_LOOK_S)
        attempt = _newest(database)
    return attempt


class Desk:
    """The desks of one line's agents, in a process beside it; opened when first needed."""

    def __init__(self, settings: Settings, network: Callable[[], NetworkFaults]) -> None:
        """Make desks at which nobody did anything.

        Args:
            settings: of the line.
            network: faults of its telephone network, which tell when a request sets out.
        """
        self._settings = settings
        self._network = network
        self._opening = threading.Lock()
        self._open = ExitStack()
        self._parts: tuple[Database, Transfers] | None = None

    def act(self, what: str) -> None:
        """Do something at the desk of the agent who was called last.

        Raises:
            ValueError: there is no such act, no agent was called, or the line refused it.
        """
        name, _, about = what.partition(" ")
        if name not in _ACTS:
            raise ValueError(f"{name!r} is nothing the desk does; there are {', '.join(_ACTS)}")
        sets_out = self._awaited(about)
        database, transfers = self._opened()
        attempt = _newest(database)
        if name == "hand_back":
            attempt = _once_they_talk(database, attempt)
        if attempt is None:
            raise ValueError(f"{what}: no agent was called")
        if sets_out is not None:
            if not sets_out.wait(WAIT_S):
                raise ValueError(f"{what}: there was no such request")
            _ACTS[name](transfers, attempt, "")
        elif not _ACTS[name](transfers, attempt, about):
            raise ValueError(f"{what}: the line did not let the agent")

    def close(self) -> None:
        """Let go of the line's database and account."""
        self._open.close()
        self._parts = None

    def _awaited(self, about: str) -> threading.Event | None:
        """What is set as the request that is waited for sets out."""
        if not about.startswith(_AT):
            return None
        return self._network().at_webhook(about.removeprefix(_AT))

    def _opened(self) -> tuple[Database, Transfers]:
        with self._opening:
            if self._parts is None:
                self._parts = self._make()
        return self._parts

    def _make(self) -> tuple[Database, Transfers]:
        settings = self._settings
        loaded = load_folder(folder_of(settings))
        database = Database(settings.database_address)
        self._open.callback(database.close)
        recorder = EventRecorder(database, Spill(settings.data_dir / "spill-desk"))
        self._open.callback(recorder.close)
        account = account_of(settings)
        if account is not None:
            self._open.callback(account.close)
        parts = transfer_parts(settings, database, recorder, lambda: loaded, account)
        return database, Transfers(parts, start=lambda work: work())
