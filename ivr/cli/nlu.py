"""`warmline nlu`: Rasa's environment, the understanding model, its server."""

import os
import sys
from contextlib import ExitStack
from pathlib import Path

import click

from ivr.cli.report import json_option, print_json, progress
from ivr.config import read_settings


@click.group("nlu")
def command() -> None:
    """Set up, train, measure and serve the understanding model."""


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


@command.command("test")
@json_option
@click.option("--wrong", is_flag=True, help="List what was misunderstood, of the set `dev`.")
@click.option(
    "--page",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Write the figures into a Markdown page, between its marks.",
)
@click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with other tests, laid out as nlu/rasa is.",
)
@click.pass_context
def test(
    ctx: click.Context, as_json: bool, wrong: bool, page: Path | None, project: Path | None
) -> None:
    """Measure understanding and decisions on utterances the model was not trained on.

    Uses the Rasa server of the settings where that answers, else starts one. Exit status 1 where
    a figure misses what nlu/rasa/floors.yml asks for.
    """
    from ivr.cli.understand import reachable
    from ivr.evaluation.measuring import measure
    from ivr.evaluation.page import write_figures
    from ivr.evaluation.table import print_report
    from ivr.releases.at_start import loaded_at_start
    from ivr.wiring import understander
    from nlu.environment import RasaProject

    settings = read_settings()
    flows = loaded_at_start(settings).flows
    with ExitStack() as stack:
        understand = understander(reachable(stack, settings)).understand
        with progress.status("Understanding the test utterances …"):
            tests = project or RasaProject().root
            report = measure(tests, understand, flows.policy, show_wrong=wrong)
    if page is not None:
        write_figures(page, report)
    if as_json:
        print_json(report)
    else:
        print_report(report)
    ctx.exit(0 if report["passed"] else 1)


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
