"""`warmline flows diff|search|uses`: reading flow documents without running them."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import click

from flows.editing.kinds import KINDS, Kind
from ivr.cli.release_command import live_option, live_version
from ivr.cli.report import json_option, print_json
from ivr.config import read_settings
from ivr.errors import LineNotReady

_PLACE = click.Path(path_type=Path, exists=True)


@click.command("diff")
@click.argument("old", type=_PLACE, required=False)
@click.argument("new", type=_PLACE, required=False)
@click.option("--live", is_flag=True, help="Compare what is live with one folder or file.")
@json_option
@click.pass_context
def diff(ctx: click.Context, old: Path | None, new: Path | None, live: bool, as_json: bool) -> None:
    """Tell in words what differs between OLD and NEW, two files or two folders of flows.

    NEW is the settings' folder where it is left out, OLD the folder of the shipped flows. With
    --live, what is live takes the place of OLD. Exit status 1 where something differs.
    """
    from flows.editing.difference import difference
    from flows.yaml_io import LIBRARY

    if live:
        if new is not None:
            raise click.UsageError("With --live, give one folder or file.")
        before, after = _live_texts(old), texts_of(old or _folder())
    else:
        before, after = texts_of(old or LIBRARY), texts_of(new or _folder())
    if old is not None and new is not None and old.is_file() and new.is_file():
        before, after = {new.name: before[old.name]}, after
    changes = {
        name: difference(before.get(name), after.get(name)) for name in sorted({*before, *after})
    }
    if as_json:
        rows = [{"file": name, **asdict(each)} for name, of in changes.items() for each in of]
        print_json({"changes": rows, "same": not rows})
    else:
        for name, of in changes.items():
            for each in of:
                click.echo(f"{name}: {each.what}")
    ctx.exit(1 if any(changes.values()) else 0)


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@live_option
@json_option
@click.pass_context
def search(ctx: click.Context, words: tuple[str, ...], live: bool, as_json: bool) -> None:
    """Find the lines of all flow documents that have all WORDS. Exit status 1 where none has."""
    from flows.editing.search import search as lines_with

    found = lines_with(_texts(live), " ".join(words))
    if as_json:
        print_json({"found": [asdict(each) for each in found]})
    else:
        for each in found:
            step = f" ({each.step})" if each.step else ""
            click.echo(f"{each.file}:{each.line}{step}: {each.text}")
    ctx.exit(0 if found else 1)


@click.command("uses")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("name")
@live_option
@json_option
@click.pass_context
def uses(ctx: click.Context, kind: Kind, name: str, live: bool, as_json: bool) -> None:
    """Find where an intent, slot, action, queue or flow is used. Exit status 1 where nowhere."""
    from flows.editing.uses import uses as uses_of
    from flows.yaml_io import read_documents

    flows, _ = read_documents(_texts(live))
    found = uses_of(flows, kind, name)
    if as_json:
        print_json({"uses": [asdict(each) for each in found]})
    else:
        for each in found:
            step = f" ({each.step})" if each.step else ""
            click.echo(f"{each.file}:{each.line}{step}: {each.how}")
    ctx.exit(0 if found else 1)


def _texts(live: bool) -> Mapping[str, str]:
    return live_version().documents if live else texts_of(_folder())


def _live_texts(place: Path | None) -> Mapping[str, str]:
    """The documents that are live, or the one of a file's name."""
    documents = live_version().documents
    if place is None or place.is_dir():
        return documents
    return {name: text for name, text in documents.items() if name == place.name}


def _folder() -> Path:
    from ivr.releases.loading import folder_of

    return folder_of(read_settings())


def texts_of(place: Path) -> Mapping[str, str]:
    """The documents of a folder, or one file's, by file name.

    Raises:
        LineNotReady: a file can't be read.
    """
    files = sorted(place.glob("*.yaml")) if place.is_dir() else [place]
    try:
        return {file.name: file.read_text(encoding="utf-8", errors="replace") for file in files}
    except OSError as error:
        raise LineNotReady(f"{error.filename} can't be read: {error.strerror}.") from None
