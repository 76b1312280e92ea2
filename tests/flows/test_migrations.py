import pytest
from ruamel.yaml.comments import CommentedMap

from flows.migrations import FORMAT, MIGRATIONS, lift
from flows.yaml_io import LIBRARY, read_documents


def rename_start(document: CommentedMap) -> None:
    document["start"] = document.pop("begin")


def count_steps(document: CommentedMap) -> None:
    document["count"] = len(document["start"])


def test_a_document_is_lifted_version_by_version():
    document = CommentedMap({"format": 1, "begin": "ask"})
    lift(document, {1: rename_start, 2: count_steps}, to=3)
    assert document == {"format": 3, "start": "ask", "count": 3}


def test_a_document_of_this_format_stays_as_it_is():
    document = CommentedMap({"format": FORMAT, "begin": "ask"})
    lift(document)
    assert document == {"format": FORMAT, "begin": "ask"}


@pytest.mark.parametrize("found", [None, "1", True, 0, 3, 1.0])
def test_an_unknown_format_is_refused(found):
    with pytest.raises(ValueError, match="unknown format"):
        lift(CommentedMap({"format": found}), {1: rename_start}, to=2)


def test_a_gap_between_migrations_is_refused():
    with pytest.raises(ValueError, match="unknown format"):
        lift(CommentedMap({"format": 1}), {2: count_steps}, to=3)


def test_there_is_a_migration_from_every_earlier_format():
    assert set(MIGRATIONS) == set(range(1, FORMAT))


@pytest.mark.parametrize("file", sorted(path.name for path in LIBRARY.glob("*.yaml")))
def test_every_document_names_its_format(file):
    text = (LIBRARY / file).read_text()
    assert read_documents({file: text})[1] == ()
    without = "".join(line for line in text.splitlines(keepends=True) if "format:" not in line)
    (problem,) = read_documents({file: without})[1]
    assert problem.what == "the format is missing or unknown"
    newer = text.replace(f"format: {FORMAT}", f"format: {FORMAT + 1}", 1)
    assert read_documents({file: newer})[1] == (problem,)
