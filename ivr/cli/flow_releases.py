"""`warmline flows list|publish|rollout|rollback`: which version of the flows calls get."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ivr.cli.release_command import (
    line_of,
    read_time,
    releases_of,
    tell,
    who_acts,
)
from ivr.cli.release_tests import despite_option, hold_against_tests
from ivr.cli.report import json_option, print_json
from ivr.config import read_settings
from ivr.errors import LineNotReady

if TYPE_CHECKING:
    from ivr.releases.drafts import Draft
    from ivr.releases.parts import ReleaseParts

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_note = click.option("--note", default="", help="Why, for the history.")


@click.command("list")
@json_option
def list_flows(as_json: bool) -> None:
    """List the documents that are live, what is drafted, rolled out or scheduled, the history."""
    with releases_of(read_settings()) as parts:
        rows, history = _documents(parts), parts.publishing.history()
        standing = parts.releases.standing()
    if as_json:
        listed = {"documents": rows, "history": [asdict(each) for each in history]}
        print_json(asdict(standing) | listed)
        return
    click.echo(f"Live: {standing.live}, since {standing.since:%Y-%m-%d %H:%M} UTC")
    if standing.candidate:
        click.echo(f"Rolled out: {standing.candidate}, {standing.percent} % of new calls")
    for each in standing.scheduled:
        click.echo(f"Scheduled: {', '.join(each.files)}, {each.at:%Y-%m-%d %H:%M} UTC, {each.who}")
    for row in rows:
        draft = f" (draft by {row['draft']})" if row["draft"] else ""
        click.echo(f"  {row['file']:<28} {row['title']}{draft}")
    for entry in history:
        click.echo(line_of(entry))


@click.command("publish")
@click.argument("files", nargs=-1, required=True, type=_FILE)
@_note
@click.option(
    "--percent",
    type=click.IntRange(1, 100),
    default=100,
    show_default=True,
    help="Share of new calls that get it, beside the live version.",
)
@click.option("--at", help="When, such as 2026-12-24T08:00; now by default.")
@despite_option
@json_option
def publish(
    files: tuple[Path, ...],
    note: str,
    percent: int,
    at: str | None,
    despite_tests: bool,
    as_json: bool,
) -> None:
    """Make FILES live in place of the documents of the same names.

    Errors block, and so do saved tests that fail.
    """
    from ivr.releases.publication import Publication, Release, Scheduled

    settings, who = read_settings(), who_acts()
    time = read_time(at, settings) if at else None
    with releases_of(settings) as parts:
        release = Release(tuple(file.name for file in files), note, who, percent)
        drafts = _drafted(parts, files, who)
        try:
            if not despite_tests:
                texts = {each.file: each.text for each in drafts}
                hold_against_tests(parts, lambda: parts.publishing.would_be(texts), settings)
            if time is None:
                done: Publication | Scheduled = parts.publishing.publish(release)
            else:
                done = parts.scheduling.schedule(release, time)
        except BaseException:
            _forget(parts, drafts, who)
            raise
    if isinstance(done, Publication):
        tell(done, as_json)
    elif as_json:
        print_json(asdict(done))
    else:
        click.echo(f"{', '.join(done.files)}: live at {done.at:%Y-%m-%d %H:%M %Z}.")


@click.command("rollout")
@click.argument("what", type=click.Choice(["finish", "stop"]))
@_note
@json_option
def rollout(what: str, note: str, as_json: bool) -> None:
    """Finish what is rolled out, so that every new call gets it, or stop it."""
    with releases_of(read_settings()) as parts:
        publishing = parts.publishing
        act = publishing.finish_rollout if what == "finish" else publishing.stop_rollout
        tell(act(who_acts(), note), as_json)


@click.command("rollback")
@click.argument("version")
@_note
@json_option
def rollback(version: str, note: str, as_json: bool) -> None:
    """Make an earlier VERSION live again; `flows list` names them."""
    with releases_of(read_settings()) as parts:
        tell(parts.publishing.rollback(version, who_acts(), note), as_json)


def _documents(parts: "ReleaseParts") -> list[dict[str, Any]]:
    live = parts.releases.live()
    titles = {flow.place.file: flow.title for flow in live.flows.flows.values()}
    drafts = {draft.file: draft.edited_by for draft in parts.drafts.all()}
    return [
        {"file": file, "title": titles.get(file, ""), "draft": drafts.get(file, "")}
        for file in sorted({*live.documents, *drafts})
    ]


def _drafted(parts: "ReleaseParts", files: tuple[Path, ...], who: str) -> list["Draft"]:
    """The files as drafts; somebody else's draft of one is not overwritten."""
    drafts: list[Draft] = []
    try:
        for file in files:
            text = file.read_bytes().decode("utf-8", errors="replace")
            drafts.append(parts.drafts.save(file.name, text, 0, who))
    except OSError as error:
        _forget(parts, drafts, who)
        raise LineNotReady(f"{error.filename} can't be read: {error.strerror}.") from None
    except BaseException:
        _forget(parts, drafts, who)
        raise
    return drafts


def _forget(parts: "ReleaseParts", drafts: list["Draft"], who: str) -> None:
    for each in drafts:
        parts.drafts.discard(each.file, each.revision, who)
