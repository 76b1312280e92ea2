"""Rows' numbers in the addresses that the line gave to Twilio."""

from flask import request

from telephony.webhooks import MalformedWebhook

_DIGITS = 9


def number_in_query(name: str) -> int:
    """The whole number of that name in the query of the request at hand.

    Raises:
        MalformedWebhook: there is none, or no row can have it.
    """
    written = request.args.get(name, "")
    if not (written.isascii() and written.isdigit() and len(written) <= _DIGITS):
        raise MalformedWebhook("bad_field", f"{name} is not a whole number")
    return int(written)
