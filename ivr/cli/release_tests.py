"""Saved tests held against flows before a command makes them live."""

from typing import TYPE_CHECKING

import click

from ivr.config import Settings
from ivr.errors import WarmlineError

if TYPE_CHECKING:
    from flows.definition import FlowSet
    from ivr.releases.parts import ReleaseParts

despite_option = click.option(
    "--despite-tests", is_flag=True, help="Publish although saved tests fail; they are not run."
)


def hold_against_tests(
    parts: "ReleaseParts", flows: "FlowSet", settings: Settings, despite: bool
) -> None:
    """Run every saved test, understood by the Rasa server of the settings, or by keywords.

    Args:
        parts: of the line.
        flows: that are to be live.
        settings: of the line.
        despite: don't.

    Raises:
        WarmlineError: names each test that fails, with the first difference.
        DatabaseFailure: the tests can't be read.
        OSError: the token of the line's own Rasa server can't be read.
    """
    if despite:
        return
    from ivr.processes.own_rasa import with_token
    from ivr.rehearsal.text_call import text_line
    from ivr.store.recorder import utc_now
    from ivr.trying.failing import failing
    from ivr.trying.saved_tests import SavedTests

    tests = SavedTests(parts.publishing.database, utc_now).all()
    failed = failing(tests, text_line(with_token(settings), flows)) if tests else ()
    if failed:
        told = "\n".join(f"{each.name}: {each.difference}" for each in failed)
        remedy = "Mend the flows or delete the tests at /flows, or add --despite-tests."
        raise WarmlineError(f"Nothing was published; saved tests fail:\n{told}\n{remedy}")
