"""Changes of transfers: each a transaction, then what the telephone network is told of it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from ivr.transfer.change import Change
from ivr.transfer.orders import Order
from ivr.transfer.parts import TransferParts


@dataclass(frozen=True)
class Changes:
    """Begins changes. Thread-safe."""

    parts: TransferParts
    carry_out: Callable[[Sequence[Order]], None] = field(repr=False)
    """Does orders; called with no transaction open."""

    @contextmanager
    def begin(self) -> Iterator[Change]:
        """A change; stored at the end, or not at all on an error.

        Raises:
            DatabaseFailure: nothing was stored.
        """
        limits = self.parts.flows.policy.transfer
        with self.parts.database.writing() as session:
            change = Change(session, self.parts.clock(), self.parts.recorder, limits)
            yield change
        if change.orders:
            self.carry_out(change.orders)
