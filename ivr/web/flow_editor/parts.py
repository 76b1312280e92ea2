"""What the flow editor is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from ivr.releases.drafts import Drafts
from ivr.releases.parts import ReleaseParts
from ivr.speech.recognition import RecogniserPool
from ivr.speech.voice import Voice
from ivr.store.database import Database
from ivr.trying.conversations import Conversations
from ivr.trying.saved_tests import SavedTests
from ivr.trying.voices import Voices
from ivr.web.auth.sessions import Sessions
from nlu.understanding import Understanding


@dataclass(frozen=True)
class EditorParts:
    """All that the editor's pages need. Every part is thread-safe."""

    database: Database
    sessions: Sessions
    release_parts: ReleaseParts
    """Drafts, versions, and all that makes them live."""
    voice: Voice
    clock: Callable[[], datetime]
    """Gives the time in the line's zone."""
    understand: Callable[[str], Understanding]
    """What an utterance means."""
    recognisers: Callable[[], RecogniserPool]
    """Gives what hears those who talk to a draft, as it hears callers."""
    public_origin: str
    """Where browsers reach the line, such as https://line.example."""
    voices: Voices = field(default_factory=Voices)
    """Those who talk to drafts in this process."""
    conversations: Conversations = field(default_factory=Conversations)
    """With drafts, under way in this process."""

    @property
    def drafts(self) -> Drafts:
        """Documents being edited."""
        return self.release_parts.drafts

    @property
    def tests(self) -> SavedTests:
        """Conversations saved as tests."""
        return SavedTests(self.database, self.clock)

    def speech_model(self) -> Path:
        """Folder of the model whose words callers are recognised by."""
        return self.release_parts.publishing.model_folder()

    def live(self) -> Mapping[str, str]:
        """The texts that new calls run on, by file name."""
        return self.release_parts.releases.live().documents
