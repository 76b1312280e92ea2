"""The database: reachable, with the tables of this version, writable."""

from pathlib import Path

from sqlalchemy import make_url

from ivr.config import Settings
from ivr.doctor.finding import Finding, ok, problem, warning
from ivr.store.database import Database
from ivr.store.failures import DatabaseFailure
from ivr.store.migrate import check_schema
from ivr.store.writable import check_writable

_REMEDY = {
    "locked": "Find what else holds the database, and let it go on or end it.",
    "read_only": "Let the user that runs the line write the file and its folder, or see why the "
    "server takes no writes.",
}
_AWAY = "See whether WARMLINE_DATABASE_URL is right and its server runs."
_UPGRADE = "Run `warmline db upgrade`; `warmline serve` does it too."


def database(settings: Settings) -> Finding:
    """Whether calls can be recorded."""
    where = make_url(settings.database_address).render_as_string(hide_password=True)
    if _is_missing(settings.database_address):
        return warning(f"There is no database at {where} yet.", _UPGRADE)
    line = Database(settings.database_address)
    try:
        schema = check_schema(settings.database_address)
        if not schema.up_to_date:
            found = f"revision {schema.current}" if schema.current else "no tables"
            return warning(f"{where} has {found}, not revision {schema.head}.", _UPGRADE)
        check_writable(line)
    except DatabaseFailure as failure:
        remedy = _REMEDY.get(failure.code, _AWAY)
        return problem(f"{where} can't be used ({failure.code}): {failure}.", remedy)
    finally:
        line.close()
    return ok(f"{where} is at revision {schema.head} and takes writes.")


def _is_missing(address: str) -> bool:
    """Whether it is a SQLite file that is not there; opening it would make it."""
    url = make_url(address)
    file = url.database or ""
    plain = url.get_backend_name() == "sqlite" and not file.startswith(("file:", ":memory:"))
    return plain and not Path(file).exists()
