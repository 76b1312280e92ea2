"""`warmline db`: the database's tables, and the demo shop."""

from datetime import date

import click

from ivr.cli.report import json_option, print_json
from ivr.config import read_settings
from ivr.errors import WarmlineError


@click.group("db")
def command() -> None:
    """Bring the database up to date, seed the demo shop."""


@command.command("upgrade")
@json_option
def upgrade(as_json: bool) -> None:
    """Create the tables, or bring them up to date."""
    from ivr.store import migrate
    from ivr.store.failures import DatabaseFailure

    address = read_settings().database_address
    try:
        checked = migrate.upgrade(address)
    except DatabaseFailure as failure:
        raise WarmlineError(f"The database can't be upgraded ({failure.code}): {failure}") from None
    if as_json:
        print_json({"revision": checked.current, "head": checked.head})
    else:
        click.echo(f"The database is at revision {checked.current}.")


@command.command("seed")
@json_option
def seed_demo(as_json: bool) -> None:
    """Put the demo shop's customers and orders into the database; earlier copies are replaced."""
    from ivr.backoffice.demo_shop import seed
    from ivr.store.database import Database
    from ivr.store.failures import DatabaseFailure
    from ivr.wiring import prepare_database

    settings = read_settings()
    try:
        prepare_database(settings)
        database = Database(settings.database_address)
        seeded = seed(database, date.today())  # noqa: DTZ011 - the machine's own day
        database.close()
    except DatabaseFailure as failure:
        raise WarmlineError(f"The shop can't be seeded ({failure.code}): {failure}") from None
    if as_json:
        print_json({"customers": seeded.customers, "orders": seeded.orders})
    else:
        click.echo(f"The demo shop has {seeded.customers} customers and {seeded.orders} orders.")
