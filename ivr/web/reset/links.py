"""How a link stands, and what using it does."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from ivr.store import customers, reset_links
from ivr.store.customers import Customer
from ivr.store.database import Database
from ivr.store.reset_links import ResetLink
from ivr.store.secret_hash import slow_hash, token_hash

Standing = Literal["open", "used", "expired", "barred", "unknown"]
"""`barred`: its account is locked or gone, so that only a person can help."""


@dataclass(frozen=True)
class Links:
    """The links of one database. Methods may raise `DatabaseFailure`."""

    database: Database
    clock: Callable[[], datetime]

    def standing(self, token: str) -> Standing:
        """How the link of a token stands."""
        with self.database.reading() as session:
            link = reset_links.by_hash(session, token_hash(token))
            customer = _customer_of(session, link)
        if link is None:
            return "unknown"
        if link.used_at is not None:
            return "used"
        if link.expires_at <= self.clock():
            return "expired"
        return "open" if customer else "barred"

    def use(self, token: str, password: str) -> Standing:
        """Use a link up and set its customer's password, both or neither.

        Returns:
            `open` where this did it, else how the link stands.
        """
        password_hash = slow_hash(password)
        with self.database.writing() as session:
            link = reset_links.by_hash(session, token_hash(token))
            customer = _customer_of(session, link)
            if customer and reset_links.use(session, token_hash(token), self.clock()):
                customer.password_hash = password_hash
                return "open"
        return self.standing(token)


def _customer_of(session: Session, link: ResetLink | None) -> Customer | None:
    """The customer whom a link gives a new password; None where their account is locked or gone."""
    customer = customers.by_number(session, link.customer) if link else None
    return customer if customer and not customer.locked else None
