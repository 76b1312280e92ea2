"""Entry point of the `warmline` command."""

import importlib
import sys
from typing import IO

import click
import structlog

from ivr.errors import WarmlineError

COMMANDS = {
    "bench": ("ivr.cli.bench", "Measure this machine: latency."),
    "call": ("ivr.cli.call", "Place scripted calls through the simulated phone network."),
    "db": ("ivr.cli.db", "Bring the database up to date, seed the demo shop."),
    "demo": ("ivr.cli.demo", "Start a whole line with a phone network and place calls on it."),
    "doctor": ("ivr.cli.doctor", "Check everything the line needs and say what to mend."),
    "flows": ("ivr.cli.flows", "Check flow definitions, talk to them, release versions of them."),
    "kpi": ("ivr.cli.kpi", "Figures over the last days: how transfers went."),
    "nlu": ("ivr.cli.nlu", "Set up, train and serve the understanding model."),
    "serve": ("ivr.cli.serve", "Run the line: web process and understanding together."),
    "speech": ("ivr.cli.speech", "Transcribe audio, list and fetch speech models."),
    "understand": (
        "ivr.cli.understand",
        "Text lines in, JSON lines with meaning and decision out.",
    ),
    "users": ("ivr.cli.users", "Add, list and disable those who sign in to the pages."),
}


class _Failed(click.ClickException):
    """A failure as the command tells it."""

    def show(self, file: IO[str] | None = None) -> None:
        """Print the message on standard error."""
        click.echo(f"warmline: {self.message}", file=file, err=file is None)


class LazyGroup(click.Group):
    """A group that imports a subcommand when it is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all subcommands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand of that name: its module's `command`."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the subcommand; the application's own failures are one message, exit status 1."""
        try:
            return super().invoke(ctx)
        except WarmlineError as error:
            raise _Failed(str(error)) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help's command list without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="warmline")
def warmline() -> None:
    """A telephone line that settles the simple things itself.

    Everything else goes to a person, warmly. Exit status: 0 good, 1 found a problem, 2 wrong usage.
    """
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))


def main() -> None:
    """Run the command line, log lines on standard error."""
    warmline()
