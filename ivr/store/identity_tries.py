"""Wrong tries of identity over calls, by claimed customer and by caller."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store.base import Table, UtcTime
from ivr.store.once import insert_once


@dataclass(frozen=True)
class TryLimits:
    """How many wrong tries one claim has."""

    tries: int = 3
    within: timedelta = timedelta(hours=24)
    locked_for: timedelta = timedelta(hours=24)


class IdentityTries(Table):
    """The wrong tries of one claim."""

    __tablename__ = "identity_tries"

    claim: Mapped[str] = mapped_column(String(120), primary_key=True)
    """`customer C101`, `caller +15005550101` and the like."""
    wrong: Mapped[int]
    """Tries since `first_at` that were wrong or are not settled yet."""
    first_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    locked_until: Mapped[datetime | None] = mapped_column(UtcTime)


def reserve(
    session: Session, claims: Sequence[str], limits: TryLimits, now: datetime
) -> int | None:
    """Take one try of every claim, counted as wrong until it is cleared or given back.

    Returns:
        How many tries are left after this one; None where a claim is locked, and none was taken.
    """
    rows = [_row(session, claim, now) for claim in sorted(claims)]
    if any(_is_locked(row, now) for row in rows):
        return None
    for row in rows:
        if row.locked_until is not None or row.first_at + limits.within <= now:
            row.wrong, row.first_at, row.locked_until = 0, now, None
        row.wrong += 1
        if row.wrong >= limits.tries:
            row.locked_until = now + limits.locked_for
    return min(max(limits.tries - row.wrong, 0) for row in rows)


def clear(session: Session, claims: Sequence[str]) -> None:
    """Forget the tries of claims that were verified."""
    session.execute(delete(IdentityTries).where(IdentityTries.claim.in_(claims)))


def give_back(session: Session, claims: Sequence[str]) -> None:
    """Take back a reserved try that was never looked at."""
    ours = IdentityTries.claim.in_(claims), IdentityTries.wrong > 0
    fewer = {"wrong": IdentityTries.wrong - 1, "locked_until": None}
    session.execute(update(IdentityTries).where(*ours).values(**fewer))


def is_locked(session: Session, claims: Sequence[str], now: datetime) -> bool:
    """Whether any of the claims is locked."""
    found = session.scalars(select(IdentityTries).where(IdentityTries.claim.in_(claims)))
    return any(_is_locked(row, now) for row in found)


def forget(session: Session, before: datetime) -> None:
    """Drop the tries of claims whose time and lock ended before that moment."""
    unlocked = IdentityTries.locked_until.is_(None) | (IdentityTries.locked_until < before)
    session.execute(delete(IdentityTries).where(IdentityTries.first_at < before, unlocked))


def _row(session: Session, claim: str, now: datetime) -> IdentityTries:
    insert_once(session, IdentityTries, {"claim": claim, "wrong": 0, "first_at": now})
    return session.get_one(IdentityTries, claim, with_for_update=True)


def _is_locked(row: IdentityTries, now: datetime) -> bool:
    return row.locked_until is not None and row.locked_until > now
