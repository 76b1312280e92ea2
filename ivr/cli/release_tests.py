"""Saved tests held against flows before a command makes them live."""

from typing import TYPE_CHECKING

import click

from ivr.config import Settings
from ivr.errors import WarmlineError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivr.releases.loading import Loaded
    from ivr.releases.parts import ReleaseParts

despite_option = click.option(
    "--despite-tests", is_flag=True, help="Publish although saved tests fail; they are not run."
)


def hold_against_tests(
    parts: "ReleaseParts", wanted: "Callable[[], Loaded | None]", settings: Settings
) -> None:
    """Run every saved test, understood by the Rasa server of the settings, or by keywords.

    Args:
        parts: of the line.
        wanted: gives what is to be live, and None where its errors block it anyway; asked for
            where there are tests.
        settings: of the line.

    Raises:
        WarmlineError: names each test that fails, with the first difference.
        DatabaseFailure: the tests can't be read.
        OSError: the token of the line's own Rasa server can't be read.
    """
    from ivr.processes.own_rasa import with_token
    from ivr.rehearsal.text_call import text_line
    from ivr.store.recorder import utc_now
    from ivr.trying.failing import failing
    from ivr.trying.saved_tests import SavedTests

    tests = SavedTests(parts.publishing.database, utc_now).all()
    loaded = wanted() if tests else None
    failed = failing(tests, text_line(with_token(settings), loaded.flows)) if loaded else ()
    if failed:
        told = "\n".join(f"{each.name}: {each.difference}" for each in failed)
        remedy = "Mend the flows or delete the tests at /flows, or add --despite-tests."
        raise WarmlineError(f"Nothing was published; saved tests fail:\n{told}\n{remedy}")
