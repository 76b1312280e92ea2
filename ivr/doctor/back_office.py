"""The back office: an order looked up for real."""

from urllib.parse import urlsplit

from sqlalchemy import func, select

from ivr.backoffice.http import HttpBackOffice
from ivr.backoffice.interface import BackOfficeAway
from ivr.config import Settings
from ivr.doctor.database import database as own_tables
from ivr.doctor.finding import Finding, ok, problem, skipped, warning
from ivr.store.database import Database
from ivr.store.orders import Order

_NOBODYS_ORDER = "0000"
_REMEDY = "See WARMLINE_BACKOFFICE_URL and WARMLINE_BACKOFFICE_KEY, and docs/backoffice.md."


def back_office(settings: Settings) -> Finding:
    """Whether orders can be looked up."""
    if settings.backoffice_url:
        return _over_http(settings.backoffice_url, settings.backoffice_key.get_secret_value())
    return _in_database(settings)


def _over_http(url: str, key: str) -> Finding:
    host = urlsplit(url).hostname
    api = HttpBackOffice(url, key)
    try:
        api.order(_NOBODYS_ORDER)
    except BackOfficeAway as away:
        return problem(f"The order API at {host} can't be used ({away.code}): {away}.", _REMEDY)
    finally:
        api.close()
    return ok(f"The order API at {host} answers.")


def _in_database(settings: Settings) -> Finding:
    if own_tables(settings).status in ("problem", "warning"):
        return skipped("Orders are in the line's own database: see there.")
    line = Database(settings.database_address)
    try:
        with line.reading() as session:
            orders = session.scalar(select(func.count()).select_from(Order)) or 0
    finally:
        line.close()
    if not orders:
        return warning(
            "The database holds no orders.",
            "Fill its tables (docs/backoffice.md), set WARMLINE_BACKOFFICE_URL, or run "
            "`warmline db seed` for the demo shop.",
        )
    return ok(f"The database's own tables hold {orders} orders.")
