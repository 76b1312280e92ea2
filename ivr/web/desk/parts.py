"""What the desk is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.policy import Policy
from ivr.backoffice.interface import BackOffice
from ivr.releases.loading import Loaded
from ivr.store.database import Database
from ivr.transfer.ring_back import RingBack
from ivr.transfer.transfers import Transfers
from ivr.web.auth.sessions import Sessions
from ivr.web.desk.open_desks import OpenDesks
from ivr.web.desk.phone_token import BrowserPhones


@dataclass(frozen=True)
class DeskParts:
    """All that the desk's pages need. Every part is thread-safe."""

    database: Database
    sessions: Sessions
    transfers: Transfers
    ring_back: RingBack
    back_office: BackOffice
    live: Callable[[], Loaded]
    """Gives the flows that are live."""
    voicemails: Path
    """Folder of recordings."""
    phones: BrowserPhones | None
    """None where browsers can't be telephones."""
    open_desks: OpenDesks
    clock: Callable[[], datetime]

    @property
    def policy(self) -> Policy:
        """The policy that is live."""
        return self.live().flows.policy
