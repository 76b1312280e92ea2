"""`warmline flows export|import`: the flows that are live, and a folder of files."""

from pathlib import Path

import click

from ivr.cli.release_command import releases_of, tell, who_acts
from ivr.cli.release_tests import despite_option, hold_against_tests
from ivr.cli.report import json_option, print_json
from ivr.config import read_settings
from ivr.errors import LineNotReady


@click.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--version", help="The version; what is live by default.")
@click.option("--prune", is_flag=True, help="Remove YAML files that the version does not have.")
@json_option
def export(folder: Path, version: str | None, prune: bool, as_json: bool) -> None:
    """Write the documents of a version into FOLDER, such as one that git keeps."""
    with releases_of(read_settings()) as parts:
        loaded = parts.releases.of(version) if version else parts.releases.live()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        others = [each for each in folder.glob("*.yaml") if each.name not in loaded.documents]
        for name, text in loaded.documents.items():
            (folder / name).write_bytes(text.encode())
        for other in others if prune else ():
            other.unlink()
    except OSError as error:
        raise LineNotReady(f"{error.filename} can't be written: {error.strerror}.") from None
    names = sorted(each.name for each in others)
    if as_json:
        files = sorted(loaded.documents)
        print_json({"version": loaded.version, "files": files, "others": names, "pruned": prune})
        return
    click.echo(f"{len(loaded.documents)} documents of version {loaded.version} are in {folder}.")
    if names:
        did = "Removed" if prune else "Not of this version, and left there"
        click.echo(f"{did}: {', '.join(names)}")


@click.command("import")
@click.argument(
    "folder", type=click.Path(path_type=Path, exists=True, file_okay=False), required=False
)
@click.option("--note", default="", help="Why, for the history.")
@despite_option
@json_option
def import_folder(folder: Path | None, note: str, despite_tests: bool, as_json: bool) -> None:
    """Make the documents of FOLDER live, that of the settings by default.

    Errors block, and so do saved tests that fail.
    """
    from ivr.releases.loading import folder_of, load_folder
    from ivr.releases.publication import NothingToPublish

    settings = read_settings()
    loaded = load_folder(folder or folder_of(settings))
    with releases_of(settings) as parts:
        if not despite_tests and loaded.version != parts.releases.live().version:
            hold_against_tests(parts, lambda: loaded, settings)
        try:
            tell(parts.publishing.import_documents(loaded, who_acts(), note), as_json)
        except NothingToPublish:
            if as_json:
                print_json({"version": loaded.version, "kind": None})
            else:
                click.echo(f"Version {loaded.version} is live already.")
