"""Two admins at one draft, on SQLite and on a real PostgreSQL."""

import pytest

from ivr.releases.drafts import Conflict, Drafts, Unstorable


@pytest.fixture
def drafts(database, now):
    return Drafts(database, {"a.yaml": "d1"}.get, lambda: now)


def test_the_second_to_save_is_told_who_was_first(drafts, now):
    first = drafts.save("a.yaml", "one", 0, "ann")
    assert (first.revision, first.base) == (1, "d1")
    with pytest.raises(Conflict) as conflict:
        drafts.save("a.yaml", "two", 0, "bob")
    assert (conflict.value.edited_by, conflict.value.edited_at) == ("ann", now)
    assert drafts.get("a.yaml") == first


def test_a_draft_keeps_the_base_it_began_from(drafts):
    drafts.save("a.yaml", "one", 0, "ann")
    second = drafts.save("a.yaml", None, 1, "bob")
    assert (second.base, second.text, second.edited_by) == ("d1", None, "bob")
    assert drafts.all() == (second,)


def test_only_the_draft_that_was_seen_is_discarded(drafts):
    drafts.save("a.yaml", "one", 0, "ann")
    drafts.save("a.yaml", "two", 1, "ann")
    with pytest.raises(Conflict):
        drafts.discard("a.yaml", 1, "bob")
    drafts.discard("a.yaml", 2, "bob")
    assert drafts.get("a.yaml") is None
    with pytest.raises(Conflict):
        drafts.save("a.yaml", "late", 2, "ann")


@pytest.mark.parametrize("file", ["../a.yaml", "a.yml", ".yaml", "a/b.yaml", "a.yaml\n", "a" * 200])
def test_a_name_that_is_no_documents_is_refused(drafts, file):
    with pytest.raises(Unstorable, match="name"):
        drafts.save(file, "one", 0, "ann")


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "a" * 300_000])
def test_what_is_no_text_of_a_document_is_refused(drafts, text):
    with pytest.raises(Unstorable, match="document is text"):
        drafts.save("a.yaml", text, 0, "ann")
    assert drafts.all() == ()
