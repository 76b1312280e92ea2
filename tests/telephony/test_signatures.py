"""Signatures by Twilio's published example, by the SDK, and by nobody."""

import pytest
from twilio.request_validator import RequestValidator

from telephony.signatures import SignatureCheck, SignatureRefused

ORIGIN = "https://line.example.com"
FORM = {"CallSid": "CA1", "From": "+15005550101", "Empty": "", "Odd name": "a&b=c é"}


def signed(url: str, form: dict[str, object] | None = None, key: str = "primary") -> str:
    return str(RequestValidator(key).compute_signature(url, form or {}))


@pytest.fixture
def check() -> SignatureCheck:
    return SignatureCheck(["primary", "secondary"], ORIGIN)


def test_the_example_twilio_publishes() -> None:
    form = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675309",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
    }
    SignatureCheck(["12345"], "https://mycompany.com").of_form(
        "/myapp.php?foo=1&bar=2", form, "RSOYDt4T1cUTdK1PDd93/VVr8B8="
    )


@pytest.mark.parametrize("token", ["primary", "secondary"])
def test_each_token_opens(check: SignatureCheck, token: str) -> None:
    url = ORIGIN + "/voice/incoming?x=%20y"
    check.of_form("/voice/incoming?x=%20y", FORM, signed(url, dict(FORM), token))


def test_a_parameter_that_comes_repeatedly_counts_each_time(check: SignatureCheck) -> None:
    text = ORIGIN + "/voice/status" + "ASID" + "Eventanswered" + "Eventringing"
    signature = signed(text)
    form = {"Event": ["ringing", "answered"], "A": "SID"}
    check.of_form("/voice/status", form, signature)
    with pytest.raises(SignatureRefused):
        check.of_form("/voice/status", form | {"Event": ["ringing"]}, signature)


def test_get_requests_have_no_form(check: SignatureCheck) -> None:
    check.of_form("/voice/hold?n=1", {}, signed(ORIGIN + "/voice/hold?n=1"))


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/voice/other", FORM),
        ("/voice/incoming?x=1", FORM),
        ("/voice/incoming", FORM | {"From": "+15005550102"}),
        ("/voice/incoming", FORM | {"More": "1"}),
        ("/voice/incoming", {"CallSid": "CA1"}),
        ("/voice/incoming", {}),
    ],
)
def test_any_change_is_refused(check: SignatureCheck, path: str, form: dict[str, str]) -> None:
    with pytest.raises(SignatureRefused):
        check.of_form(path, form, signed(ORIGIN + "/voice/incoming", dict(FORM)))


@pytest.mark.parametrize("signature", [None, "", "nonsense", "é", "A" * 28])
def test_no_signature_no_entry(check: SignatureCheck, signature: str | None) -> None:
    with pytest.raises(SignatureRefused):
        check.of_form("/voice/incoming", FORM, signature)
    with pytest.raises(SignatureRefused):
        check.of_handshake("/voice/media", signature)


def test_another_account_or_address_is_refused(check: SignatureCheck) -> None:
    for signature in (
        signed(ORIGIN + "/voice/incoming", dict(FORM), key="stranger"),
        signed("https://elsewhere.example.com/voice/incoming", dict(FORM)),
        signed("http://line.example.com/voice/incoming", dict(FORM)),
    ):
        with pytest.raises(SignatureRefused):
            check.of_form("/voice/incoming", FORM, signature)


def test_a_handshake_is_signed_over_the_wss_address(check: SignatureCheck) -> None:
    check.of_handshake("/voice/media", signed("wss://line.example.com/voice/media"))
    check.of_handshake("/voice/media", signed("wss://line.example.com/voice/media/"))
    check.of_handshake("/voice/media/", signed("wss://line.example.com/voice/media"))
    with pytest.raises(SignatureRefused):
        check.of_handshake("/voice/media", signed("https://line.example.com/voice/media"))
    with pytest.raises(SignatureRefused):
        check.of_handshake("/voice/media", signed("wss://line.example.com/voice/other"))


def test_a_webhook_signature_does_not_open_a_stream(check: SignatureCheck) -> None:
    with pytest.raises(SignatureRefused):
        check.of_handshake("/voice/media", signed(ORIGIN + "/voice/media"))


def test_a_plain_origin_with_a_port_serves_on_loopback() -> None:
    check = SignatureCheck(["primary"], "http://127.0.0.1:8080")
    check.of_form("/voice/x", FORM, signed("http://127.0.0.1:8080/voice/x", dict(FORM)))
    check.of_handshake("/voice/media", signed("wss://127.0.0.1:8080/voice/media"))


@pytest.mark.parametrize(
    ("tokens", "origin"),
    [
        ([], ORIGIN),
        ([""], ORIGIN),
        (["primary", ""], ORIGIN),
        (["primary"], ""),
        (["primary"], "line.example.com"),
        (["primary"], "ftp://line.example.com"),
        (["primary"], "https://"),
        (["primary"], ORIGIN + "/"),
        (["primary"], ORIGIN + "/base"),
        (["primary"], ORIGIN + "?x=1"),
    ],
)
def test_a_check_that_could_not_check_is_not_made(tokens: list[str], origin: str) -> None:
    with pytest.raises(ValueError, match=r"auth token|public origin"):
        SignatureCheck(tokens, origin)
