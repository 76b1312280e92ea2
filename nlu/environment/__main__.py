"""`python -m nlu.environment setup|train|serve`: each does what the ones before it do first."""

import argparse
import contextlib
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from nlu.environment.commands import say
from nlu.environment.failures import EnvironmentUnusable
from nlu.environment.installing import set_up
from nlu.environment.project import RasaProject
from nlu.environment.serving import LOOPBACK, running, server_program
from nlu.environment.training import train


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; exit status 0, 1 where something must be mended, 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    project = RasaProject(options.project.resolve()) if options.project else RasaProject()
    try:
        set_up(project, options.uv)
        if options.command in ("train", "serve"):
            train(project)
        if options.command == "serve":
            _serve(project, options)
    except EnvironmentUnusable as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _serve(project: RasaProject, options: argparse.Namespace) -> None:
    """Serves until the server ends or this process is told to."""
    token = os.environ.get("WARMLINE_RASA_TOKEN", "")
    program = server_program(project, options.port, token, options.host)
    signal.signal(signal.SIGTERM, _interrupt)
    began = time.monotonic()
    with contextlib.suppress(KeyboardInterrupt), running(program) as process:
        say(f"Rasa answers on {program.url} after {time.monotonic() - began:.1f} s")
        status = process.wait()
        raise EnvironmentUnusable(f"Rasa's server ended with status {status}.")


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m nlu.environment", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, does in (
        ("setup", "make Rasa's environment"),
        ("train", "train the understanding model"),
        ("serve", "run the server; its token comes from WARMLINE_RASA_TOKEN"),
    ):
        command = commands.add_parser(name, help=does)
        command.add_argument("--uv", help="the uv program; searched for by default")
        command.add_argument("--project", type=Path, help="folder of the Rasa project")
        if name == "serve":
            command.add_argument("--host", default=LOOPBACK, help="address to listen on")
            command.add_argument("--port", type=int, default=5005, help="port to listen on")
    return parser


if __name__ == "__main__":
    sys.exit(main())
