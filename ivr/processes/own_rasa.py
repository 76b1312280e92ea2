"""Whether the line runs its own Rasa server, and the token for it."""

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr

from ivr.config import Settings
from ivr.kept_secret import kept_secret
from ivr.processes.addresses import is_loopback


def is_own(settings: Settings) -> bool:
    """Whether the configured Rasa server is one for this machine to run."""
    parts = urlsplit(settings.rasa_url)
    return parts.scheme == "http" and is_loopback(parts.hostname)


def make_token(settings: Settings) -> Settings:
    """The settings with a token, made where none is set, and kept in the data folder.

    Raises:
        OSError: it can't be kept.
    """
    if not settings.rasa_token.get_secret_value():
        kept_secret(_file(settings))
    return with_token(settings)


def with_token(settings: Settings) -> Settings:
    """The settings with the token that was made for the line's own Rasa server, if one was.

    Settings that name a token, or somebody else's server, stay as they are.

    Raises:
        OSError: the token can't be read.
    """
    named = settings.rasa_token.get_secret_value()
    if named or not is_own(settings) or not _file(settings).exists():
        return settings
    token = SecretStr(kept_secret(_file(settings)))
    return settings.model_copy(update={"rasa_token": token})


def _file(settings: Settings) -> Path:
    return settings.data_dir / "rasa.token"
