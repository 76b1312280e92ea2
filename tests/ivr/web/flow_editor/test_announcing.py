"""Announcements from the list of documents."""

import pytest


@pytest.fixture
def submit(api):
    """Sends one of the page's forms."""

    def submit(path, **form):
        data = {"csrf_token": api.headers["X-CSRFToken"], **form}
        return api.client.post(f"/flows/announcements/{path}", data=data)

    return submit


def test_an_announcement_begins_and_ends(api, editor, submit):
    text = "We know about the outage."
    assert submit("begin", text=text, minutes="60").status_code == 303
    told = editor.releases.releases.announced()
    assert [(each.text, each.by) for each in told] == [(text, "Ada")]
    page = api.client.get("/flows").text
    assert text in page
    assert "(Ada)" in page
    assert submit(f"{told[0].id}/end").status_code == 303
    assert editor.releases.releases.announced() == ()


@pytest.mark.parametrize(
    ("text", "minutes", "sentence"),
    [("", "60", "1 to 300 characters"), ("Hi.", "7", "Choose how long")],
)
def test_what_cant_be_announced_is_refused(editor, submit, text, minutes, sentence):
    answer = submit("begin", text=text, minutes=minutes)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert editor.releases.releases.announced() == ()
