"""What the page and the network tell one another over the softphone's WebSocket.

Sound goes both ways as binary messages of mu-law at 8 kHz. The page's text messages:

    {"type": "call", "to": "+15005550100", "from": "+15005550199"}
    {"type": "key", "digit": "5"}
    {"type": "say", "text": "where is my order"}
    {"type": "hang_up"}
    {"type": "answer_as", "name": "desk"}       # calls to client:desk ring here; "" ends that
    {"type": "answer"}                          # pick up a call that rings here

The network's: `ready` (numbers, speed), `state` (status, call_sid, direction, from), `spoken`
(text), `text` (from, to, body: a text message was delivered), `answers_as` (name) and `refused`
(why).
"""

import json
import re
from dataclasses import dataclass

MAX_WORDS = 500
_NAME = re.compile(r"[A-Za-z0-9_]{0,121}")
_PHONE = re.compile(r"\+[1-9][0-9]{6,14}")


class MessageRefused(Exception):
    """A message that is none of these; its text can be shown."""


@dataclass(frozen=True)
class PlaceCall:
    """Call a number of the account."""

    called: str
    caller: str


@dataclass(frozen=True)
class PressKey:
    """Press a key."""

    digit: str


@dataclass(frozen=True)
class SayWords:
    """Speak typed words."""

    text: str


@dataclass(frozen=True)
class PutDown:
    """Hang up."""


@dataclass(frozen=True)
class AnswerAs:
    """Ring here when that client is called."""

    name: str
    """Without `client:`; empty to ring for nobody."""


@dataclass(frozen=True)
class PickUp:
    """Answer the call that rings here."""


FromPage = PlaceCall | PressKey | SayWords | PutDown | AnswerAs | PickUp


def parse(text: str) -> FromPage:
    """What the page asks for.

    Raises:
        MessageRefused: it is none of the messages above.
    """
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        raise MessageRefused("The message was not understood.") from None
    given = message if isinstance(message, dict) else {}
    fields = {name: value for name, value in given.items() if isinstance(value, str)}
    match fields:
        case {"type": "call", "to": called, "from": caller}:
            if not _PHONE.fullmatch(called) or not _PHONE.fullmatch(caller):
                raise MessageRefused("A number is written like +15005550100.")
            return PlaceCall(called, caller)
        case {"type": "key", "digit": digit} if re.fullmatch(r"[0-9*#]", digit):
            return PressKey(digit)
        case {"type": "say", "text": words} if words.strip():
            if len(words) > MAX_WORDS:
                raise MessageRefused(f"Say it in at most {MAX_WORDS} characters.")
            return SayWords(words.strip())
        case {"type": "answer_as", "name": name}:
            if not _NAME.fullmatch(name):
                raise MessageRefused("A name has letters, digits and _ alone.")
            return AnswerAs(name)
        case {"type": "answer" | "hang_up" as kind}:
            return PickUp() if kind == "answer" else PutDown()
    raise MessageRefused("The message was not understood.")
