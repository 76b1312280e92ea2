"""Lifting flow files of earlier formats: one function a version, each from it to the next."""

from collections.abc import Callable, Mapping

from ruamel.yaml.comments import CommentedMap

FORMAT = 1
"""The format this version reads and writes."""

Migration = Callable[[CommentedMap], None]
MIGRATIONS: Mapping[int, Migration] = {}
"""By the format each lifts from. A migration changes the document in place."""


def lift(
    document: CommentedMap,
    migrations: Mapping[int, Migration] = MIGRATIONS,
    to: int = FORMAT,
) -> None:
    """Bring a document up to a format.

    Raises:
        ValueError: its format is missing, newer, or has no migration.
    """
    found = document.get("format")
    if not isinstance(found, int) or isinstance(found, bool) or not 1 <= found <= to:
        raise ValueError("unknown format")
    for version in range(found, to):
        if version not in migrations:
            raise ValueError("unknown format")
        migrations[version](document)
        document["format"] = version + 1
