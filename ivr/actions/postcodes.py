"""Postcodes as callers say and key them."""

_ZIP_DIGITS = 5
_ZIP_PLUS_FOUR_DIGITS = 9


def plain_postcode(text: str) -> str:
    """A postcode as digits and capital letters alone; of ZIP+4 the first five digits."""
    plain = "".join(char for char in text if char.isascii() and char.isalnum()).upper()
    is_long_zip = plain.isdigit() and len(plain) == _ZIP_PLUS_FOUR_DIGITS
    return plain[:_ZIP_DIGITS] if is_long_zip else plain
