"""`warmline understand`: text lines in, JSON lines out."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import IO

import click

from ivr.cli.own_rasa import with_own_rasa
from ivr.cli.report import print_json, progress
from ivr.config import Settings, read_settings
from ivr.errors import LineNotReady


@click.command("understand")
@click.argument("files", nargs=-1, type=click.File("r", encoding="utf-8", errors="replace"))
@click.option("--json", "as_json", is_flag=True, help="Accepted; the output is always JSON lines.")
@click.pass_context
def command(ctx: click.Context, files: tuple[IO[str], ...], as_json: bool) -> None:
    """Meaning and decision of every line of FILES, or of standard input.

    Uses the Rasa server of the settings where that answers, else starts one. Where neither is to
    be had, keywords understand, `source` says so, and the exit status is 1.
    """
    from ivr.policy.decide import decide
    from ivr.policy.document import understanding_document
    from ivr.releases.at_start import loaded_at_start
    from ivr.wiring import understander

    settings = read_settings()
    flows = loaded_at_start(settings).flows
    without_rasa = False
    with ExitStack() as stack:
        understand = understander(reachable(stack, settings)).understand
        for line in _lines(files or (click.open_file("-", encoding="utf-8", errors="replace"),)):
            meaning = understand(line)
            without_rasa = without_rasa or (meaning.source == "keywords" and bool(line.strip()))
            document = understanding_document(meaning, decide(meaning, flows.policy))
            print_json({**document, "text": line}, lines=True)
    ctx.exit(1 if without_rasa else 0)


def reachable(stack: ExitStack, settings: Settings) -> Settings:
    """The settings with a Rasa server that answers: theirs, or one that ends with the stack."""
    from ivr.processes.child import answers
    from ivr.processes.own_rasa import with_token

    patient = settings.model_copy(update={"rasa_timeout_ms": 2000})
    if answers(settings.rasa_url):
        return with_token(patient)
    try:
        return with_own_rasa(stack, patient)
    except LineNotReady as failure:
        progress.print(f"{failure}\nKeywords understand in its place.", style="yellow")
        return settings


def _lines(files: tuple[IO[str], ...]) -> Iterator[str]:
    for file in files:
        for line in file:
            yield line.rstrip("\r\n")
