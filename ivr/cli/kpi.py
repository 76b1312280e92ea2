"""`warmline kpi`: figures over the calls of the last days."""

from datetime import UTC, datetime

import click

from ivr.cli.report import json_option, print_json
from ivr.config import read_settings
from ivr.errors import WarmlineError


@click.command("kpi")
@click.option(
    "--days",
    type=click.IntRange(1, 3660),
    default=30,
    show_default=True,
    help="How far back.",
)
@json_option
def command(days: int, as_json: bool) -> None:
    """Tell figures over the calls of the last days."""
    from ivr.insight.funnel import transfer_funnel
    from ivr.insight.funnel_table import funnel_table
    from ivr.insight.span import Span
    from ivr.store import migrate
    from ivr.store.database import Database
    from ivr.store.failures import DatabaseFailure

    settings = read_settings()
    span = Span.of_days(days, datetime.now(UTC))
    try:
        if not migrate.check_schema(settings.database_address).up_to_date:
            raise WarmlineError("The database is not up to date. Run `warmline db upgrade`.")
        database = Database(settings.database_address)
        with database.reading() as session:
            funnel = transfer_funnel(session, span)
        database.close()
    except DatabaseFailure as failure:
        raise WarmlineError(f"The calls can't be read ({failure.code}): {failure}") from None
    since, until = (each.isoformat(timespec="seconds") for each in (span.since, span.until))
    if as_json:
        print_json({"from": since, "to": until, "transfer_funnel": funnel.to_json()})
    else:
        click.echo(f"Wishes for a person, {since} to {until}\n\n{funnel_table(funnel)}")
