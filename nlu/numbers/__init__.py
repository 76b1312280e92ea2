"""Numbers as callers speak them: digit strings and amounts of money. Pure."""

from nlu.numbers.amounts import Amount, read_amount
from nlu.numbers.digits import DigitString, digit_strings, read_digits

__all__ = ["Amount", "DigitString", "digit_strings", "read_amount", "read_digits"]
