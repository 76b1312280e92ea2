"""What the flow editor is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ivr.releases.drafts import Drafts
from ivr.speech.voice import Voice
from ivr.store.database import Database
from ivr.web.auth.sessions import Sessions


@dataclass(frozen=True)
class EditorParts:
    """All that the editor's pages need. Every part is thread-safe."""

    database: Database
    sessions: Sessions
    drafts: Drafts
    live: Callable[[], Mapping[str, str]]
    """The texts that new calls run on, by file name."""
    version: Callable[[], str]
    """Their name."""
    speech_model: Callable[[], Path]
    """Folder of the model whose words callers are recognised by."""
    voice: Voice
    clock: Callable[[], datetime]
    """Gives the time in the line's zone."""
