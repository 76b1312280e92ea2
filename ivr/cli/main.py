"""Entry point of the `warmline` command."""

import importlib
import sys

import click
import structlog

from ivr.errors import WarmlineError

COMMANDS = {
    "bench": ("ivr.cli.bench", "Measure this machine: latency."),
    "call": ("ivr.cli.call", "Place scripted calls through the simulated phone network."),
    "db": ("ivr.cli.db", "Bring the database up to date, seed the demo shop."),
    "demo": ("ivr.cli.demo", "Start a whole line with a phone network and place calls on it."),
    "doctor": ("ivr.cli.doctor", "Check everything the line needs and say what to mend."),
    "flows": ("ivr.cli.flows", "Check flow definitions, talk to them in the terminal."),
    "nlu": ("ivr.cli.nlu", "Set up, train and serve the understanding model."),
    "serve": ("ivr.cli.serve", "Run the line: web process and understanding together."),
    "speech": ("ivr.cli.speech", "Transcribe audio, list and fetch speech models."),
    "understand": (
        "ivr.cli.understand",
        "Text lines in, JSON lines with meaning and decision out.",
    ),
}


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


def main() -> None:
    """Run the command line; the application's own failures are one message and exit status 1."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    try:
        warmline()
    except WarmlineError as error:
        print(f"warmline: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(1)
