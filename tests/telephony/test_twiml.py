"""TwiML, character for character. `--refresh-golden` writes the files anew."""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony import twiml

Golden = Callable[[str, str], None]
ORIGIN = "https://line.example.com"
FALLBACK_FILE = Path(__file__).parents[2] / "docs" / "fallback-twiml.xml"

RESPONSES = {
    "connect_stream": twiml.connect_stream(
        "wss://line.example.com/voice/media",
        {"token": "CA1.1763467260.nonce.signature"},
        f"{ORIGIN}/voice/after-stream",
        f"{ORIGIN}/voice/stream-status",
    ),
    "say_then_hang_up": twiml.say_then_hang_up("Thank you & goodbye."),
    "say_then_redirect": twiml.say_then_redirect("One moment.", f"{ORIGIN}/voice/next?a=1&b=2"),
    "gather": twiml.gather(
        "Press 1 for a person.", f"{ORIGIN}/voice/choice", f"{ORIGIN}/voice/no-choice"
    ),
    "gather_several": twiml.gather(
        "Please key your order number.",
        f"{ORIGIN}/voice/order",
        f"{ORIGIN}/voice/no-order",
        num_digits=10,
        timeout_s=8,
    ),
    "enter_conference_caller": twiml.enter_conference(
        twiml.Entry(
            "room-1-7",
            "caller",
            f"{ORIGIN}/voice/conference?attempt=7",
            starts=False,
            after_url=f"{ORIGIN}/voice/transfer/over",
        )
    ),
    "enter_conference_agent": twiml.enter_conference(
        twiml.Entry("room-1-7", "agent", f"{ORIGIN}/voice/conference?attempt=7")
    ),
    "pause": twiml.pause(3, f"{ORIGIN}/voice/next"),
    "redirect": twiml.redirect(f"{ORIGIN}/voice/next"),
    "reject": twiml.reject(),
    "reject_busy": twiml.reject("busy"),
    "hang_up": twiml.hang_up(),
    "fallback": twiml.fallback(),
}


@pytest.mark.parametrize("name", RESPONSES)
def test_golden(name: str, golden: Golden) -> None:
    golden(f"{name}.xml", RESPONSES[name])


def test_every_golden_file_is_in_use() -> None:
    files = {file.stem for file in (Path(__file__).parent / "golden").glob("*.xml")}
    assert files == set(RESPONSES)


def test_the_file_for_a_twiml_bin_is_the_fallback() -> None:
    assert FALLBACK_FILE.read_text(encoding="utf-8") == twiml.fallback() + "\n"


@given(st.text(max_size=200))
def test_any_text_gives_well_formed_xml(text: str) -> None:
    said = ElementTree.fromstring(twiml.say_then_hang_up(text)).findtext("Say") or ""  # noqa: S314
    kept = [c for c in text if c.isprintable()]
    assert [c for c in said if c.isprintable() and c != " "] == [c for c in kept if c != " "]


@pytest.mark.parametrize(
    ("url", "parameters"),
    [
        ("wss://line.example.com/voice/media?token=1", {}),
        ("wss://line.example.com/voice/media", {"token": "x" * 495}),
    ],
)
def test_what_twilio_would_not_carry_is_refused(url: str, parameters: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"query|too long"):
        twiml.connect_stream(url, parameters, ORIGIN, ORIGIN)


def test_too_long_a_text_is_refused() -> None:
    with pytest.raises(ValueError, match="4096"):
        twiml.gather("x" * 4097, ORIGIN, ORIGIN)
