"""A Rasa server that lives as long as a command."""

from contextlib import ExitStack
from typing import TYPE_CHECKING

from ivr.cli.report import progress
from ivr.config import Settings, read_settings

if TYPE_CHECKING:
    from ivr.rehearsal.credentials import Credentials


def start_rasa(stack: ExitStack, credentials: "Credentials") -> str:
    """Start a server that ends with the stack; its address once it is ready.

    Raises:
        LineNotReady: it did not start.
    """
    from ivr.rehearsal.stage import open_understanding

    with progress.status("Starting Rasa …"):
        return stack.enter_context(open_understanding(credentials))


def with_own_rasa(stack: ExitStack, settings: Settings) -> Settings:
    """The settings with a server that ends with the stack.

    Raises:
        LineNotReady: it did not start.
    """
    from ivr.rehearsal.credentials import Credentials

    credentials = Credentials()
    url = start_rasa(stack, credentials)
    token = read_settings(rasa_token=credentials.rasa_token).rasa_token
    return settings.model_copy(update={"rasa_url": url, "rasa_token": token})
