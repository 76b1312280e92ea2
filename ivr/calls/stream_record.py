"""What happens on one media stream, on its way into the record of its call."""

from typing import Literal

from ivr.calls.events import CallEvent, FaultHappened
from ivr.speech.ear import Ear
from ivr.store.recorder import EventRecorder


class StreamRecord:
    """Hands events to the recorder, each with the audio time of the stream."""

    def __init__(self, recorder: EventRecorder, call_sid: str, ear: Ear) -> None:
        self._recorder = recorder
        self._call_sid = call_sid
        self._ear = ear

    def append(self, *events: CallEvent, audio_ms: int | None = None) -> None:
        """Store events; without `audio_ms` they happened now."""
        at_ms = self._ear.now_ms if audio_ms is None else audio_ms
        self._recorder.append(self._call_sid, *events, audio_ms=at_ms)

    def fault(
        self, part: Literal["stream", "speech", "voice", "line"], code: str, what: str
    ) -> None:
        """Store a fault of the stream or of what serves it."""
        self.append(FaultHappened(part, code, what))
