"""What every new caller is told after the greeting for a while, such as of an outage."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ivr.errors import WarmlineError
from ivr.releases.releases import Releases
from ivr.store import announcements, flow_standing
from ivr.store.announcements import Announcement
from ivr.store.database import Database

LONGEST = 300
"""Characters of one; some twenty seconds."""
MOST_AT_ONCE = 3


class AnnouncementRefused(WarmlineError):
    """It can't be announced; the message says why."""

    code = "announcement-refused"


@dataclass(frozen=True)
class Announcements:
    """Makes and ends them. Thread-safe; every method raises DatabaseFailure.

    `Releases.announced` gives those that callers are told.
    """

    database: Database
    releases: Releases
    clock: Callable[[], datetime]

    def announce(self, text: str, until: datetime, who: str) -> int:
        """Have every new caller be told until a time; gives its id.

        Raises:
            AnnouncementRefused: it is empty or too long, its time is over, or there are too many.
        """
        text, now = " ".join(text.split()), self.clock()
        if not text or len(text) > LONGEST or not text.isprintable():
            raise AnnouncementRefused(f"An announcement has 1 to {LONGEST} characters of text.")
        if until <= now:
            raise AnnouncementRefused("An announcement needs an end that is still to come.")
        with self.database.writing() as session:
            flow_standing.touch(session)
            if len(announcements.not_ended(session, now)) >= MOST_AT_ONCE:
                raise AnnouncementRefused(f"There are {MOST_AT_ONCE} already. End one first.")
            made = Announcement(text=text, made_at=now, until=until, by=who)
            session.add(made)
            session.flush()
            announcement_id = made.id
        self.releases.look()
        return announcement_id

    def end(self, announcement_id: int, who: str) -> bool:
        """Tell callers no more; False where it is over already."""
        with self.database.writing() as session:
            ended = announcements.end(session, announcement_id, who, self.clock())
            if ended:
                flow_standing.touch(session)
        self.releases.look()
        return ended
