"""The command itself: help, wrong usage, failures, what it imports."""

import subprocess
import sys
from collections.abc import Callable, Iterator

import click
import pytest
from click.testing import Result

from ivr.cli.main import COMMANDS, warmline


def _all_commands() -> Iterator[tuple[str, ...]]:
    context = click.Context(warmline)
    for name in COMMANDS:
        yield (name,)
        command = warmline.get_command(context, name)
        if isinstance(command, click.Group):
            yield from ((name, each) for each in command.commands)


@pytest.mark.parametrize("words", [(), *_all_commands()], ids=" ".join)
def test_every_command_explains_itself(words: tuple[str, ...], invoke: Callable[..., Result]):
    for flag in ("--help", "-h"):
        shown = invoke(*words, flag)
        assert shown.exit_code == 0
        assert shown.output.startswith("Usage: ")
        assert "\n  " in shown.output


def test_help_lists_every_command(invoke: Callable[..., Result]):
    shown = invoke("--help").output
    assert all(f"  {name} " in shown and COMMANDS[name][1] in shown for name in COMMANDS)


def test_nothing_heavy_is_imported_for_help():
    heavy = ("vosk", "numpy", "scipy", "flask", "sqlalchemy", "twilio", "aiohttp", "httpx")
    code = f"import sys, ivr.cli.main; print([n for n in {heavy!r} if n in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "words",
    [
        ("sing",),
        ("flows", "sing"),
        ("serve", "--only", "worker"),
        ("bench", "latency", "--calls", "0"),
        ("call",),
        ("call", "--speed", "100", "x.yaml"),
        ("speech", "models", "--fetch", "no-such-model"),
        ("understand", "missing.txt"),
        ("flows", "check", "missing.yaml"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_status_2(words: tuple[str, ...], invoke: Callable[..., Result]):
    told = invoke(*words)
    assert told.exit_code == 2
    assert "Usage: " in told.output
    assert "Error: " in told.output


def test_a_setting_that_cannot_be_used_is_one_message(run):
    told = run("flows", "check", WARMLINE_PORT="telephone", WARMLINE_TIMEZONE="Mars/Olympus")
    assert told.returncode == 1
    assert told.stdout == ""
    assert "WARMLINE_PORT: " in told.stderr
    assert "WARMLINE_TIMEZONE: is no time zone" in told.stderr
    assert "Traceback" not in told.stderr
