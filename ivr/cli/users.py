"""`warmline users`: those who sign in to the pages."""

import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from sqlalchemy.orm import Session

from ivr.cli.report import json_option, print_json
from ivr.cli.working_hours import read_working_hours
from ivr.config import Settings, read_settings
from ivr.errors import WarmlineError
from ivr.store import agents, users
from ivr.store.agents import Agent
from ivr.store.database import Database
from ivr.store.failures import DatabaseFailure
from ivr.store.people import NewPerson, add_person, disable_person
from ivr.store.recorder import utc_now
from ivr.store.users import Role, User

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.ASCII)
_ROLES = [role.value for role in Role]
_SHORTEST, _LONGEST = 10, 200


@click.group("users")
def command() -> None:
    """Add, list and disable those who sign in to the pages."""


@command.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(_ROLES), default="agent", show_default=True)
@click.option("--shown-name", help="As colleagues and callers know them; the name by default.")
@click.option(
    "--address", help="Their telephone: +1…, sip:… or client:…; client:NAME by default (browser)."
)
@click.option("--queues", help="Queues they serve, divided by commas; all by default.")
@click.option(
    "--languages", default="en-us", show_default=True, help="Languages they speak, by commas."
)
@click.option(
    "--hours", multiple=True, help='When they work, "mon-fri 09:00-17:00"; may be repeated.'
)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@json_option
def add(
    name: str,
    role: str,
    shown_name: str | None,
    address: str | None,
    queues: str | None,
    languages: str,
    hours: tuple[str, ...],
    password_stdin: bool,
    as_json: bool,
) -> None:
    """Add the user NAME; a password is made and shown once, unless one is given."""
    settings, name = read_settings(), _checked_name(name)
    password = _given_password() if password_stdin else secrets.token_urlsafe(15)
    person = NewPerson(
        name=name,
        shown_name=shown_name or name,
        role=Role(role),
        password=password,
        address=_checked_address(address or f"client:{re.sub('[^a-z0-9]', '_', name)}"),
        queues=_checked_queues(queues, settings),
        languages=_checked_languages(languages),
        hours=read_working_hours(hours),
    )
    with _database(settings) as database, database.writing() as session:
        if not add_person(session, person, utc_now()):
            raise WarmlineError(f"There is a user {name} already.")
        _refuse_anothers(session, person.address)
    made = {} if password_stdin else {"password": password}
    if as_json:
        print_json({"name": name, "role": role, "address": person.address, **made})
        return
    click.echo(f"{name} can sign in now ({role}, rung at {person.address}).")
    if made:
        click.echo(f"Password, shown this once: {password}")


@command.command("list")
@json_option
def list_users(as_json: bool) -> None:
    """List every user, with what each agent is doing."""
    with _database(read_settings()) as database, database.reading() as session:
        by_user = agents.by_user(session)
        rows = [_row(user, by_user.get(user.id)) for user in users.all_of(session)]
    if as_json:
        print_json({"users": rows})
        return
    for row in rows:
        queues = ", ".join(row["queues"])
        click.echo(f"{row['name']:<20} {row['role']:<11} {row['state']:<10} {queues}")


@command.command("disable")
@click.argument("name")
def disable(name: str) -> None:
    """Let the user NAME in no more, and end their sessions."""
    with _database(read_settings()) as database, database.writing() as session:
        if not disable_person(session, name, utc_now()):
            raise WarmlineError(f"There is no user {name} who can sign in.")
    click.echo(f"{name} can't sign in any more.")


def _row(user: User, agent: Agent | None) -> dict[str, Any]:
    return {
        "name": user.name,
        "shown_name": user.shown_name,
        "role": user.role,
        "disabled": user.disabled_at is not None,
        "address": agent.address if agent else "",
        "queues": agent.queues if agent else [],
        "languages": agent.languages if agent else [],
        "hours": agent.hours if agent else None,
        "state": "disabled" if user.disabled_at else agent.state if agent else "",
    }


@contextmanager
def _database(settings: Settings) -> Iterator[Database]:
    from ivr.wiring import prepare_database

    try:
        prepare_database(settings)
        database = Database(settings.database_address)
        try:
            yield database
        finally:
            database.close()
    except DatabaseFailure as failure:
        raise WarmlineError(f"The users can't be read or stored ({failure.code}).") from None


def _checked_name(name: str) -> str:
    name = name.strip().lower()
    if not _NAME.fullmatch(name):
        raise click.UsageError("A name has letters a to z, digits, dots, hyphens, up to 80.")
    return name


def _checked_address(address: str) -> str:
    from telephony.addresses import caller_address

    if caller_address(address) is None:
        raise click.UsageError(f"{address} can't be called: write +15005550100, sip:… or client:….")
    return address


def _refuse_anothers(session: Session, address: str) -> None:
    """A browser is one agent's telephone: another's would ring in it too."""
    addresses = [agent.address for agent in agents.by_user(session).values()]
    if address.startswith("client:") and addresses.count(address) > 1:
        raise WarmlineError(f"{address} is another agent's telephone. Give one with --address.")


def _checked_queues(given: str | None, settings: Settings) -> tuple[str, ...]:
    from ivr.releases.at_start import loaded_at_start

    flows = loaded_at_start(settings).flows
    known = tuple(flows.policy.queues)
    wanted = tuple(q.strip() for q in given.split(",") if q.strip()) if given else known
    if unknown := [queue for queue in wanted if queue not in known]:
        raise click.UsageError(f"There is no queue {unknown[0]}. There are: {', '.join(known)}.")
    return wanted


def _checked_languages(given: str) -> tuple[str, ...]:
    languages = tuple(each.strip().lower() for each in given.split(",") if each.strip())
    if not languages or not all(_LANGUAGE.fullmatch(each) for each in languages):
        raise click.UsageError("Languages are written such as en-us,es-us.")
    return languages


def _given_password() -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    if not _SHORTEST <= len(password) <= _LONGEST:
        raise click.UsageError(f"A password has {_SHORTEST} to {_LONGEST} characters.")
    return password
