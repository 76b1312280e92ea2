"""Recordings of one's own to measure with: sound files, and a list of what is said in them."""

from collections.abc import Iterator
from pathlib import Path

from ivr.speech.evaluation.case import Case
from ivr.speech.evaluation.spoiling import between_silences
from ivr.speech.transcribe import grammar_named
from telephony.wav import SoundUnreadable, read_wav

LIST = "said.tsv"
_COLUMNS = 4


class ListFaulty(ValueError):
    """A line of the list can't be used; says which and why."""


def recordings(folder: Path) -> Iterator[Case]:
    """The recordings of a folder.

    `said.tsv` has a line for each, divided by tabs: WAV file, grammar as for `speech transcribe`,
    words, and what it is counted under (its grammar, where that is left out). Without words, the
    sound must not be taken for an answer.

    Raises:
        ListFaulty: a line has another form, or names a file that can't be read.
        OSError: there is no list.
    """
    for line in (folder / LIST).read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        columns = [*line.split("\t"), "", "", ""][:_COLUMNS]
        name, grammar, said, group = (column.strip() for column in columns)
        try:
            sound = read_wav((folder / name).read_bytes())
        except (OSError, SoundUnreadable) as error:
            raise ListFaulty(f"{line!r}: {error}") from error
        group = group or f"recorded, {grammar or 'open'}"
        yield Case(group, grammar_named(grammar), said.lower(), between_silences(sound), name)
