"""What a caller rang about before: matters of earlier calls of the same number."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ivr.store.call_events import CallEventRow
from ivr.store.calls import Call
from telephony.addresses import caller_address, is_e164

_BEGAN, _SETTLED = "matter_began", "matter_settled"
_EVENTS_LIMIT = 200
"""So many events are looked at, the newest: a number that a whole office rings from has more."""


def of_caller(session: Session, call: Call, since: datetime) -> Mapping[str, bool]:
    """Matters that were begun in earlier calls of a call's number.

    Args:
        session: where to read.
        call: the present call, which does not count.
        since: earlier calls that began before do not count.

    Returns:
        For each intent, whether the last call about it settled it. Empty for a withheld number.
    """
    number = call.from_number
    if not is_e164(number) or caller_address(number) is None:
        return {}
    statement = (
        select(CallEventRow.kind, CallEventRow.body)
        .join(Call, Call.call_sid == CallEventRow.call_sid)
        .where(
            Call.from_number == number,
            Call.call_sid != call.call_sid,
            Call.started_at >= since,
            Call.started_at <= call.started_at,
            CallEventRow.kind.in_((_BEGAN, _SETTLED)),
        )
        .order_by(Call.started_at.desc(), CallEventRow.seq.desc())
        .limit(_EVENTS_LIMIT)
    )
    settled: dict[str, bool] = {}
    for kind, body in session.execute(statement):
        settled.setdefault(str(body["intent"]), kind == _SETTLED)
    return settled
