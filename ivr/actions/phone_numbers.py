"""Telephone numbers as callers say and key them."""

import phonenumbers

_COUNTRY = "US"


def dialable(number: str) -> str | None:
    """The E.164 form of a number as said or keyed; None where nobody could be rung on it.

    A number without a country code is taken as a North American one.
    """
    try:
        parsed = phonenumbers.parse(number, _COUNTRY)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
