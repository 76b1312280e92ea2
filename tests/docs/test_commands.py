"""docs/commands.md: every command and option is told, every example is JSON."""

import json
from collections.abc import Iterator

import click
import pytest

from ivr.cli.main import COMMANDS, warmline

PAGE = "commands.md"


def _commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(warmline)
    for name in COMMANDS:
        command = warmline.get_command(context, name)
        if isinstance(command, click.Group):
            yield from ((f"{name} {each}", found) for each, found in command.commands.items())
        elif command is not None:
            yield name, command


@pytest.mark.parametrize(("name", "command"), list(_commands()), ids=str)
def test_every_option_of_a_command_is_told(name: str, command: click.Command, page):
    text = page(PAGE)
    section = text.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
    assert f"`warmline {name}" in section
    options = [option for param in command.params for option in param.opts if option[0] == "-"]
    assert sorted(option for option in options if option not in section) == []
    assert f"`{name}`](#{name.replace(' ', '-')})" in text


def test_no_command_is_told_that_is_none(page):
    told = {line.removeprefix("## ") for line in page(PAGE).splitlines() if line.startswith("## ")}
    assert told == {name for name, _ in _commands()}


def test_examples_are_json(examples):
    assert all(isinstance(json.loads(text), dict) for text in examples(PAGE, "json"))
