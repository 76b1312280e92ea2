"""The list of documents: state, problems, how often they serve."""

from ivr.releases.publication import Release
from tests.ivr.web.flow_editor.conftest import ON_BOTH

pytestmark = ON_BOTH


def row_of(page: str, title: str) -> str:
    """The row of the list that has a title."""
    return next(row for row in page.split("<tr") if f">{title}</a>" in row)


def test_every_document_is_listed_with_the_live_version(api, editor):
    page = api.client.get("/flows").text
    assert all(f'href="/flows/{file}"' in page for file in editor.live)
    assert editor.releases.releases.live().version in page
    assert "No changes are waiting" in page
    assert "Live" in row_of(page, "Track an order")


def test_drafts_are_marked_with_who_and_their_problems(api):
    cut = {"edit": "remove_step", "name": "not_found"}
    api.post("documents/track_order.yaml/edit", revision=0, edit=cut)
    api.post("documents", name="gift_card", title="Gift cards")
    api.post("documents/refund.yaml/remove", revision=0)
    page = api.client.get("/flows").text
    assert "3 documents have changes" in page
    changed = row_of(page, "Track an order")
    assert "Changed" in changed
    assert "Ada, Today" in changed
    assert "1 error" in changed
    assert "New" in row_of(page, "Gift cards")
    assert "To be removed" in row_of(page, "refund")


def test_each_document_has_the_version_that_changed_it(api, editor):
    first = editor.releases.releases.live().version
    text = editor.live["goodbye.yaml"].replace("Goodbye.", "So long.")
    editor.releases.drafts.save("goodbye.yaml", text, 0, "Bo")
    tried = Release(("goodbye.yaml",), "", "Bo", percent=10)
    editor.releases.publishing.publish(tried)
    page = api.client.get("/flows").text
    assert first[:8] in row_of(page, "Goodbye")
    published = editor.releases.publishing.finish_rollout("Ada")
    api.post("documents", name="gift_card", title="Gift cards")
    page = api.client.get("/flows").text
    row = row_of(page, "Goodbye")
    assert published.version[:8] in row
    assert "Ada, Today" in row
    assert 'href="/flows/history?file=goodbye.yaml"' in row
    assert first[:8] in row_of(page, "Track an order")
    assert "<code>" not in row_of(page, "Gift cards")


def test_calls_a_day_and_the_share_settled_come_from_the_records(api, fourteen_calls):
    row = row_of(api.client.get("/flows").text, "Track an order")
    assert ">2.0<" in row
    assert ">50%<" in row
