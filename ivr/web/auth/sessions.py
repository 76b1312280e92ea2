"""Who is signed in: a signed cookie names the user and when the session began."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from flask import g, session

from ivr.store import agents, users
from ivr.store.database import Database
from ivr.store.people import sign_out_person
from ivr.store.secret_hash import is_secret_of
from ivr.store.users import Role, User

LONGEST = timedelta(hours=12)
"""After which a session ends: a long shift."""
_USER, _BEGAN = "user", "began"


@dataclass(frozen=True)
class SignedIn:
    """A user who is signed in."""

    user_id: int
    shown_name: str
    role: Role


def signed_in() -> SignedIn:
    """Who asks, where a blueprint has let them in and noted it in `g.signed_in`."""
    return cast("SignedIn", g.signed_in)


@dataclass(frozen=True)
class Sessions:
    """Begins, finds and ends the session of the request at hand."""

    database: Database
    clock: Callable[[], datetime]

    def begin(self, name: str, password: str) -> bool:
        """Sign the browser in; takes as long for a name that nobody has.

        Raises:
            DatabaseFailure: the database is away.
        """
        with self.database.reading() as reading:
            user = users.named(reading, name)
        may = user is not None and user.disabled_at is None
        if not is_secret_of(user.password_hash if user and may else None, password) or not user:
            return False
        with self.database.writing() as writing:
            agents.stay(writing, user.id)
        session.clear()
        session[_USER], session[_BEGAN] = user.id, self.clock().isoformat()
        return True

    def end(self) -> None:
        """Sign the browser out, and wherever else its user is signed in.

        A copy of its cookie is worth nothing then, and no call comes to who has gone home.

        Raises:
            DatabaseFailure: the browser alone is signed out.
        """
        try:
            who = self.current()
        finally:
            session.clear()
        if who is not None:
            with self.database.writing() as writing:
                sign_out_person(writing, who.user_id, self.clock())

    def current(self) -> SignedIn | None:
        """Who is signed in now; None where nobody is, or the session has ended.

        Raises:
            DatabaseFailure: users can't be read.
        """
        user_id, began = session.get(_USER), session.get(_BEGAN)
        if not isinstance(user_id, int) or not isinstance(began, str):
            return None
        with self.database.reading() as reading:
            user = users.load(reading, user_id)
        if user is None or not self._is_good(user, datetime.fromisoformat(began)):
            return None
        return SignedIn(user.id, user.shown_name, Role(user.role))

    def holds(self, role: Role) -> bool:
        """Whether somebody is signed in who may do what that role is needed for.

        Raises:
            DatabaseFailure: users can't be read.
        """
        who = self.current()
        return who is not None and who.role.may(role)

    def _is_good(self, user: User, began: datetime) -> bool:
        fresh = began + LONGEST > self.clock()
        return user.disabled_at is None and user.sessions_from <= began and fresh
