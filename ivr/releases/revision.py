"""Documents to change, each with the live text it began from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.problems import FlowsInvalid
from ivr.releases.loading import Loaded, all_problems, read
from ivr.releases.publication import NothingToPublish


@dataclass(frozen=True)
class Revision:
    """What is to become of some documents."""

    texts: Mapping[str, str | None]
    """The new text of each file name; None removes the document."""
    bases: Mapping[str, str | None]
    """Digest of the live text that each began from; None where there was none."""

    def moved(self, live: Loaded) -> str | None:
        """A document whose live text is not the one this began from."""
        for file, base in sorted(self.bases.items()):
            if base != live.digest(file):
                return file
        return None

    def over(self, live: Loaded, model_folder: Callable[[], Path]) -> Loaded:
        """The version that these make of the live one, which passes every check.

        Raises:
            FlowsInvalid: with the errors found.
            NothingToPublish: it is the live version.
        """
        documents = changed(live.documents, self.texts)
        if documents == live.documents:
            raise NothingToPublish("The drafts have the text that is live.")
        problems = all_problems(documents, model_folder())
        if errors := [each for each in problems if each.severity == "error"]:
            raise FlowsInvalid(errors)
        return read(documents)


def changed(documents: Mapping[str, str], texts: Mapping[str, str | None]) -> dict[str, str]:
    """Documents with these texts in their place."""
    merged = {**documents, **texts}
    return {file: text for file, text in merged.items() if text is not None}
