"""The line's own secrets: long, varied, and readable by its user alone."""

import stat

from ivr.config import Settings
from ivr.doctor.finding import Finding, ok, warning

_SHORTEST = 20
_LEAST_VARIED = 10
"""Different characters of a secret nobody guesses."""
_KEPT = ("secret.key", "rasa.token")
_MAKE = "python -c 'import secrets; print(secrets.token_urlsafe(48))'"


def own_secrets(settings: Settings) -> Finding:
    """Whether secrets could be guessed or read by others."""
    records_key = settings.records_key.get_secret_value() if settings.records_key else ""
    given = {
        "WARMLINE_SECRET_KEY": settings.secret_key.get_secret_value(),
        "WARMLINE_RECORDS_KEY": records_key,
        "WARMLINE_RASA_TOKEN": settings.rasa_token.get_secret_value(),
    }
    weak = [name for name, value in given.items() if value and not _is_strong(value)]
    if weak:
        return warning(f"Easy to guess: {', '.join(weak)}.", f"Make new ones: {_MAKE}")
    open_files = [
        str(path)
        for path in (settings.data_dir / name for name in _KEPT)
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077
    ]
    if open_files:
        files = " ".join(open_files)
        return warning(f"Other users can read {', '.join(open_files)}.", f"chmod 600 {files}")
    if not records_key:
        return ok("Secrets are strong. Without WARMLINE_RECORDS_KEY record pages stay shut.")
    return ok("Secrets are strong, and nobody else can read those in the data folder.")


def _is_strong(secret: str) -> bool:
    return len(secret) >= _SHORTEST and len(set(secret)) >= _LEAST_VARIED
