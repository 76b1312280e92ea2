"""Commands run with their progress on standard error."""

import subprocess
import sys
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from nlu.environment.failures import EnvironmentUnusable

KEPT_LINES = 20
"""Lines of output that a failure shows."""


def say(line: str) -> None:
    """One line of progress."""
    sys.stderr.write(f"» {line}\n")
    sys.stderr.flush()


def run(
    command: Sequence[str | Path],
    *,
    folder: Path,
    variables: Mapping[str, str],
    worth_showing: Callable[[str], str | None],
    remedy: str,
) -> None:
    """Runs a command to its end.

    Args:
        command: program and arguments.
        folder: where it runs.
        variables: its environment variables, all of them.
        worth_showing: gives what to show of a line of output, or None.
        remedy: a sentence for the failure that says what to do.

    Raises:
        EnvironmentUnusable: it failed or could not be started; with its last lines.
    """
    last: deque[str] = deque(maxlen=KEPT_LINES)
    try:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            env=dict(variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
    except OSError as error:
        raise EnvironmentUnusable(f"{command[0]} cannot be run: {error}. {remedy}") from error
    with process:
        for line in process.stdout or ():
            last.append(line.rstrip())
            shown = worth_showing(last[-1])
            if shown:
                say(f"  {shown}")
    if process.returncode != 0:
        output = "\n".join(f"  {line}" for line in last)
        raise EnvironmentUnusable(
            f"{Path(command[0]).name} ended with status {process.returncode}:\n{output}\n{remedy}"
        )
