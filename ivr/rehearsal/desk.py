"""What an agent does at the desk during a rehearsed call: accept, decline, hand the caller back.

turns:
  - desk: accept                # the call that rings or whispers now
  - desk: decline
  - desk: hand_back rating      # rating | line | queue NAME; ends the talk that goes on now
  - desk: wrap_up solved        # says what came of the last talk
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import get_args

from sqlalchemy import select

from flows.yaml_io import LIBRARY
from ivr.config import Settings
from ivr.store.database import Database
from ivr.store.recorder import EventRecorder
from ivr.store.spill import Spill
from ivr.store.transfer_attempts import TransferAttempt
from ivr.transfer.transfers import Transfers
from ivr.transfer.wish import BackTo
from ivr.wiring import account_of, load_flows, transfer_parts

BACK_TO: tuple[BackTo, ...] = get_args(BackTo)
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


def act(settings: Settings, what: str) -> None:
    """Do something at the desk of the agent who was called last.

    Raises:
        ValueError: there is no such act, no agent was called, or the line refused it.
    """
    name, _, about = what.partition(" ")
    if name not in _ACTS:
        raise ValueError(f"{name!r} is nothing the desk does; there are {', '.join(_ACTS)}")
    with _opened(settings) as (database, transfers):
        with database.reading() as session:
            newest = select(TransferAttempt).order_by(TransferAttempt.id.desc()).limit(1)
            attempt = session.scalar(newest)
        if attempt is None:
            raise ValueError(f"{what}: no agent was called")
        if not _ACTS[name](transfers, attempt, about):
            raise ValueError(f"{what}: the line did not let the agent")


@contextmanager
def _opened(settings: Settings) -> Iterator[tuple[Database, Transfers]]:
    """The line's transfers, in a process beside it."""
    flows, _ = load_flows(settings.flows_dir or LIBRARY)
    database = Database(settings.database_address)
    recorder = EventRecorder(database, Spill(settings.data_dir / "spill-desk"))
    account = account_of(settings)
    parts = transfer_parts(settings, database, recorder, flows, account)
    try:
        yield database, Transfers(parts, start=lambda work: work())
    finally:
        if account is not None:
            account.close()
        recorder.close()
        database.close()
