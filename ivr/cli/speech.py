"""`warmline speech`: transcribe audio, list and fetch models, rebuild and measure the bundled."""

from dataclasses import asdict, replace
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
    from ivr.speech.transcribe import STANDARD_INPUT, grammar_named, transcribe
    from ivr.wiring import recognisers_of

    pool = recognisers_of(read_settings()).pool()
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
    from ivr.speech.kept_model import model_in_use

    settings = read_settings()
    place = folder or settings.data_dir / "models"
    if name is not None:
        _fetch(name, place, as_json)
        return
    rows = [
        {**asdict(model), "url": model.url(), "fetched": (place / model.name).is_dir()}
        for model in MODELS
    ]
    used = str(model_in_use(settings.speech_model, settings.data_dir))
    if as_json:
        print_json({"in_use": used, "folder": str(place), "models": rows})
        return
    click.echo(f"in use: {used}\n")
    for row in rows:
        mark = "fetched" if row["fetched"] else f"{row['megabytes']} MB"
        click.echo(f"{row['name']:<36}{mark:>9}  {row['accuracy']}\n    {row['advice']}")
    click.echo("\nwarmline speech models --fetch NAME brings one; WARMLINE_SPEECH_MODEL uses it.")


@command.command("build")
@click.option(
    "--names",
    "names_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Names of products, streets, towns or people, one a line.",
)
@click.option(
    "--to",
    type=click.Path(path_type=Path, file_okay=False),
    help="Build into this folder, and leave the line's model alone.",
)
@json_option
def build(names_file: Path | None, to: Path | None, as_json: bool) -> None:
    """Rebuild the bundled model for the words of flows, intents' examples and names.

    Takes seconds and trains nothing. A line that runs takes the new model up for new calls.
    """
    from ivr.own_model import CANNOT, rebuild

    names = names_file.read_text(encoding="utf-8").splitlines() if names_file else []
    try:
        with progress.status("Building …"):
            built = rebuild(read_settings(), tuple(names), to)
    except CANNOT as failure:
        raise WarmlineError(f"The model can't be built: {failure}") from failure
    if as_json:
        print_json(asdict(built))
        return
    click.echo(f"{built.words} words, {built.graph_bytes / 1e6:.1f} MB")
    if built.guessed:
        click.echo(f"spoken as they are spelled: {', '.join(built.guessed)}")
    if built.silent:
        click.echo(f"left out, as nothing says how they sound: {', '.join(built.silent)}")


@command.command("evaluate")
@click.option(
    "--model",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of the model to measure; the line's own by default.",
)
@click.option(
    "--recordings",
    "recorded",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Measure with the recordings of this folder alone; said.tsv lists them.",
)
@click.option("--calibrate", is_flag=True, help="Write what its confidence is worth into it first.")
@json_option
def evaluate(folder: Path | None, recorded: Path | None, calibrate: bool, as_json: bool) -> None:
    """Measure how well a model hears: words, confidence, and what it must not take for words."""
    from ivr.speech.evaluation.report import lines, measured
    from ivr.speech.kept_model import model_in_use

    settings = read_settings()
    chosen = folder or model_in_use(settings.speech_model, settings.data_dir)
    try:
        with progress.status("Speaking and listening …"):
            report = measured(chosen, recorded, calibrate=calibrate)
    except (ValueError, OSError) as failure:
        raise WarmlineError(f"Nothing could be measured: {failure}") from failure
    if as_json:
        print_json(asdict(report))
    else:
        click.echo("\n".join(lines(report)))


@command.command("train")
@click.option(
    "--work",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of everything between the steps; the data folder's speech by default.",
)
@click.option(
    "--to",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the new model; model in the work folder by default.",
)
@click.option(
    "--start",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Go on from the network of this model folder instead of from nothing.",
)
@click.option(
    "--beside",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of the model to compare with; the bundled one by default.",
)
@click.option("--epochs", type=click.IntRange(min=1), help="Epochs of LF-MMI.")
@click.option(
    "--part",
    type=click.FloatRange(0.001, 1.0),
    default=1.0,
    show_default=True,
    help="How much of the speech is spoken; little for a trial run.",
)
@json_option
def train(
    work: Path | None,
    to: Path | None,
    start: Path | None,
    beside: Path | None,
    epochs: int | None,
    part: float,
    as_json: bool,
) -> None:
    """Train a speech model from synthetic voices, calibrate it, and measure it beside another.

    Takes two and a half hours on two cores. A run that is broken off goes on from what the work
    folder has.
    """
    from ivr.own_model import own_language

    settings = read_settings()
    place = work or settings.data_dir / "speech"
    try:
        from ivr.speech.model import BUNDLED
        from ivr.speech.training.evaluating import lines
        from ivr.speech.training.plan import Plan
        from ivr.speech.training.run import train as run
    except ModuleNotFoundError as missing:
        raise WarmlineError(
            f"{missing.name} is missing: install requirements-speech.lock to train."
        ) from missing
    plan = Plan(place, start=start, part=part)
    plan = replace(plan, epochs=epochs) if epochs else plan
    language = own_language(settings)
    made = run(plan, to or place / "model", beside or BUNDLED, language, progress.print)
    if as_json:
        print_json(made.manifest)
        return
    click.echo("\n".join(lines(made.scores)))


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
