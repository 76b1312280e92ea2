"""Wrong tries of identity over calls, by claimed customer and by caller."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, delete, select
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
    """`customer C101`, `caller +15005550101`, `customer C101 by caller +15005550101`."""
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
        if not row.wrong or row.locked_until is not None or row.first_at + limits.within <= now:
            row.wrong, row.first_at, row.locked_until = 0, now, None
        row.wrong += 1
        if row.wrong >= limits.tries:
            row.locked_until = now + limits.locked_for
    return min(max(limits.tries - row.wrong, 0) for row in rows)


def clear(session: Session, claims: Sequence[str]) -> None:
    """Forget the tries of claims that were verified."""
    for row in _held(session, claims):
        session.delete(row)


def forgive(session: Session, caller: str, of: str) -> None:
    """Take the tries counted under `of` off a caller's; those of other customers stay."""
    rows = {row.claim: row for row in _held(session, (caller, of))}
    if caller in rows and of in rows:
        _count_back(rows[caller], rows[of].wrong)


def give_back(session: Session, claims: Sequence[str]) -> None:
    """Take back a reserved try that was never looked at."""
    for row in _held(session, claims):
        _count_back(row, 1)


def hold(session: Session, claims: Sequence[str], now: datetime) -> None:
    """Let whoever else holds or counts these claims wait for the end of this transaction."""
    for claim in sorted(claims):
        _row(session, claim, now)


def is_locked(session: Session, claims: Sequence[str], now: datetime) -> bool:
    """Whether any of the claims is locked."""
    found = session.scalars(select(IdentityTries).where(IdentityTries.claim.in_(claims)))
    return any(_is_locked(row, now) for row in found)


def forget(session: Session, before: datetime) -> None:
    """Drop the tries of claims whose time and lock ended before that moment."""
    unlocked = IdentityTries.locked_until.is_(None) | (IdentityTries.locked_until < before)
    session.execute(delete(IdentityTries).where(IdentityTries.first_at < before, unlocked))


def _row(session: Session, claim: str, now: datetime) -> IdentityTries:
    """The row of a claim, made where there is none, also where it is cleared at this moment."""
    while True:
        insert_once(session, IdentityTries, {"claim": claim, "wrong": 0, "first_at": now})
        row = session.get(IdentityTries, claim, with_for_update=True)
        if row is not None:
            return row


def _held(session: Session, claims: Sequence[str]) -> list[IdentityTries]:
    """The rows there are, in the one order in which everybody waits for them."""
    rows = [session.get(IdentityTries, claim, with_for_update=True) for claim in sorted(claims)]
    return [row for row in rows if row is not None]


def _count_back(row: IdentityTries, tries: int) -> None:
    row.wrong = max(row.wrong - tries, 0)
    row.locked_until = None


def _is_locked(row: IdentityTries, now: datetime) -> bool:
    return row.locked_until is not None and row.locked_until > now
