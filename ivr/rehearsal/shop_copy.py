"""The demo shop, a copy of its own for whoever plays with it."""

import tempfile
import threading
from contextlib import ExitStack
from datetime import date
from functools import lru_cache
from pathlib import Path

from ivr.backoffice.demo_shop import seed
from ivr.store import migrate
from ivr.store.database import Database

_FILE = "shop.db"
_one_at_a_time = threading.Lock()


def shop_in(folder: Path, stack: ExitStack) -> Database:
    """A fresh demo shop in a folder; it is closed with the stack.

    Raises:
        DatabaseFailure: the folder can't be written.
    """
    file = folder / _FILE
    with _one_at_a_time:
        content = _content(date.today())  # noqa: DTZ011 - the shop opens on the machine's own day
    file.write_bytes(content)
    database = Database(f"sqlite:///{file}")
    stack.callback(database.close)
    return database


@lru_cache(maxsize=1)
def _content(today: date) -> bytes:
    """The shop's file as it opens on a day: made once, as tables and PINs take a while."""
    with tempfile.TemporaryDirectory(prefix="warmline-shop-") as folder:
        file = Path(folder) / _FILE
        migrate.upgrade(f"sqlite:///{file}")
        database = Database(f"sqlite:///{file}")
        seed(database, today)
        database.close()
        return file.read_bytes()
