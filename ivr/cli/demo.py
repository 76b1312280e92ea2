"""`warmline demo`: a whole line on this machine, calls on it, and a telephone in the browser."""

import signal
import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import click

from ivr.cli.own_rasa import start_rasa
from ivr.cli.report import print_json, progress
from ivr.config import read_settings

if TYPE_CHECKING:
    from ivr.rehearsal.agents import Visitor
    from ivr.rehearsal.stage import Stage

WEB_PORT = 8080
PHONE_PORT = 8090


@click.command("demo")
@click.option("--exit", "leave", is_flag=True, help="End after the calls.")
@click.option("--json", "as_json", is_flag=True, help="Print a report of the calls as JSON.")
@click.option(
    "--speed",
    type=click.FloatRange(0.25, 10),
    default=1.0,
    show_default=True,
    help="Seconds of audio a second.",
)
@click.pass_context
def command(ctx: click.Context, leave: bool, as_json: bool, speed: float) -> None:
    """Open a line with the demo shop and a phone network, place five calls, and stay open.

    Synthetic callers speak, Vosk transcribes, Rasa understands, pyttsx3 answers. Exit status 1
    where a call did not pass.
    """
    from ivr.rehearsal.credentials import Credentials
    from ivr.rehearsal.demo import play
    from ivr.rehearsal.ports import free_port
    from ivr.rehearsal.stage import open_line

    over = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: over.set())
    credentials = Credentials()
    with ExitStack() as stack:
        rasa_url = start_rasa(stack, credentials)
        with progress.status("Opening the line …"):
            stage = stack.enter_context(
                open_line(
                    read_settings(),
                    rasa_url,
                    credentials,
                    speed=speed,
                    web_port=free_port(WEB_PORT),
                    network_port=free_port(PHONE_PORT),
                )
            )
        calls = list(play(stage, speed, progress))
        report = {"calls": calls, "passed": all(call["passed"] for call in calls)}
        if as_json:
            print_json(report)
        else:
            _print_timings(calls)
        if not leave:
            _print_addresses(stage, stage.seat_visitor())
            try:
                over.wait()
            except KeyboardInterrupt:
                progress.print("\nClosing the line.")
    ctx.exit(0 if report["passed"] else 1)


def _print_timings(calls: list[dict[str, Any]]) -> None:
    from rich.table import Table

    table = Table(title="The calls", title_justify="left")
    for column in ("call", "outcome", "seconds", "voice to voice, ms", ""):
        table.add_column(column)
    for call in calls:
        times = [turn["voice_to_voice_ms"] for turn in call["turns"]]
        spoken = ", ".join(f"{ms:.0f}" for ms in times if ms is not None)
        verdict = "passed" if call["passed"] else "FAILED"
        row = (call["script"], str(call["outcome"]), str(call["duration_s"]), spoken, verdict)
        table.add_row(*row)
    progress.print(table)


def _print_addresses(stage: "Stage", visitor: "Visitor") -> None:
    origin, phones = stage.settings.public_origin, stage.network.address
    progress.print(
        f"\nThe line is open.\n"
        f"  telephone in your browser   {phones}/phone\n"
        f"  call records                {origin}/calls\n"
        f"  key for the records         {stage.credentials.records_key}\n"
        f"  agent desk                  {origin}/desk\n"
        f"  sign in as                  {visitor.name}, password {visitor.password}\n"
        f"  the agent's telephone       {phones}/phone?agent={visitor.client}\n\n"
        "Be the agent: open the desk and the agent's telephone in a second window, and switch to\n"
        "available. Then call from the first one and ask for a person.\n"
        "Try: where is my order · four five one two · cancel order four five zero eight (ZIP code\n"
        "00112) · I forgot my password (PIN 730418) · I want to speak to a person. Keys work too.\n"
        "Ctrl-C closes the line."
    )
