"""Versions of the flows that the database keeps, and the few that were used lately."""

import threading
from collections import OrderedDict

from flows.problems import FlowsInvalid
from ivr.errors import WarmlineError
from ivr.releases.loading import Loaded, read
from ivr.store import flow_documents
from ivr.store.database import Database

MOST_HELD = 8


class UnknownVersion(WarmlineError):
    """There is no version of that name that this line could use."""

    code = "unknown-version"


class Versions:
    """Loads versions by name. Thread-safe."""

    def __init__(self, database: Database) -> None:
        """Hold none yet."""
        self._database = database
        self._lock = threading.Lock()
        self._held: OrderedDict[str, Loaded] = OrderedDict()
        """The one used last comes last."""

    def hold(self, loaded: Loaded) -> Loaded:
        """Have a version at hand."""
        with self._lock:
            self._held[loaded.version] = loaded
            self._held.move_to_end(loaded.version)
            while len(self._held) > MOST_HELD:
                self._held.popitem(last=False)
        return loaded

    def get(self, version: str) -> Loaded:
        """A version.

        Raises:
            UnknownVersion: it isn't kept, or can't be read by this Warmline.
            DatabaseFailure: it is not at hand, and the database is away.
        """
        with self._lock:
            held = self._held.get(version)
        return self.hold(held or self._load(version))

    def _load(self, version: str) -> Loaded:
        with self._database.reading() as session:
            documents = flow_documents.of_version(session, version)
        if documents is None:
            raise UnknownVersion(f"There is no version {version}.")
        try:
            loaded = read(documents)
        except FlowsInvalid as error:
            raise UnknownVersion(f"Version {version} can't be read:\n{error}") from None
        return Loaded(version, loaded.flows, loaded.documents)
