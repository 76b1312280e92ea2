"""Flow documents, versions and drafts, on SQLite and on a real PostgreSQL."""

from sqlalchemy import func, select

from ivr.store import flow_documents, flow_drafts
from ivr.store.flow_documents import FlowDocument


def edited(now, text, by="ann", is_open=True):
    return {"text": text, "base": None, "is_open": is_open, "edited_by": by, "edited_at": now}


def test_a_version_is_kept_once_and_its_texts_once_each(database, now):
    first, second = {"a.yaml": "x # ä\n", "b.yaml": "y\n"}, {"a.yaml": "x # ä\n", "b.yaml": "z\n"}
    with database.writing() as session:
        assert flow_documents.keep(session, "v1", first, now)
        assert flow_documents.keep(session, "v2", second, now)
        assert not flow_documents.keep(session, "v1", {"a.yaml": "other"}, now)
    with database.reading() as session:
        assert flow_documents.of_version(session, "v1") == first
        assert flow_documents.of_version(session, "v2") == second
        assert flow_documents.of_version(session, "v3") is None
        texts = set(session.scalars(select(FlowDocument.text)))
        assert {"x # ä\n", "y\n", "z\n"} <= texts
        held = "x # ä\n"
        count = select(func.count()).select_from(FlowDocument).where(FlowDocument.text == held)
        assert session.scalar(count) == 1


def test_a_draft_is_stored_over_the_revision_that_was_seen_alone(database, now):
    with database.writing() as session:
        assert flow_drafts.put(session, "a.yaml", 0, edited(now, "one"))
        assert not flow_drafts.put(session, "a.yaml", 0, edited(now, "two", "bob"))
        assert flow_drafts.put(session, "a.yaml", 1, edited(now, "three"))
        assert not flow_drafts.put(session, "a.yaml", 1, edited(now, "four", "bob"))
    with database.reading() as session:
        (draft,) = flow_drafts.all_open(session)
    assert (draft.text, draft.revision, draft.edited_by) == ("three", 2, "ann")


def test_no_revision_of_a_discarded_draft_returns(database, now):
    with database.writing() as session:
        assert flow_drafts.put(session, "a.yaml", 0, edited(now, "one"))
        assert flow_drafts.put(session, "a.yaml", 1, edited(now, None, is_open=False))
        assert flow_drafts.all_open(session) == []
        assert not flow_drafts.put(session, "a.yaml", 2, edited(now, "late", "bob"))
        assert flow_drafts.put(session, "a.yaml", 0, edited(now, "new"))
        draft = flow_drafts.load(session, "a.yaml")
        assert (draft.text, draft.revision, draft.is_open) == ("new", 3, True)
