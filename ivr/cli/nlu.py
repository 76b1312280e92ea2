"""`warmline nlu`: Rasa's environment, the understanding model, its server."""

import os
import sys

import click

from ivr.cli.report import progress
from ivr.config import read_settings


@click.group("nlu")
def command() -> None:
    """Set up, train and serve the understanding model."""


@command.command("train")
def train() -> None:
    """Make Rasa's environment and train the model, each where it is not up to date.

    The bundled speech model is rebuilt where the examples have words that it lacks.
    """
    from ivr.own_model import renew_for_examples
    from nlu.environment.__main__ import main

    status = main(["train"])
    if status == 0 and (new := renew_for_examples(read_settings())):
        done = "The speech model has" if new.built else "The speech model could not be given"
        progress.print(f"{done} {len(new.words)} new words.")
    sys.exit(status)


@command.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=5005, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
def serve(port: int, host: str) -> None:
    """Serve the model in the foreground, with the token of the settings or of the data folder."""
    from ivr.processes.own_rasa import with_token
    from nlu.environment.__main__ import main

    token = with_token(read_settings()).rasa_token.get_secret_value()
    if token:
        os.environ["WARMLINE_RASA_TOKEN"] = token
    sys.exit(main(["serve", "--port", str(port), "--host", host]))
