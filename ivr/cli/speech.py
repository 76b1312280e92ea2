"""`warmline speech`: transcribe audio, list and fetch models."""

from dataclasses import asdict
from pathlib import Path

import click

from ivr.cli.report import json_option, print_json, progress
from ivr.config import read_settings
from ivr.errors import WarmlineError


@click.group("speech")
def command() -> None:
    """Transcribe audio, list and fetch speech models."""


@command.command("transcribe")
@click.argument("files", nargs=-1)
@click.option(
    "--grammar",
    default="open",
    show_default=True,
    help='digits, letters, yes_no, open, or phrases divided by |: "a|b|c".',
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line a file.")
@click.pass_context
def transcribe_files(
    ctx: click.Context, files: tuple[str, ...], grammar: str, as_json: bool
) -> None:
    """Transcribe FILES: WAV of any rate, bare mu-law at 8 kHz, or - for standard input.

    Without a file, standard input is read. Exit status 1 where a file can't be read.
    """
    from ivr.speech.recognition import RecogniserPool
    from ivr.speech.transcribe import STANDARD_INPUT, grammar_named, transcribe
    from ivr.wiring import speech_model

    pool = RecogniserPool(speech_model(read_settings()))
    failed = False
    for heard in transcribe(files or (STANDARD_INPUT,), pool, grammar_named(grammar)):
        failed = failed or heard.error is not None
        if as_json:
            print_json(heard.document(), lines=True)
        elif heard.error:
            progress.print(f"{heard.file}: {heard.what}", style="red")
        else:
            click.echo(f"{heard.file}\t{heard.text}")
    ctx.exit(1 if failed else 0)


@command.command("models")
@click.option("--fetch", "name", help="Fetch the official model of that name.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where fetched models are kept; the data folder's models by default.",
)
@json_option
def models(name: str | None, folder: Path | None, as_json: bool) -> None:
    """List the official models, or fetch one by name where the network allows."""
    from ivr.speech.catalogue import MODELS
    from ivr.speech.model import BUNDLED

    settings = read_settings()
    place = folder or settings.data_dir / "models"
    if name is not None:
        _fetch(name, place, as_json)
        return
    rows = [
        {**asdict(model), "url": model.url(), "fetched": (place / model.name).is_dir()}
        for model in MODELS
    ]
    used = str(settings.speech_model or BUNDLED)
    if as_json:
        print_json({"in_use": used, "folder": str(place), "models": rows})
        return
    click.echo(f"in use: {used}\n")
    for row in rows:
        mark = "fetched" if row["fetched"] else f"{row['megabytes']} MB"
        click.echo(f"{row['name']:<36}{mark:>9}  {row['accuracy']}\n    {row['advice']}")
    click.echo("\nwarmline speech models --fetch NAME brings one; WARMLINE_SPEECH_MODEL uses it.")


def _fetch(name: str, folder: Path, as_json: bool) -> None:
    from rich.progress import Progress

    from ivr.speech.catalogue import MODELS
    from ivr.speech.fetch import FetchFailed, fetch

    model = next((each for each in MODELS if each.name == name), None)
    if model is None:
        known = ", ".join(each.name for each in MODELS)
        raise click.UsageError(f"There is no official model called {name}. There are: {known}.")
    try:
        with Progress(console=progress) as bar:
            task = bar.add_task(name, total=None)
            path = fetch(
                model,
                folder,
                progress=lambda received, total: bar.update(task, completed=received, total=total),
            )
    except FetchFailed as failed:
        raise WarmlineError(str(failed)) from failed
    if as_json:
        print_json({"model": name, "folder": str(path)})
    else:
        click.echo(f"{path}\nUse it with WARMLINE_SPEECH_MODEL={path}")
