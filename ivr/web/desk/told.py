"""What a transfer's summary tells the agent."""

from dataclasses import dataclass

from ivr.store.transfers import Transfer


@dataclass(frozen=True)
class Told:
    """The summary in two lengths."""

    short: str
    """A sentence or two."""
    long: tuple[str, ...]
    """Paragraphs."""


def told_by(transfer: Transfer) -> Told:
    """The summary of a transfer; its reason where none could be made."""
    summary = transfer.summary or {}
    short, long = summary.get("short"), summary.get("long")
    paragraphs = long.split("\n") if isinstance(long, str) else []
    return Told(
        short=short if isinstance(short, str) and short else transfer.reason,
        long=tuple(line for line in paragraphs if line.strip()),
    )
