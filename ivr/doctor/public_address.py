"""The address under which Twilio reaches the line, tried from here."""

from urllib.parse import urlsplit

import httpx

from ivr.config import Settings
from ivr.doctor.finding import Finding, ok, problem, skipped, warning
from ivr.processes.addresses import is_loopback, reachable_here
from ivr.processes.child import answers

_PATIENCE_S = 5.0


def public_address(settings: Settings) -> Finding:
    """Whether the line answers under its public origin."""
    origin = settings.public_origin
    if is_loopback(urlsplit(origin).hostname):
        return warning(
            f"{origin} is an address of this machine alone; Twilio can't reach it.",
            "Set WARMLINE_PUBLIC_ORIGIN to the https address of the line (docs/twilio.md).",
        )
    if not answers(f"{reachable_here(settings.host, settings.port)}/healthz"):
        return skipped(f"The line does not run here, so {origin} could not be tried.")
    try:
        answer = httpx.get(f"{origin}/healthz", timeout=_PATIENCE_S, follow_redirects=False)
    except httpx.HTTPError as error:
        return problem(
            f"{origin} does not answer ({_plainly(error)}).",
            "See to the name, the proxy and its certificate. From behind some firewalls a machine "
            "can't reach its own public address: then try it from elsewhere.",
        )
    return _judged(origin, answer)


def _judged(origin: str, answer: httpx.Response) -> Finding:
    if answer.is_redirect:
        return problem(
            f"{origin} redirects elsewhere, where Twilio's signatures do not hold.",
            "Set WARMLINE_PUBLIC_ORIGIN to the address it redirects to, scheme and host.",
        )
    try:
        is_line = answer.is_success and answer.json() == {"status": "ok"}
    except ValueError:
        is_line = False
    if not is_line:
        return problem(
            f"Something else than the line answers at {origin} (status {answer.status_code}).",
            "Let the proxy pass every path on to the web process.",
        )
    return ok(f"The line answers at {origin}.")


def _plainly(error: httpx.HTTPError) -> str:
    if "CERTIFICATE" in str(error).upper():
        return "its certificate is not trusted"
    return "no answer in time" if isinstance(error, httpx.TimeoutException) else "no connection"
