"""`warmline flows`: check flow definitions, play them in the terminal, look up, release them."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ivr.cli.flow_announce import announce
from ivr.cli.flow_documents import diff, search, texts_of, uses
from ivr.cli.flow_folders import export, import_folder
from ivr.cli.flow_releases import list_flows, publish, rollback, rollout
from ivr.cli.release_command import live_option, live_version, releases_of
from ivr.cli.report import json_option, print_json, progress
from ivr.config import Settings, read_settings
from ivr.errors import LineNotReady

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.events import ActionFinished, Json, TransferCaller
    from flows.play import Player
    from flows.problems import Problem
    from ivr.rehearsal.saved_call import Exchange


@click.group("flows")
def command() -> None:
    """Check flow definitions, talk to them in the terminal, look things up, release them."""


_READING = (diff, search, uses)
_RELEASING = (list_flows, publish, rollout, rollback, export, import_folder, announce)
for _each in (*_READING, *_RELEASING):
    command.add_command(_each)


@command.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@live_option
@json_option
@click.pass_context
def check_flows(ctx: click.Context, files: tuple[Path, ...], live: bool, as_json: bool) -> None:
    """Check the flows of a folder, or single FILES, and say what to mend.

    Single files are checked together with the policy and the phrases of the settings' folder, or
    with those that are live.
    """
    problems = _live_problems(files) if live else _problems(files)
    errors = [problem for problem in problems if problem.severity == "error"]
    if as_json:
        rows = [
            {
                "file": problem.file,
                "line": problem.line,
                "flow": problem.flow,
                "step": problem.step,
                "severity": problem.severity,
                "what": problem.what,
                "remedy": problem.remedy,
            }
            for problem in problems
        ]
        print_json({"problems": rows, "passed": not errors})
    else:
        for problem in problems:
            click.echo(str(problem))
        click.echo(f"{len(errors)} errors, {len(problems) - len(errors)} warnings")
    ctx.exit(1 if errors else 0)


def _problems(files: tuple[Path, ...]) -> "Sequence[Problem]":
    from ivr.flow_checks import problems_of
    from ivr.releases.loading import folder_of
    from ivr.speech.kept_model import model_in_use

    settings = read_settings()
    model = model_in_use(settings.speech_model, settings.data_dir)
    try:
        return problems_of(folder_of(settings), files, model)
    except OSError as error:
        raise LineNotReady(f"{error.filename} can't be read: {error.strerror}.") from None


def _live_problems(files: tuple[Path, ...]) -> "Sequence[Problem]":
    texts = {name: text for file in files for name, text in texts_of(file).items()}
    with releases_of(read_settings()) as parts:
        found = parts.publishing.problems(texts)
    return [each for each in found if not files or each.file in texts]


@command.command("play")
@click.option("--number", default="+15005550101", show_default=True, help="The caller's number.")
@click.option("--state", is_flag=True, help="Show step and slots after every line.")
@click.option("--person", is_flag=True, help="Ask what comes of a transfer; else nobody is there.")
@click.option("--keywords", is_flag=True, help="Understand by keywords, without Rasa.")
@live_option
@click.option(
    "--save",
    type=click.Path(path_type=Path, dir_okay=False),
    help="New file for a scripted call made from this one.",
)
@click.pass_context
def play(
    ctx: click.Context,
    number: str,
    state: bool,
    person: bool,
    keywords: bool,
    live: bool,
    save: Path | None,
) -> None:
    """Talk to the flows: type what a caller would say.

    #4512 presses keys, an empty line is silence, and where a message is recorded, a line is the
    message. Orders are those of the demo shop, and text messages are shown.
    """
    from flows.play import nobody
    from ivr.rehearsal.text_call import TextCaller, text_call, text_line
    from ivr.releases.loading import folder_of, load_folder

    if save is not None and save.exists():
        raise click.BadParameter(f"{save} is there already.", param_hint="--save")
    settings = read_settings()
    flows = (live_version() if live else load_folder(folder_of(settings))).flows
    with ExitStack() as stack:
        hand_over = _hand_over if person else nobody
        line = text_line(_with_rasa(stack, settings, keywords), flows)
        player = text_call(stack, line, TextCaller(number, _show_text, hand_over))
        exchanges = [_exchange(player, None, {"caller": {"number": number}})]
        while player.ended is None:
            try:
                said = click.prompt("you", default="", show_default=False, prompt_suffix="> ")
            except (click.Abort, EOFError):
                click.echo()
                break
            exchanges.append(_exchange(player, said.strip()))
            if state and player.state is not None:
                progress.print(f"{player.state.flow}.{player.state.step} {player.state.slots}")
    ended = player.ended
    click.echo(f"— {getattr(ended, 'outcome', 'hung up')}")
    if save is not None:
        _save(exchanges, number, save)
    ctx.exit(0)


def _exchange(
    player: "Player", line: str | None, known: "dict[str, Json] | None" = None
) -> "Exchange":
    """Begin the call or enter a line, print what the line says, and keep both."""
    from ivr.rehearsal.saved_call import Exchange

    wait, before = player.waiting, len(player.outputs)
    said = player.begin(known) if line is None else player.enter(line)
    for sentence in said:
        click.echo(f"line: {sentence}")
    return Exchange(line, wait, tuple(player.outputs[before:]))


def _hand_over(wanted: "TransferCaller") -> "ActionFinished":
    """Ask what comes of a transfer: an outcome, and where an agent sends the caller or why not."""
    from flows.events import TALKED, TRANSFER_OUTCOMES, ActionFinished

    outcomes = ", ".join(sorted(TRANSFER_OUTCOMES))
    click.echo(f"to {wanted.queue}: {outcomes}; also: talked rating, talked queue billing")
    outcome, *more = click.prompt("agent", default="nobody", prompt_suffix="> ").split() or [
        "nobody"
    ]
    if outcome == TALKED:
        back: dict[str, Json] = dict(zip(("to", "queue"), more, strict=False))
        return ActionFinished(outcome, {"back": back}, wanted.key)
    return ActionFinished(outcome, {"why": more[0] if more else "nobody_available"}, wanted.key)


def _show_text(to: str, body: str) -> None:
    click.echo(f"text to {to}: {body}")


def _save(exchanges: "list[Exchange]", number: str, file: Path) -> None:
    from ivr.rehearsal.saved_call import has_secret, saved_call

    file.write_text(saved_call(exchanges, number), encoding="utf-8")
    progress.print(f"Saved as {file}; warmline call {file} plays it.", soft_wrap=True)
    if has_secret(exchanges):
        progress.print(
            "It has in clear what was entered at a question whose answer the line stores nowhere.",
            style="yellow",
            soft_wrap=True,
        )


def _with_rasa(stack: ExitStack, settings: Settings, keywords: bool) -> Settings:
    from ivr.cli.understand import reachable
    from ivr.rehearsal.ports import nobody_there

    if keywords:
        return settings.model_copy(update={"rasa_url": stack.enter_context(nobody_there())})
    return reachable(stack, settings)
