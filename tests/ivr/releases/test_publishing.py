"""Publishing, rolling out and back, on SQLite and PostgreSQL."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from flows.problems import FlowsInvalid
from ivr.releases.drafts import Conflict, LiveTextMoved
from ivr.releases.publication import NoRollout, NothingToPublish, Release, RolloutUnderWay
from ivr.releases.versions import UnknownVersion
from tests.ivr.releases.conftest import last_words

FILE = "goodbye.yaml"


def test_a_draft_becomes_live_and_is_a_draft_no_longer(parts, says, clock):
    before = parts.releases.live()
    published = parts.publishing.publish(Release((says("So long."),), "kinder", "ann"))
    assert last_words(parts.releases.live()) == "So long."
    assert (published.kind, published.files) == ("published", (FILE,))
    assert (published.who, published.note, published.at) == ("ann", "kinder", clock.now)
    assert (published.before, published.version) == (before.version, parts.releases.live().version)
    assert parts.drafts.all() == ()
    assert parts.publishing.history(FILE)[0] == published
    assert [each.kind for each in parts.publishing.history("welcome.yaml")] == ["imported"]


def test_other_drafts_stay(parts, says):
    says("So long.", file="person.yaml")
    parts.publishing.publish(Release((says("So long."),), "", "ann"))
    assert [each.file for each in parts.drafts.all()] == ["person.yaml"]
    assert "So long." not in parts.releases.live().documents["person.yaml"]


def test_errors_block(parts, says):
    live = parts.releases.live()
    text = live.documents[FILE].replace("type: hangup", "type: hangpu")
    parts.drafts.save(FILE, text, 0, "ann")
    told = parts.publishing.problems({FILE: text})
    assert any("hangpu" in each.what and each.file == FILE for each in told)
    with pytest.raises(FlowsInvalid, match="hangpu"):
        parts.publishing.publish(Release((FILE,), "", "ann"))
    assert parts.releases.live() is live
    assert len(parts.drafts.all()) == 1
    assert len(parts.publishing.history()) == 1


def test_what_every_line_needs_is_not_removed(parts):
    parts.drafts.save("policy.yaml", None, 0, "ann")
    with pytest.raises(FlowsInvalid, match=r"every line needs policy.yaml"):
        parts.publishing.publish(Release(("policy.yaml",), "", "ann"))


def test_nothing_to_publish(parts, says):
    with pytest.raises(NothingToPublish, match=r"no draft of goodbye.yaml"):
        parts.publishing.publish(Release((FILE,), "", "ann"))
    says("Goodbye.")
    with pytest.raises(NothingToPublish, match="that is live"):
        parts.publishing.publish(Release((FILE,), "", "ann"))


def test_a_draft_of_an_older_text_is_taken_over_knowingly(parts, says):
    says("Farewell.", "bob")
    draft = parts.drafts.get(FILE)
    parts.drafts.discard(FILE, draft.revision, "bob")
    parts.publishing.publish(Release((says("So long."),), "", "ann"))
    stale = parts.drafts.save(FILE, draft.text, 0, "bob")
    parts.publishing.rollback(parts.publishing.history()[-1].version, "ann")
    with pytest.raises(LiveTextMoved, match=r"ann published another text of goodbye.yaml"):
        parts.publishing.publish(Release((FILE,), "", "bob"))
    with pytest.raises(Conflict):
        parts.drafts.take_over(FILE, stale.revision - 1, "bob")
    parts.drafts.take_over(FILE, stale.revision, "bob")
    parts.publishing.publish(Release((FILE,), "", "bob"))
    assert last_words(parts.releases.live()) == "Farewell."


def test_two_who_publish_at_once_both_do(parts, says, process):
    other = process()
    files = (says("So long."), says("So long.", file="person.yaml"))
    barrier = threading.Barrier(2)

    def publish(side):
        barrier.wait(30)
        return side[0].publishing.publish(Release((side[1],), "", side[1]))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(publish, zip((parts, other), files, strict=True)))
    parts.releases.look()
    assert all("So long." in parts.releases.live().documents[file] for file in files)
    latest, second, _first = parts.publishing.history()
    assert latest.before == second.version


class TestRollout:
    """Beside the live version."""

    @pytest.fixture
    def rolled_out(self, parts, says):
        return parts.publishing.publish(Release((says("So long."),), "", "ann", percent=10))

    def test_it_stands_beside_the_live_one(self, parts, rolled_out):
        standing = parts.releases.standing()
        assert (standing.candidate, standing.percent) == (rolled_out.version, 10)
        assert standing.live == rolled_out.before
        assert (rolled_out.kind, rolled_out.percent) == ("rolled_out", 10)

    def test_it_is_finished(self, parts, rolled_out):
        finished = parts.publishing.finish_rollout("bob", "went well")
        assert (finished.kind, finished.who, finished.percent) == ("published", "bob", 100)
        assert parts.releases.live().version == rolled_out.version
        assert parts.releases.standing().candidate is None
        with pytest.raises(NoRollout):
            parts.publishing.finish_rollout("bob")

    def test_it_is_stopped_and_its_texts_are_drafts_again(self, parts, rolled_out):
        stopped = parts.publishing.stop_rollout("bob")
        assert (stopped.kind, stopped.version, stopped.percent) == (
            "stopped",
            rolled_out.version,
            0,
        )
        assert last_words(parts.releases.live()) == "Goodbye."
        assert parts.releases.standing().candidate is None
        (draft,) = parts.drafts.all()
        assert (draft.file, draft.edited_by) == (FILE, "bob")
        assert "So long." in draft.text
        with pytest.raises(NoRollout):
            parts.publishing.stop_rollout("bob")
        parts.publishing.publish(Release((FILE,), "", "bob"))
        assert parts.releases.live().version == rolled_out.version

    def test_nothing_else_is_published_meanwhile(self, parts, rolled_out, says):
        with pytest.raises(RolloutUnderWay):
            parts.publishing.publish(Release((says("Farewell."),), "", "bob"))
        assert len(parts.drafts.all()) == 1


class TestRollback:
    """To an earlier version."""

    def test_in_one_step(self, parts, says):
        first = parts.releases.live()
        parts.publishing.publish(Release((says("So long."),), "", "ann"))
        back = parts.publishing.rollback(first.version, "bob", "callers were puzzled")
        assert (back.kind, back.version, back.files) == ("rolled_back", first.version, (FILE,))
        assert parts.releases.live().documents == first.documents
        with pytest.raises(NothingToPublish):
            parts.publishing.rollback(first.version, "bob")

    def test_it_ends_a_rollout(self, parts, says):
        live = parts.releases.live().version
        parts.publishing.publish(Release((says("So long."),), "", "ann", percent=50))
        parts.publishing.rollback(live, "bob")
        assert (parts.releases.standing().candidate, parts.releases.live().version) == (None, live)

    def test_to_what_never_was(self, parts):
        with pytest.raises(UnknownVersion):
            parts.publishing.rollback("0123", "bob")
