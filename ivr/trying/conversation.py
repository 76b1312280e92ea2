"""One conversation with a draft: what a caller does goes in, the turn in words comes out."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Literal

from flows.events import (
    TALKED,
    ActionFinished,
    Input,
    NoiseHeard,
    Output,
    RecordMessage,
    Speak,
    TransferCaller,
)
from flows.play import HandOver, nobody
from flows.storable import storable_text
from ivr.rehearsal.saved_call import NOISE, Exchange, has_secret, saved_call
from ivr.rehearsal.text_call import TextCaller, TextLine, text_call
from ivr.rehearsal.weighing import Said, Weighing
from ivr.trying.entries import (
    CODE,
    LONGEST_WORDS,
    By,
    NotEntered,
    as_script,
    line_of,
    newest_code,
    with_code,
)
from ivr.trying.turn import HIDDEN, Entered, Happened, Turn, turn_of

People = Literal["nobody", "talked", "callback"]
MOST_TURNS = 60


@dataclass(frozen=True)
class Calling:
    """Who calls, and what comes of wishes for a person."""

    number: str
    """E.164."""
    people: People = "nobody"
    earlier: str = ""
    """Intent of an earlier call that left the matter open, one of `EARLIER`; empty for none."""


class Conversation:
    """A call over a throw-away shop, typed or spoken. Thread-safe; one turn at a time."""

    def __init__(self, line: TextLine, calling: Calling) -> None:
        """Pick up; `begin` has the line speak."""
        self._calling = calling
        self.people = calling.people
        """What comes of wishes for a person."""
        self._texts: list[str] = []
        self._exchanges: list[Exchange] = []
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._weighing = Weighing(line.flows, line.understand)
        with ExitStack() as stack:
            hand_over = hand_over_to(calling.people)
            caller = TextCaller(calling.number, self._text, hand_over, calling.earlier)
            self._known = caller.known(line.flows.policy)
            self._player = text_call(stack, line, caller, self._weighing)
            self._parts = stack.pop_all()

    def begin(self) -> Turn:
        """The line answers the call."""
        with self._lock:
            return self._turn(Entered("", ""), None)

    @property
    def closed(self) -> bool:
        """Whether it was thrown away."""
        return self._closed.is_set()

    @property
    def waits_for(self) -> Output:
        """What the call waits for; `HangUp` once it has ended."""
        return self._player.outputs[-1]

    @property
    def last_words(self) -> tuple[Speak, ...]:
        """What the line said in the newest turn."""
        return tuple(each for each in self._exchanges[-1].outputs if isinstance(each, Speak))

    def enter(self, by: By, text: str) -> Turn:
        """The caller speaks, presses keys, stays silent, or makes a sound without words.

        Args:
            by: how.
            text: words or keys; `{code}` stands for the code of the newest text message.

        Raises:
            NotEntered: the call has ended, is too long, or such a thing can't be entered.
        """
        with self._one_at_a_time():
            return self._entered(by, storable_text(text).strip())

    def speak(self, said: Said) -> Turn:
        """The caller said something aloud.

        Args:
            said: as it was heard; words that pass the longest are left out.

        Raises:
            NotEntered: the call has ended, or is too long.
        """
        with self._one_at_a_time():
            said = replace(said, text=said.text[:LONGEST_WORDS])
            if isinstance(self.waits_for, RecordMessage):
                return self._entered("voice", said.text)
            self._check_goes_on()
            return self._turn(
                self._shown("voice", said.text),
                said.text,
                lambda: self._weighing.heard(said, self._player),
            )

    def script(self) -> str:
        """The conversation so far as a scripted call."""
        with self._lock:
            return saved_call(self._exchanges, self._calling.number, self._calling.earlier)

    def has_secret(self) -> bool:
        """Whether the script has in clear what a line stores nowhere."""
        with self._lock:
            return has_secret(
                [each for each in self._exchanges if CODE not in (each.entered or "")]
            )

    def close(self) -> None:
        """Throw the shop away, once a turn under way is over."""
        self._closed.set()
        with self._lock:
            self._parts.close()

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        if not self._lock.acquire(blocking=False):
            raise NotEntered("The line is still answering. Wait for it.")
        try:
            yield
        finally:
            self._lock.release()

    def _check_goes_on(self) -> None:
        if self.closed:
            raise NotEntered("This conversation is over. Begin again.")
        if self._player.ended is not None:
            raise NotEntered("The call is over. Begin again.")
        if len(self._exchanges) > MOST_TURNS:
            raise NotEntered(f"A conversation has at most {MOST_TURNS} turns. Begin again.")

    def _entered(self, by: By, text: str) -> Turn:
        self._check_goes_on()
        line = line_of(by, text)
        if isinstance(self.waits_for, RecordMessage):
            return self._turn(Entered("message", text), line)
        if by == "noise":
            return self._turn(Entered(by, ""), NOISE, NoiseHeard)
        return self._turn(self._shown(by, line.lstrip("#")), line)

    def _shown(self, by: By, text: str) -> Entered:
        """What was entered as the page may show it."""
        wait = self._player.waiting
        is_secret = wait is not None and wait.secret and by != "silence"
        return Entered(by, HIDDEN if is_secret else text)

    def _turn(
        self, entered: Entered, line: str | None, heard: Callable[[], Input] | None = None
    ) -> Turn:
        player, wait = self._player, self._player.waiting
        inputs, outputs, texts = len(player.inputs), len(player.outputs), len(self._texts)
        code = newest_code(self._texts)
        if heard is not None:
            player.take(heard())
        elif line is None:
            player.begin(self._known)
        else:
            player.enter(with_code(line, code))
        new = tuple(player.outputs[outputs:])
        self._exchanges.append(Exchange(as_script(line, code), wait, new))
        happened = Happened(entered, player.inputs[inputs:], new, self._texts[texts:])
        return turn_of(happened, player.state)

    def _text(self, to: str, body: str) -> None:
        self._texts.append(body)


def hand_over_to(people: People) -> HandOver:
    """What comes of every wish for a person."""

    def answered(wanted: TransferCaller) -> ActionFinished:
        return ActionFinished(people, {"back": {}} if people == TALKED else {}, wanted.key)

    return nobody if people == "nobody" else answered
