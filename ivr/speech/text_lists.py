"""Lists of texts in files of the project's own, with comments."""

from pathlib import Path


def entries(file: Path) -> list[str]:
    """The lines of a list, without those that are empty or begin with #."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]
