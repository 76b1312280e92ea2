"""Who calls and who is called: telephone numbers, and Twilio's words for a withheld one."""

import re

_E164 = re.compile(r"\+[1-9][0-9]{1,14}", re.ASCII)
_OTHER_ADDRESS = re.compile(r"(client|sip|sips):[!-~]{1,200}", re.ASCII)
_WITHHELD_DIGITS = frozenset({"266696687", "7378742833", "2562533", "8656696", "86282452253"})
"""ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE as spelt on a keypad.

Source: https://help.twilio.com/articles/223179988 (calls from strange numbers).
"""


def is_e164(text: str) -> bool:
    """Whether a text has the form of an international number: +, country code, up to 15 digits.

    Source: ITU-T E.164. It does not say whether the number exists.
    """
    return _E164.fullmatch(text) is not None


def caller_address(text: str) -> str | None:
    """Where a caller can be reached again: an E.164 number, a `client:` or a `sip:` address.

    None where the number is withheld, in words (`Anonymous`) or in digits (`+266696687`), and
    where it has no form that can be called.
    """
    if text.removeprefix("+") in _WITHHELD_DIGITS:
        return None
    if is_e164(text) or _OTHER_ADDRESS.fullmatch(text):
        return text
    return None
