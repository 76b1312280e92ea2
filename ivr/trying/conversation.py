"""One conversation with a draft: what a caller does goes in, the turn in words comes out."""

import re
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Literal

from flows.events import TALKED, ActionFinished, RecordMessage, TransferCaller
from flows.play import HandOver, nobody
from ivr.errors import WarmlineError
from ivr.rehearsal.saved_call import Exchange, has_secret, saved_call
from ivr.rehearsal.text_call import TextCaller, TextLine, text_call
from ivr.trying.turn import HIDDEN, Entered, Happened, Turn, turn_of

By = Literal["voice", "keys", "silence"]
People = Literal["nobody", "talked", "callback"]
MOST_TURNS = 60
LONGEST_WORDS = 300
"""Characters of what a caller says in one turn."""
CODE = "{code}"
"""Stands in a scripted call for the code of the newest text message."""
_CODE = re.compile(r"(?<![\w/.=-])[0-9]{4,10}(?![\w/-])")
_KEYS = re.compile(r"[0-9*#]{1,40}")


class NotEntered(WarmlineError):
    """What was entered can't be taken; the message says why."""

    code = "not-entered"


@dataclass(frozen=True)
class Calling:
    """Who calls, and what comes of wishes for a person."""

    number: str
    """E.164."""
    people: People = "nobody"


class Conversation:
    """A call in text over a throw-away shop. Thread-safe; one turn at a time."""

    def __init__(self, line: TextLine, calling: Calling) -> None:
        """Pick up; `begin` has the line speak."""
        self._number = calling.number
        self.people = calling.people
        """What comes of wishes for a person."""
        self._texts: list[str] = []
        self._exchanges: list[Exchange] = []
        self._lock = threading.Lock()
        with ExitStack() as stack:
            caller = TextCaller(calling.number, self._text, hand_over_to(calling.people))
            self._player = text_call(stack, line, caller)
            self._parts = stack.pop_all()

    def begin(self) -> Turn:
        """The line answers the call."""
        with self._lock:
            return self._turn(Entered("", ""), None)

    def enter(self, by: By, text: str) -> Turn:
        """The caller speaks, presses keys or stays silent.

        Args:
            by: how.
            text: words or keys; `{code}` stands for the code of the newest text message.

        Raises:
            NotEntered: the call has ended, is too long, or such a thing can't be entered.
        """
        if not self._lock.acquire(blocking=False):
            raise NotEntered("The line is still answering. Wait for it.")
        try:
            return self._entered(by, text.strip())
        finally:
            self._lock.release()

    def script(self) -> str:
        """The conversation so far as a scripted call."""
        with self._lock:
            return saved_call(self._exchanges, self._number)

    def has_secret(self) -> bool:
        """Whether the script has in clear what a line stores nowhere."""
        with self._lock:
            return has_secret(
                [each for each in self._exchanges if CODE not in (each.entered or "")]
            )

    def close(self) -> None:
        """Throw the shop away, once a turn under way is over."""
        with self._lock:
            self._parts.close()

    def _entered(self, by: By, text: str) -> Turn:
        if self._player.ended is not None:
            raise NotEntered("The call is over. Begin again.")
        if len(self._exchanges) > MOST_TURNS:
            raise NotEntered(f"A conversation has at most {MOST_TURNS} turns. Begin again.")
        line, wait = _line(by, text), self._player.waiting
        if isinstance(self._player.outputs[-1], RecordMessage):
            return self._turn(Entered("message", text), line)
        is_secret = wait is not None and wait.secret and by != "silence"
        return self._turn(Entered(by, HIDDEN if is_secret else line.lstrip("#")), line)

    def _turn(self, entered: Entered, line: str | None) -> Turn:
        player, wait = self._player, self._player.waiting
        inputs, outputs, texts = len(player.inputs), len(player.outputs), len(self._texts)
        code = newest_code(self._texts)
        if line is None:
            player.begin({"caller": {"number": self._number}})
        else:
            player.enter(with_code(line, code))
        new = tuple(player.outputs[outputs:])
        self._exchanges.append(Exchange(_as_script(line, code), wait, new))
        happened = Happened(entered, player.inputs[inputs:], new, self._texts[texts:])
        return turn_of(happened, player.state)

    def _text(self, to: str, body: str) -> None:
        self._texts.append(body)


def newest_code(texts: Sequence[str]) -> str:
    """The code in the newest of these text messages; empty where there is none."""
    found = _CODE.search(texts[-1]) if texts else None
    return found.group() if found else ""


def with_code(line: str, code: str) -> str:
    """A line with the code in its place: keyed as it is, spoken digit by digit."""
    return line.replace(CODE, code if line.startswith("#") else " ".join(code))


def hand_over_to(people: People) -> HandOver:
    """What comes of every wish for a person."""

    def answered(wanted: TransferCaller) -> ActionFinished:
        return ActionFinished(people, {"back": {}} if people == TALKED else {}, wanted.key)

    return nobody if people == "nobody" else answered


def _line(by: By, text: str) -> str:
    """The line for the player."""
    if by == "silence":
        return ""
    if by == "keys":
        if not _KEYS.fullmatch(text.replace(CODE, "0")):
            raise NotEntered("Keys are 0 to 9, * and #, at most 40.")
        return f"#{text.strip('#')}"
    words = text.lstrip("#").strip()
    if not words or len(words) > LONGEST_WORDS:
        raise NotEntered(f"Type what the caller says, in at most {LONGEST_WORDS} characters.")
    return words


def _as_script(line: str | None, code: str) -> str | None:
    """The line as a scripted call has it: another call gets another code."""
    return f"#{CODE}" if code and line == f"#{code}" else line
