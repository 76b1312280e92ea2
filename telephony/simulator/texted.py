"""What a person makes of the text messages on their phone: the code in the newest one."""

import re
from collections.abc import Sequence

from telephony.simulator.messages import Message
from telephony.simulator.turns import Act, Press, Say

CODE = "{code}"
"""Stands in a script for the code of the newest text message."""
WITHIN_S = 30.0
"""Seconds of audio time that a person waits for a message."""
_CODE = re.compile(r"(?<![\w/.=-])[0-9]{4,10}(?![\w/-])")


def wants_code(act: Act) -> bool:
    """Whether the act needs a code from a text message."""
    match act:
        case Press(text) | Say(text):
            return CODE in text
    return False


def with_code(act: Act, code: str) -> Act:
    """The act with the code in its place: keyed as it is, spoken digit by digit."""
    match act:
        case Press(keys):
            return Press(keys.replace(CODE, code))
        case Say(words):
            return Say(words.replace(CODE, " ".join(code)))
    return act


def newest_code(messages: Sequence[Message]) -> str | None:
    """The code in the newest of these messages, oldest first.

    None where there is no message, the newest is still on its way, or it holds no number of four
    to ten digits.
    """
    if not messages or messages[-1].status != "delivered":
        return None
    found = _CODE.search(messages[-1].body)
    return found.group() if found else None
