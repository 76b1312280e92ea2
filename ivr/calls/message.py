"""A caller leaves a message: a tone, then all they say until hash, quiet, the limit or the end."""

from flows.events import ActionFinished, RecordMessage
from ivr.calls.happenings import Happening, KeyedIn, MadeNoise, MessageFull, SpokeUp, WentSilent
from ivr.calls.mouth import Mouth
from ivr.calls.tape import Tape
from ivr.speech.tone import tone
from ivr.transfer.recording import Recording
from ivr.transfer.voicemails import Label, Voicemails

KEY_DONE = ""
"""A lone # ends the message; during the words before the tone it brings the tone."""
VOICE_MS = 600
"""Sound without known words that lasts so long is taken for a voice."""
AT_ONCE_MS = 500
"""A # so soon after the beginning belongs to the words before."""

KEPT_S = 1.0
"""What another stream of the call recorded counts from this length on, in seconds."""


class Message:
    """One message, on the turn thread."""

    def __init__(self, voicemails: Voicemails, mouth: Mouth, tape: Tape) -> None:
        self._voicemails = voicemails
        self._mouth = mouth
        self._tape = tape
        self._recording: Recording | None = None
        self._call_sid = ""
        self._quiet_ms = 0
        self._heard = False
        """Whether there was a voice."""

    def begin(self, wanted: RecordMessage, call_sid: str) -> ActionFinished | None:
        """Give the tone and record; tells `failed` where there is no place for a recording."""
        self._call_sid = call_sid
        label = Label(f"{call_sid} {wanted.key}", call_sid, wanted.queue, wanted.reason)
        try:
            self._recording = self._voicemails.begin(label)
        except OSError:
            return ActionFinished("failed")
        self._heard = self._recording.length_s >= KEPT_S
        self._quiet_ms = round(wanted.quiet_s * 1000)
        self._mouth.play(tone())
        self._mouth.attend(self._quiet_ms)
        self._tape.start(self._recording, wanted.limit_s)
        return None

    def take(self, happening: Happening) -> ActionFinished | None:
        """Take what happened; tells how it went once the message is over."""
        match happening:
            case SpokeUp():
                self._heard = True
                self._mouth.attend(self._quiet_ms)
            case MadeNoise(lasted_ms=lasted_ms):
                self._heard = self._heard or lasted_ms >= VOICE_MS
                self._mouth.attend(self._quiet_ms)
            case MessageFull():
                self._heard = True
                return self.end()
            case WentSilent():
                return self.end()
            case KeyedIn(digits) if digits == KEY_DONE:
                if self._heard or self._tape.heard_ms > AT_ONCE_MS:
                    return self.end()
                self._mouth.play(tone())
            case _:
                pass
        return None

    def end(self) -> ActionFinished:
        """The message is over: kept where there was a voice, thrown away where there was none."""
        self._tape.stop()
        if self._recording is None:
            return ActionFinished("failed")
        if (self._heard or self._tape.voice_ms >= VOICE_MS) and self._recording.length_s:
            self._voicemails.keep(self._recording, self._call_sid)
            return ActionFinished("recorded")
        self._voicemails.discard(self._recording)
        return ActionFinished("failed" if self._tape.failed else "empty")
