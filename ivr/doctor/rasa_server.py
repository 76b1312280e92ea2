"""The Rasa server: asked for a meaning, with the token."""

from urllib.parse import urlsplit

from ivr.config import Settings
from ivr.doctor.finding import Finding, ok, problem, warning
from ivr.processes.own_rasa import is_own, with_token
from nlu.rasa_client import RasaAway, RasaClient

_ASKED = "where is my order"
_PATIENCE_S = 5.0
_REMEDY = {
    "refused": "Set WARMLINE_RASA_TOKEN to the token the server was started with.",
    "slow": "Give it more processor time: answers take over 5 s.",
    "error": "Read the server's log: the model may not be loaded.",
    "nonsense": "See whether WARMLINE_RASA_URL is the address of a Rasa server.",
}
_AWAY = "See whether WARMLINE_RASA_URL is right and the server runs. Keywords understand meanwhile."


def rasa_server(settings: Settings) -> Finding:
    """Whether utterances are understood by Rasa."""
    parts = urlsplit(settings.rasa_url)
    where = f"{parts.hostname}:{parts.port}" if parts.port else f"{parts.hostname}"
    token = with_token(settings).rasa_token.get_secret_value()
    with RasaClient(settings.rasa_url, token, timeout_s=_PATIENCE_S) as client:
        try:
            understood = client.understand(_ASKED)
        except RasaAway as away:
            if away.code == "unreachable" and is_own(settings):
                return warning(
                    f"No Rasa server answers at {where}.",
                    "`warmline serve` starts one. Keywords understand meanwhile.",
                )
            what = f"Rasa at {where} can't be used ({away.code})."
            return problem(what, _REMEDY.get(away.code, _AWAY))
    return ok(f"Rasa at {where} understood '{_ASKED}' as {understood.intent}.")
