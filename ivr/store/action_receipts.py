"""Receipts of actions, so that an action asked for again does not act twice."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import String, delete, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from flows.events import Json
from ivr.store.base import JsonColumn, JsonObject, Table, UtcTime
from ivr.store.once import insert_once


class ActionReceipt(Table):
    """One action, under the idempotency key the flow gave it."""

    __tablename__ = "action_receipts"

    key: Mapped[str] = mapped_column(String(160), primary_key=True)
    action: Mapped[str] = mapped_column(String(64))
    call_sid: Mapped[str] = mapped_column(String(64), index=True)
    started_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    outcome: Mapped[str | None] = mapped_column(String(40))
    """None while the action is under way, or where its end was never learnt."""
    values: Mapped[JsonObject | None] = mapped_column(JsonColumn)


def claim(session: Session, key: str, action: str, call_sid: str, now: datetime) -> bool:
    """Take the right to carry out an action.

    Returns:
        True for the one who may act; False where the receipt is there already.
    """
    values = {"key": key, "action": action, "call_sid": call_sid, "started_at": now}
    return insert_once(session, ActionReceipt, values)


def load(session: Session, key: str) -> ActionReceipt | None:
    """The receipt under that key."""
    return session.get(ActionReceipt, key)


def settle(
    session: Session, key: str, outcome: str, values: Mapping[str, Json], now: datetime
) -> None:
    """Note how the action ended."""
    statement = update(ActionReceipt).where(ActionReceipt.key == key)
    session.execute(statement.values(outcome=outcome, values=dict(values), ended_at=now))


def release(session: Session, key: str) -> None:
    """Give back the right to act after a failure that changed nothing."""
    unsettled = ActionReceipt.outcome.is_(None)
    session.execute(delete(ActionReceipt).where(ActionReceipt.key == key, unsettled))
