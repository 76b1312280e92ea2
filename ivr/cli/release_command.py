"""What commands about released flows share: the line's database, who acts, times as given."""

import getpass
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import click

from ivr.cli.report import print_json
from ivr.config import Settings, read_settings
from ivr.errors import WarmlineError

if TYPE_CHECKING:
    from ivr.releases.loading import Loaded
    from ivr.releases.parts import ReleaseParts
    from ivr.releases.publication import Publication

_SPAN = re.compile(r"(\d{1,4})(m|h|d)", re.ASCII)
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


live_option = click.option("--live", is_flag=True, help="What is live, in place of the folder.")


def who_acts() -> str:
    """The name in the history."""
    return f"{getpass.getuser()} (command)"


@contextmanager
def releases_of(settings: Settings) -> Iterator["ReleaseParts"]:
    """The flows of the line of the settings; a line that never started imports its folder.

    Raises:
        WarmlineError: the database is away, or what was asked for has errors.
        LineNotReady: nothing is live, and the folder can't be used.
    """
    from flows.problems import FlowsInvalid
    from ivr.releases.loading import folder_of, load_folder
    from ivr.releases.parts import release_parts
    from ivr.releases.releases import Releases, open_releases
    from ivr.speech.kept_model import model_in_use
    from ivr.store.database import Database
    from ivr.store.failures import DatabaseFailure
    from ivr.store.recorder import utc_now
    from ivr.wiring import prepare_database

    model = partial(model_in_use, settings.speech_model, settings.data_dir)
    try:
        prepare_database(settings)
        database = Database(settings.database_address)
        try:
            releases = Releases(database, None, utc_now)
            releases.look()
            if not releases.is_ready:
                load = partial(load_folder, folder_of(settings))
                releases = open_releases(database, load, utc_now)
            yield release_parts(database, releases, model, utc_now)
        finally:
            database.close()
    except DatabaseFailure as failure:
        what = f"The flows can't be read or stored in the database ({failure.code})."
        raise WarmlineError(what) from None
    except FlowsInvalid as invalid:
        raise WarmlineError(f"Nothing was published; mend these first:\n{invalid}") from None


def live_version() -> "Loaded":
    """What new calls of the line of the settings get.

    Raises:
        WarmlineError, LineNotReady: see `releases_of`.
    """
    with releases_of(read_settings()) as parts:
        return parts.releases.live()


def tell(publication: "Publication", as_json: bool) -> None:
    """Print an entry of the history."""
    if as_json:
        print_json(asdict(publication))
        return
    click.echo(line_of(publication))


def line_of(publication: "Publication") -> str:
    """The entry as a line."""
    files = ", ".join(publication.files) if publication.before else "all documents"
    told = f"{publication.version}  {publication.at:%Y-%m-%d %H:%M} UTC  {publication.kind:<11}"
    share = f" {publication.percent} % of calls" if publication.kind == "rolled_out" else ""
    note = f": {publication.note}" if publication.note else ""
    return f"{told}{share} {publication.who} ({files}){note}"


def read_time(text: str, settings: Settings) -> datetime:
    """A time as given, in the line's time zone where it names none.

    Raises:
        click.UsageError: it is no time.
    """
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise click.UsageError(f"'{text}' is no time: write such as 2026-12-24T08:00.") from None
    return time if time.tzinfo else time.replace(tzinfo=settings.zone)


def read_span(text: str) -> timedelta:
    """A span as given, `30m`, `2h` or `1d`.

    Raises:
        click.UsageError: it is none.
    """
    found = _SPAN.fullmatch(text.strip().lower())
    if found is None:
        raise click.UsageError(f"'{text}' is no span of time: write such as 30m, 2h or 1d.")
    return timedelta(**{_UNITS[found.group(2)]: int(found.group(1))})
