"""Checks of Twilio's account and of the public address, against servers on loopback."""

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from ivr.doctor.public_address import public_address
from ivr.doctor.twilio_account import twilio_account, twilio_number

SID = "AC" + "0" * 32
ACCOUNT = f"/2010-04-01/Accounts/{SID}.json"
NUMBERS = f"/2010-04-01/Accounts/{SID}/IncomingPhoneNumbers.json"
PUBLIC = "0.0.0.0"  # noqa: S104
"""Leads to this machine and is no loopback address."""
LINE = "https://line.example.com"
NUMBER = {
    "sid": "PN" + "0" * 32,
    "phone_number": "+15005550100",
    "voice_url": f"{LINE}/voice/incoming",
    "status_callback": f"{LINE}/voice/status",
    "voice_fallback_url": "https://handler.twilio.com/twiml/EH0",
}


@pytest.fixture
def twilio(answering):
    server = answering()
    server.answers[ACCOUNT] = (200, {"sid": SID, "status": "active", "type": "Full"})
    server.answers[NUMBERS] = (200, {"incoming_phone_numbers": [NUMBER]})
    return server


@pytest.fixture
def with_account(settings, twilio):
    return lambda **more: settings(
        **{
            "twilio_account_sid": SID,
            "twilio_api_base": f"http://127.0.0.1:{twilio.port}",
            "public_origin": LINE,
            "phone_number": "+15005550100",
        }
        | more
    )


def numbers(**changed: object) -> tuple[int, object]:
    return 200, {"incoming_phone_numbers": [NUMBER | changed]}


def test_an_account_that_is_open(with_account, twilio):
    assert twilio_account(with_account()).status == "ok"
    assert twilio.authorizations[0].startswith("Basic ")


def test_credentials_that_are_wrong(with_account, twilio):
    body = {"code": 20003, "message": "Authenticate", "status": 401, "more_info": ""}
    twilio.answers[ACCOUNT] = (401, body)
    found = twilio_account(with_account())
    assert (found.status, "20003" in found.what) == ("problem", True)
    assert with_account().auth_tokens[0] not in found.what + found.remedy


def test_an_account_that_is_suspended(with_account, twilio):
    twilio.answers[ACCOUNT] = (200, {"sid": SID, "status": "suspended"})
    assert "suspended" in twilio_account(with_account()).what


@pytest.mark.parametrize("answer", [(200, "<html>"), (200, {"accounts": []})])
def test_an_answer_that_is_none(with_account, twilio, answer: tuple[int, object]):
    twilio.answers[ACCOUNT] = answer
    assert twilio_account(with_account()).status in ("warning", "problem")


def test_a_network_that_is_closed(with_account):
    closed = with_account(twilio_api_base="http://127.0.0.1:1")
    found = twilio_account(closed)
    assert (found.status, "can't be reached" in found.what) == ("warning", True)
    assert twilio_number(closed).status == "warning"


def test_no_credentials(settings):
    assert twilio_account(settings()).status == "skipped"
    assert twilio_number(settings()).status == "skipped"


def test_a_number_that_calls_here(with_account):
    assert twilio_number(with_account()).status == "ok"


def test_a_number_that_calls_elsewhere(with_account, twilio):
    twilio.answers[NUMBERS] = numbers(voice_url="https://demo.twilio.com/welcome")
    found = twilio_number(with_account())
    assert (found.status, "A call comes in" in found.what) == ("problem", True)
    assert f"{LINE}/voice/incoming" in found.remedy
    assert "/voice/status" not in found.remedy


def test_a_number_without_fallback(with_account, twilio):
    twilio.answers[NUMBERS] = numbers(voice_fallback_url="")
    found = twilio_number(with_account())
    assert (found.status, "fallback-twiml.xml" in found.remedy) == ("warning", True)


def test_a_number_of_somebody_else_and_none(with_account, twilio):
    twilio.answers[NUMBERS] = (200, {"incoming_phone_numbers": []})
    assert twilio_number(with_account()).status == "problem"
    assert twilio_number(with_account(phone_number="")).status == "warning"


@pytest.fixture
def here(answering):
    """The web process's own port, where the line answers."""
    web = answering()
    web.answers["/healthz"] = (200, {"status": "ok"})
    return web


@pytest.fixture
def public(answering, tmp_path: Path):
    """An https server with a certificate of its own."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed here; it makes the certificate")
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=line", "-addext", f"subjectAltName=IP:{PUBLIC}"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    server = answering(tls)
    server.answers["/healthz"] = (200, {"status": "ok"})
    return server


@pytest.fixture
def of_public(settings, here, public, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Settings of a line behind that server, its certificate trusted."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    monkeypatch.setenv("NO_PROXY", "*")
    return settings(public_origin=f"https://{PUBLIC}:{public.port}", port=here.port)


def test_an_address_of_this_machine_alone(settings):
    found = public_address(settings())
    assert (found.status, "WARMLINE_PUBLIC_ORIGIN" in found.remedy) == ("warning", True)


def test_a_line_that_does_not_run(settings):
    assert public_address(settings(public_origin=LINE)).status == "skipped"


def test_a_line_that_answers_at_its_public_address(of_public):
    assert public_address(of_public).status == "ok"


def test_a_certificate_nobody_trusts(of_public, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    found = public_address(of_public)
    assert (found.status, "certificate" in found.what) == ("problem", True)


def test_a_proxy_that_redirects(of_public, public):
    public.answers["/healthz"] = (301, "https://www.example.com/healthz")
    found = public_address(of_public)
    assert (found.status, "redirects" in found.what) == ("problem", True)


@pytest.mark.parametrize("answer", [(200, "<h1>It works</h1>"), (502, {"status": "ok"}), (404, {})])
def test_something_else_at_the_public_address(of_public, public, answer: tuple[int, object]):
    public.answers["/healthz"] = answer
    assert "Something else" in public_address(of_public).what


def test_nothing_at_the_public_address(settings, here, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NO_PROXY", "*")
    found = public_address(settings(public_origin="https://line.invalid", port=here.port))
    assert (found.status, "no connection" in found.what) == ("problem", True)
