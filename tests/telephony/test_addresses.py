"""Callers with a number, without one, and with something else."""

import pytest

from telephony.addresses import caller_address, is_e164


@pytest.mark.parametrize("number", ["+15005550101", "+4930901820", "+12", "+123456789012345"])
def test_international_numbers(number: str) -> None:
    assert is_e164(number)
    assert caller_address(number) == number


@pytest.mark.parametrize(
    "text",
    ["", "+", "+0301234", "15005550101", "+1 500 555", "+1234567890123456", "+١٢٣٤٥", "+15\n"],
)
def test_what_is_no_international_number(text: str) -> None:
    assert not is_e164(text)
    assert caller_address(text) is None


@pytest.mark.parametrize(
    "withheld",
    [
        "Anonymous",
        "anonymous",
        "RESTRICTED",
        "unknown",
        "+266696687",
        "266696687",
        "+7378742833",
        "+2562533",
        "+8656696",
        "+86282452253",
    ],
)
def test_withheld_numbers(withheld: str) -> None:
    assert caller_address(withheld) is None


@pytest.mark.parametrize("address", ["client:desk-7", "sip:ada@example.com", "sips:x@y.example"])
def test_other_addresses_are_kept(address: str) -> None:
    assert caller_address(address) == address


def test_an_address_with_blanks_is_not_kept() -> None:
    assert caller_address("client:a b") is None
