"""Tries, codes, links and changes, on SQLite and on a real PostgreSQL."""

import threading
from datetime import timedelta

from sqlalchemy import func, select

from ivr.store import account_changes, identities, identity_tries, one_time_codes, reset_links
from ivr.store.account_changes import AccountChange, NewChange
from ivr.store.failures import DatabaseFailure, DatabaseLocked
from ivr.store.identity_tries import IdentityTries, TryLimits
from ivr.store.one_time_codes import OneTimeCode
from ivr.store.reset_links import ResetLink

CLAIMS = ("customer C101", "caller +15005550190")
LIMITS = TryLimits()
DAY = timedelta(hours=24)


def reserve(database, now, claims=CLAIMS):
    with database.writing() as session:
        return identity_tries.reserve(session, claims, LIMITS, now)


def test_three_tries_then_a_lock_that_ends_by_itself(database, now):
    assert [reserve(database, now) for _ in range(4)] == [2, 1, 0, None]
    assert reserve(database, now, ("customer C101", "caller x")) is None
    assert reserve(database, now, ("customer C102", "caller y")) == 2
    with database.reading() as session:
        assert identity_tries.is_locked(session, CLAIMS, now)
        assert not identity_tries.is_locked(session, ("caller x",), now)
    assert reserve(database, now + DAY) == 2


def test_a_try_can_be_given_back_and_a_count_cleared(database, now):
    for _ in range(3):
        reserve(database, now)
    with database.writing() as session:
        identity_tries.give_back(session, CLAIMS)
    assert reserve(database, now) == 0
    with database.writing() as session:
        identity_tries.clear(session, CLAIMS)
    assert reserve(database, now) == 2


def test_no_more_tries_for_many_at_once(database, now):
    left = []

    def guess():
        while True:
            try:
                left.append(reserve(database, now))
                return
            except DatabaseFailure:
                continue

    threads = [threading.Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each for each in left if each is not None) == [0, 1, 2]


def test_a_verified_caller_keeps_the_tries_of_other_customers(database, now):
    caller, both = "caller +1", "customer C1 by caller +1"
    reserve(database, now, ("customer C2", caller))
    reserve(database, now, ("customer C1", caller, both))
    with database.writing() as session:
        identity_tries.forgive(session, caller, both)
        identity_tries.clear(session, ("customer C1", both))
    assert reserve(database, now, ("customer C3", caller)) == 1


def test_a_count_that_is_cleared_at_this_moment_starts_anew(database, now):
    """On PostgreSQL the try waits for the row, and finds it gone."""
    reserve(database, now)
    left = []

    def guess():
        while not left:
            try:
                left.append(reserve(database, now))
            except DatabaseLocked:
                continue

    with database.writing() as session:
        identity_tries.clear(session, CLAIMS)
        session.flush()
        thread = threading.Thread(target=guess)
        thread.start()
        thread.join(0.1)
    thread.join()
    assert left == [2]


def test_codes_asked_for_at_once_are_counted_one_by_one(database, now):
    sent = []
    start = threading.Barrier(6)

    def ask():
        start.wait()
        while True:
            try:
                with database.writing() as session:
                    identity_tries.hold(session, ("customer C1",), now)
                    before = one_time_codes.sent_since(session, "+1", now - DAY)
                    session.add(code(now))
                sent.append(before)
                return
            except DatabaseLocked:
                continue

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(sent) == list(range(6))


def test_a_hold_counts_no_try_and_starts_no_time(database, now):
    with database.writing() as session:
        identity_tries.hold(session, CLAIMS, now)
    assert reserve(database, now + timedelta(hours=1)) == 2
    assert reserve(database, now + DAY) == 1


def test_old_tries_are_forgotten_and_locks_are_not(database, now):
    reserve(database, now, ("caller a",))
    for _ in range(3):
        reserve(database, now, ("caller b",))
    with database.writing() as session:
        identity_tries.forget(session, now + timedelta(hours=1))
        assert [row.claim for row in session.scalars(select(IdentityTries))] == ["caller b"]
        identity_tries.forget(session, now + DAY + timedelta(hours=1))
        assert session.scalar(select(func.count()).select_from(IdentityTries)) == 0


def test_a_later_check_takes_the_place_of_an_earlier_one(database, now):
    with database.writing() as session:
        identities.note(session, "CA1", "C101", "phone_pin", now)
        identities.note_account(session, "CA1", "digest")
    with database.writing() as session:
        identities.note(session, "CA1", "C102", "sms_code", now)
    with database.reading() as session:
        kept = identities.of_call(session, "CA1")
    assert (kept.customer, kept.method, kept.account_seen) == ("C102", "sms_code", None)


def code(now, **more):
    given = {"phone": "+1", "customer": "C1", "code_hash": "h", "call_sid": "CA1"}
    times = {"created_at": now, "expires_at": now + timedelta(minutes=10)}
    return OneTimeCode(**{**given, **times, **more})


def test_the_last_code_alone_counts_and_once(database, now):
    with database.writing() as session:
        session.add(code(now, code_hash="first"))
        session.flush()
        session.add(code(now, code_hash="second"))
    with database.writing() as session:
        last = one_time_codes.latest(session, "+1", now)
        assert last.code_hash == "second"
        assert one_time_codes.sent_since(session, "+1", now - timedelta(hours=1)) == 2
        assert one_time_codes.use(session, last.id, now)
        assert not one_time_codes.use(session, last.id, now)
    with database.writing() as session:
        assert one_time_codes.latest(session, "+1", now) is None
        one_time_codes.forget(session, now + DAY)
        assert one_time_codes.sent_since(session, "+1", now - DAY) == 0


def test_a_link_is_used_once(database, now):
    with database.writing() as session:
        for token_hash, minutes in (("a", 30), ("b", 0)):
            session.add(
                ResetLink(
                    token_hash=token_hash, customer="C1", call_sid="CA1", created_at=now,
                    expires_at=now + timedelta(minutes=minutes),
                )
            )  # fmt: skip
    with database.writing() as session:
        uses = [reset_links.use(session, token_hash, now) for token_hash in ("a", "a", "b", "c")]
    assert uses == ["C1", None, None, None]


def test_a_change_is_kept_once(database, now):
    change = NewChange("k", "CA1", "C1", "phone", {"phone": "+1"}, {"phone": "+2"}, now)
    with database.writing() as session:
        account_changes.keep(session, change)
        account_changes.keep(session, change)
        assert session.scalar(select(func.count()).select_from(AccountChange)) == 1
