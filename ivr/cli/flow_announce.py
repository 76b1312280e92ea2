"""`warmline flows announce`: what every new caller is told for a while."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from ivr.cli.release_command import read_span, releases_of, who_acts
from ivr.cli.report import json_option, print_json
from ivr.config import read_settings

if TYPE_CHECKING:
    from ivr.releases.parts import ReleaseParts


@click.command("announce")
@click.argument("text", required=False)
@click.option("--for", "span", default="2h", show_default=True, help="How long: 30m, 2h, 1d.")
@click.option("--end", is_flag=True, help="End every announcement.")
@json_option
def announce(text: str | None, span: str, end: bool, as_json: bool) -> None:
    """Have every new caller be told TEXT after the greeting; without it list what they are told."""
    if text and end:
        raise click.UsageError("Give a text, or --end.")
    lasts, who = read_span(span), who_acts()
    with releases_of(read_settings()) as parts:
        if text:
            parts.announcements.announce(text, parts.publishing.clock() + lasts, who)
        if end:
            for each in parts.releases.announced():
                parts.announcements.end(each.id, who)
        _tell(parts, as_json)


def _tell(parts: "ReleaseParts", as_json: bool) -> None:
    announced = parts.releases.announced()
    if as_json:
        print_json({"announced": [asdict(each) for each in announced]})
        return
    for each in announced:
        click.echo(f"until {each.until:%Y-%m-%d %H:%M} UTC ({each.by}): {each.text}")
    if not announced:
        click.echo("Nothing is announced.")
