"""The turn thread of a talk: what happened goes into the conversation, what comes out is spoken."""

import queue
import threading
from collections.abc import Callable, Mapping

import structlog

from flows.events import HangUp, Json, Listen, RecordMessage, Speak
from ivr.calls.happenings import Happening, LineOpened, MadeNoise, SpokeUp, WentSilent
from ivr.calls.interpreter import Replays
from ivr.calls.mouth import Mouth
from ivr.rehearsal.weighing import Said
from ivr.speech.voice import VoiceFailed
from ivr.store.failures import DatabaseFailure
from ivr.trying.conversation import Conversation
from ivr.trying.entries import By, NotEntered
from ivr.trying.talk_messages import Typed
from ivr.trying.turn import Turn

log = structlog.get_logger(__name__)

MOST_WAITING = 20
"""Happenings that may wait for the turn under way."""
LAST_TURN_S = 3.0
"""How long the end of a talk waits for the turn under way."""
NO_VOICE = "The line's voice gave no sound. Type what the caller says."
BROKEN = "Something broke while the line answered. Type what the caller says, or ring again."
Tell = Callable[[str, Mapping[str, Json]], None]
"""Sends the page an event with its fields. Raises ConnectionError where the page is gone."""


class Answers:
    """Takes turns, one after another, until the talk is over."""

    def __init__(self, conversation: Conversation, mouth: Mouth, tell: Tell) -> None:
        self._conversation = conversation
        self._mouth = mouth
        self._tell = tell
        self._replays = Replays()
        self._happenings: queue.SimpleQueue[Happening | Typed | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._take_turns, name="talk-turns", daemon=True)
        self.ending: str | None = None
        """Why nothing more is answered, a sentence; None while it goes on."""
        self.farewell = False
        """Whether the call has ended, and its last words are being said."""

    @property
    def behind(self) -> bool:
        """Whether more waits than a caller can mean."""
        return self._happenings.qsize() > MOST_WAITING

    def start(self) -> None:
        """Begin by saying again what the line said last."""
        self._happenings.put(LineOpened())
        self._thread.start()

    def put(self, happening: Happening | Typed) -> None:
        """Queue what happened."""
        self._happenings.put(happening)

    def stop(self) -> None:
        """Take no more turns, and wait a little for the one under way."""
        self._happenings.put(None)
        self._thread.join(LAST_TURN_S)

    def _take_turns(self) -> None:
        while self.ending is None and (happening := self._happenings.get()) is not None:
            try:
                self._take(happening)
            except ConnectionError:
                self.ending = ""
            except NotEntered as refused:
                self.ending = str(refused)
            except DatabaseFailure as failure:
                self.ending = f"That did not work: {failure}."
            except VoiceFailed:
                self.ending = NO_VOICE
            except Exception:
                log.exception("talk_turn_broken")
                self.ending = BROKEN

    def _take(self, happening: Happening | Typed) -> None:
        mouth, conversation = self._mouth, self._conversation
        match happening:
            case Typed(by, text):
                self._typed(by, text)
            case _ if self.farewell:
                pass
            case LineOpened():
                self._say(conversation.last_words)
            case SpokeUp(utterance, prompt=prompt, interrupted=interrupted):
                manner, early = utterance.manner, prompt < mouth.prompts
                over = interrupted is not None
                said = Said(utterance.text, manner, utterance.sure, early, over)
                self._answer(conversation.speak(said), "voice", utterance.text)
            case WentSilent(_, prompt) if prompt == mouth.prompts:
                self._answer(conversation.enter("silence", ""), "silence", "")
            case MadeNoise(_, _, prompt, stopped) if prompt == mouth.prompts:
                if self._replays.may(stopped):
                    self._say(conversation.last_words)
                else:
                    self._answer(conversation.enter("noise", ""), "noise", "")
            case MadeNoise(stopped_prompt=True):
                self._say(conversation.last_words)
            case _:
                self._listen()

    def _typed(self, by: By, text: str) -> None:
        self._mouth.interrupt()
        try:
            turn = self._conversation.enter(by, text)
        except NotEntered as refused:
            self._tell("refused", {"error": str(refused)})
            self._listen()
        else:
            self._answer(turn, by, text)

    def _answer(self, turn: Turn, by: By, text: str) -> None:
        self._tell("turn", {"turn": turn.as_json(), "entry": {"by": by, "text": text}})
        self._say(self._conversation.last_words)

    def _say(self, words: tuple[Speak, ...]) -> None:
        """Speak, and listen for what the call waits for."""
        wait = self._conversation.waits_for
        self._mouth.say(words, wait if isinstance(wait, Listen) else None, None)
        if isinstance(wait, RecordMessage):
            self._listen()
        self.farewell = isinstance(wait, HangUp)

    def _listen(self) -> None:
        wait = self._conversation.waits_for
        if isinstance(wait, RecordMessage):
            self._mouth.attend(round(wait.quiet_s * 1000))
        else:
            self._mouth.listen_again()
