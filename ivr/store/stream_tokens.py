"""Stream tokens that were used: each opens one media stream."""

from datetime import datetime

from sqlalchemy import String, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store.base import Table, UtcTime
from ivr.store.once import insert_once


class StreamToken(Table):
    """A token that opened its stream."""

    __tablename__ = "stream_tokens"

    nonce: Mapped[str] = mapped_column(String(128), primary_key=True)
    call_sid: Mapped[str] = mapped_column(String(64), index=True)
    used_at: Mapped[datetime] = mapped_column(UtcTime, index=True)


def use(session: Session, nonce: str, call_sid: str, now: datetime) -> bool:
    """Use up a token.

    Returns:
        True the first time; False ever after, in whichever process.
    """
    values = {"nonce": nonce, "call_sid": call_sid, "used_at": now}
    return insert_once(session, StreamToken, values)


def forget(session: Session, before: datetime) -> None:
    """Drop tokens used before then, which their time limit has long closed."""
    session.execute(delete(StreamToken).where(StreamToken.used_at < before))
