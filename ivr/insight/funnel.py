"""The funnel of warm transfers: how far each wish for a person came, and why no further.

A transfer counts for the last stage it reached, and for all before it, so no stage has more than
the one above.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from flows.events import Json
from ivr.insight.span import Span
from ivr.store.transfer_attempts import TransferAttempt
from ivr.store.transfers import Transfer
from ivr.transfer.states import AttemptOutcome, AttemptState, TransferState

REAL_TALK = timedelta(seconds=30)
"""A shorter talk does not count as one."""
UNDER_WAY = "under_way"
CALLER_LEFT = "caller_left"
SHORT_TALK = "short_talk"
_ALL_TRIED = "all_tried"
_DIDNT_RING = (AttemptOutcome.BUSY, AttemptOutcome.FAILED)


class Stage(IntEnum):
    """How far a transfer came."""

    REQUESTED = 0
    RANG = 1
    """An agent's telephone rang."""
    ANSWERED = 2
    ACCEPTED = 3
    JOINED = 4
    """Caller and agent heard each other."""
    TALKED = 5
    """For more than half a minute."""


@dataclass(frozen=True)
class Funnel:
    """Counts of transfers."""

    reached: Mapping[Stage, int] = field(default_factory=dict)
    lost: Mapping[Stage, Mapping[str, int]] = field(default_factory=dict)
    """By the stage reached last: why it went no further."""
    attempts: Mapping[str, int] = field(default_factory=dict)
    """Outcomes of the calls to agents, of which a transfer may have several."""

    def to_json(self) -> dict[str, Json]:
        """The funnel as a JSON object; what did not happen is 0, or left out of the reasons."""
        stages: list[Json] = [
            {
                "stage": stage.name.lower(),
                "reached": self.reached.get(stage, 0),
                "lost": dict(self.lost.get(stage, {})),
            }
            for stage in Stage
        ]
        return {"stages": stages, "attempts": dict(self.attempts)}


@dataclass(frozen=True)
class TransferFunnel:
    """The funnel of all transfers, and of each queue's."""

    whole: Funnel
    by_queue: Mapping[str, Funnel]

    def to_json(self) -> dict[str, Json]:
        """The funnels as a JSON object."""
        queues: dict[str, Json] = {name: each.to_json() for name, each in self.by_queue.items()}
        return {**self.whole.to_json(), "by_queue": queues}


def transfer_funnel(session: Session, span: Span) -> TransferFunnel:
    """The funnel of the transfers that were requested in a span of time."""
    asked = Transfer.requested_at >= span.since, Transfer.requested_at < span.until
    transfers = session.scalars(select(Transfer).where(*asked).order_by(Transfer.id)).all()
    statement = select(TransferAttempt).join(Transfer, Transfer.id == TransferAttempt.transfer_id)
    attempts: dict[int, list[TransferAttempt]] = defaultdict(list)
    for attempt in session.scalars(statement.where(*asked).order_by(TransferAttempt.id)):
        attempts[attempt.transfer_id].append(attempt)
    told = [(transfer, attempts[transfer.id]) for transfer in transfers]
    queues = sorted({transfer.queue for transfer in transfers})
    return TransferFunnel(
        _funnel(told, span.until),
        {
            queue: _funnel([each for each in told if each[0].queue == queue], span.until)
            for queue in queues
        },
    )


def _funnel(told: Iterable[tuple[Transfer, Sequence[TransferAttempt]]], now: datetime) -> Funnel:
    reached: Counter[Stage] = Counter()
    lost: dict[Stage, Counter[str]] = defaultdict(Counter)
    outcomes: Counter[str] = Counter()
    for transfer, attempts in told:
        last = _last_stage(transfer, attempts, now)
        reached.update(stage for stage in Stage if stage <= last)
        outcomes.update(each.outcome or UNDER_WAY for each in attempts)
        if last is not Stage.TALKED:
            lost[last][_why_lost(transfer, attempts)] += 1
    return Funnel(reached, lost, outcomes)


def _last_stage(transfer: Transfer, attempts: Sequence[TransferAttempt], now: datetime) -> Stage:
    if transfer.joined_at is not None:
        talked = (transfer.ended_at or now) - transfer.joined_at
        return Stage.TALKED if talked > REAL_TALK else Stage.JOINED
    if any(each.accepted_at for each in attempts):
        return Stage.ACCEPTED
    if any(each.answered_at for each in attempts):
        return Stage.ANSWERED
    return Stage.RANG if any(map(_rang, attempts)) else Stage.REQUESTED


def _rang(attempt: TransferAttempt) -> bool:
    """Whether an agent's telephone rang; where Twilio never named the leg nobody can say it did."""
    placed = attempt.call_sid is not None and attempt.state != AttemptState.PLACING
    return placed and attempt.outcome not in _DIDNT_RING


def _why_lost(transfer: Transfer, attempts: Sequence[TransferAttempt]) -> str:
    """Why a transfer went no further; that all were tried is told by what the last one did."""
    match transfer.state:
        case TransferState.ABANDONED:
            return CALLER_LEFT
        case TransferState.COMPLETED:
            return SHORT_TALK
        case TransferState.UNANSWERED if transfer.why == _ALL_TRIED and attempts:
            return attempts[-1].outcome or _ALL_TRIED
        case TransferState.UNANSWERED | TransferState.CALLED_OFF:
            return transfer.why or str(transfer.state)
        case _:
            return UNDER_WAY
