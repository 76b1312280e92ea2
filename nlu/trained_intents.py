"""The intents that the training data has examples of, without reading the examples."""

import re
from pathlib import Path

_INTENT = re.compile(r"^- intent: *(\S+)[^\n]*\n +examples: *\|\s+- \S", re.MULTILINE)


def intents_with_examples(project: Path) -> frozenset[str] | None:
    """Intents by the blocks of `data/`; None where there is no such folder.

    Args:
        project: folder of the Rasa project.

    Raises:
        OSError: a file can't be read.
    """
    folder = project / "data"
    if not folder.is_dir():
        return None
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in folder.rglob("*.yml"))
    return frozenset(intent for text in texts for intent in _INTENT.findall(text))
