"""The summary of a call as it is stored with its transfer."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from flows.events import Json
from ivr.transfer.summary.facts import Facts

VERSION = 1
"""Of the JSON form."""


@dataclass(frozen=True)
class Summary:
    """What an agent hears and sees of a caller."""

    whisper: str
    """Said to the agent before joining, in about ten seconds; plain words without digits."""
    short: str
    """One or two lines."""
    long: str
    """Plain text in sections: a line in capitals, then lines of their own."""
    facts: Facts

    def to_json(self) -> dict[str, Json]:
        """The summary as a JSON object."""
        document: dict[str, Json] = to_jsonable_python(self)
        return {"version": VERSION, **document}

    @classmethod
    def from_json(cls, document: Mapping[str, Json]) -> "Summary":
        """The summary that `to_json` gave.

        Raises:
            ValueError: the document is not a summary of this version.
        """
        if document.get("version") != VERSION:
            raise ValueError("not a summary of this version")
        try:
            return _SUMMARIES.validate_python(document)
        except ValidationError as error:
            raise ValueError(f"not a summary: {error.error_count()} faults") from error


_SUMMARIES = TypeAdapter(Summary)
