"""`warmline serve`: run the line."""

import signal
import sys
import threading
from types import FrameType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from ivr.cli.report import progress
from ivr.config import read_settings
from ivr.errors import LineNotReady

if TYPE_CHECKING:
    from ivr.config import Settings


@click.command("serve")
@click.option(
    "--only",
    type=click.Choice(["web", "nlu"]),
    help="Run one of the processes, where the others run elsewhere.",
)
def command(only: str | None) -> None:
    """Run the line: web process and Rasa together, until SIGTERM or SIGINT.

    Brings the database up to date first. A process that ends by itself is started again. Exit
    status 1 where something has to be mended before the line can start.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end)
    from ivr.logs import set_up_logs
    from ivr.processes.before_start import ready_for_rasa, ready_for_web
    from ivr.processes.line import LineProcesses
    from ivr.processes.own_rasa import is_own, make_token

    settings = read_settings()
    set_up_logs(settings)
    web, rasa = only != "nlu", only != "web" and is_own(settings)
    if only == "nlu" and not rasa:
        raise LineNotReady(
            f"WARMLINE_RASA_URL is {settings.rasa_url}, which is not on this machine. "
            "Run `warmline nlu serve --host ADDRESS` where it is."
        )
    with progress.status("Checking …"):
        if web:
            ready_for_web(settings)
        if rasa:
            ready_for_rasa(settings)
    settings = make_token(settings) if is_own(settings) else settings
    processes = LineProcesses(settings, web=web, rasa=rasa)
    try:
        processes.start(_say)
        _tell(settings, web=web, rasa=rasa)
        threading.Event().wait()
    finally:
        processes.stop()


def _end(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)


def _say(line: str) -> None:
    progress.print(line, soft_wrap=True)


def _tell(settings: "Settings", *, web: bool, rasa: bool) -> None:
    """Where the line listens, what to enter in the Twilio console, and where people work."""
    from ivr.processes.addresses import bracketed, is_loopback

    if web:
        origin = settings.public_origin
        _say(f"The line listens on http://{bracketed(settings.host)}:{settings.port}")
        _say("Enter in the Twilio console, Voice Configuration (docs/twilio.md):")
        _say(f"  A call comes in      {origin}/voice/incoming")
        _say(f"  Call status changes  {origin}/voice/status")
        if is_loopback(urlsplit(origin).hostname):
            _say(
                "  Twilio can't reach that: set WARMLINE_PUBLIC_ORIGIN to the line's https address."
            )
        _say("Pages for people, who are made by `warmline users add`:")
        _say(f"  Agents' desk         {origin}/desk")
        _say(f"  Call records         {origin}/calls")
    if rasa:
        _say(f"Rasa is starting on {settings.rasa_url}; until it is ready, keywords understand.")
    elif web:
        _say(f"Understanding by the Rasa server at {settings.rasa_url}; keywords while it is away.")
