"""Webhooks that were received, so that a repeated one changes nothing."""

from datetime import datetime

from sqlalchemy import String, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store.base import Table, UtcTime
from ivr.store.once import insert_once


class WebhookReceipt(Table):
    """One request of the telephone network."""

    __tablename__ = "webhook_receipts"

    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    call_sid: Mapped[str] = mapped_column(String(64), index=True)
    received_at: Mapped[datetime] = mapped_column(UtcTime, index=True)


def key_of(path: str, call_sid: str, sequence: int | None, token: str | None) -> str | None:
    """What tells one request from a repetition of it.

    Args:
        path: the webhook's path.
        call_sid: the call it is about.
        sequence: Twilio's SequenceNumber.
        token: Twilio's I-Twilio-Idempotency-Token.

    Returns:
        None where Twilio gave neither, so that nothing marks a repetition.
    """
    if token:
        return f"token {token}"
    if sequence is not None:
        return f"{path} {call_sid} {sequence}"
    return None


def receive(session: Session, key: str, call_sid: str, now: datetime) -> bool:
    """Note a request.

    Returns:
        True the first time; False for a repetition.
    """
    values = {"key": key, "call_sid": call_sid, "received_at": now}
    return insert_once(session, WebhookReceipt, values)


def forget(session: Session, before: datetime) -> None:
    """Drop receipts from before then; Twilio repeats nothing that old."""
    session.execute(delete(WebhookReceipt).where(WebhookReceipt.received_at < before))
