"""How a link stands, and what using it does."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ivr.store import customers, reset_links
from ivr.store.database import Database
from ivr.store.secret_hash import slow_hash, token_hash

Standing = Literal["open", "used", "expired", "unknown"]


@dataclass(frozen=True)
class Links:
    """The links of one database. Methods may raise `DatabaseFailure`."""

    database: Database
    clock: Callable[[], datetime]

    def standing(self, token: str) -> Standing:
        """How the link of a token stands."""
        with self.database.reading() as session:
            link = reset_links.by_hash(session, token_hash(token))
        if link is None:
            return "unknown"
        if link.used_at is not None:
            return "used"
        return "open" if link.expires_at > self.clock() else "expired"

    def use(self, token: str, password: str) -> Standing:
        """Use a link up and set its customer's password, both or neither.

        Returns:
            `open` where this did it, else how the link stands.
        """
        password_hash = slow_hash(password)
        with self.database.writing() as session:
            number = reset_links.use(session, token_hash(token), self.clock())
            customer = customers.by_number(session, number) if number else None
            if customer is not None:
                customer.password_hash = password_hash
        return "open" if customer is not None else self.standing(token)
