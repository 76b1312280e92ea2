"""How commands print: results on standard output, progress on standard error."""

import json
from datetime import datetime
from typing import Any

import click
from rich.console import Console

progress = Console(stderr=True, highlight=False)
"""Where progress and explanations go."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def print_json(document: Any, *, lines: bool = False) -> None:
    """Print a document: indented, or as one JSON line at once."""
    text = json.dumps(document, ensure_ascii=False, indent=None if lines else 2, default=_plain)
    click.echo(text)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
