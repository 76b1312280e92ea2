"""Publishing, roll-outs, schedules, history and going back, as the pages' forms ask for them."""

import re

import pytest

from ivr.releases.loading import read
from tests.ivr.web.flow_editor.conftest import ON_BOTH

pytestmark = ON_BOTH

SILENCE = {"edit": "set_value", "path": ["steps", "ask_number", "silence"], "value": 9}
FILE = "track_order.yaml"
NOTE = "Callers had too little time."


@pytest.fixture
def draft(api):
    assert api.post(f"documents/{FILE}/edit", revision=0, edit=SILENCE).status_code == 200


def silence_of(editor) -> str:
    return re.search(r"silence: (\d+)", editor.live[FILE]).group(1)


def test_the_review_tells_differences_in_words(api, draft):
    page = api.client.get("/flows/publish").text
    assert "is 9 now; it was 8" in page
    assert "Ada, Today" in page


def test_nothing_waits_without_drafts(api):
    assert "Nothing waits" in api.client.get("/flows/publish").text


def test_publishing_makes_a_draft_live_with_note_and_name(api, editor, draft, submit):
    before = editor.releases.releases.live().version
    assert submit("release/publish", file=FILE, note=NOTE, percent="100").status_code == 303
    assert silence_of(editor) == "9"
    assert api.get(f"documents/{FILE}").json["state"] == "live"
    page = api.client.get("/flows/history").text
    assert NOTE in page
    assert "is 9 now; it was 8" in page
    assert submit(f"release/back/{before}").status_code == 303
    assert silence_of(editor) == "8"
    assert "Rolled back" in api.client.get(f"/flows/history?file={FILE}").text


def test_errors_block_and_are_told_with_step_and_remedy(api, editor, submit):
    cut = {"edit": "remove_step", "name": "not_found"}
    api.post(f"documents/{FILE}/edit", revision=0, edit=cut)
    answer = submit("release/publish", file=FILE, note=NOTE, percent="100")
    assert answer.status_code == 422
    assert "Nothing was published" in answer.text
    assert "look_up_again</a>" in answer.text
    assert "not_found" in editor.live[FILE]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"note": NOTE}, "Choose what to publish"),
        ({"file": FILE}, "Say in a note"),
        ({"file": FILE, "note": NOTE, "percent": "300"}, "Choose the share"),
        ({"file": FILE, "note": NOTE, "at": "2001-01-01T00:00"}, "That time is over"),
        ({"file": FILE, "note": NOTE, "at": "soon"}, "Write the time"),
    ],
)
def test_a_form_that_lacks_something_publishes_nothing(editor, draft, submit, form, sentence):
    answer = submit("release/publish", **form)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert silence_of(editor) == "8"


def test_what_has_no_draft_is_refused(editor, draft, submit):
    answer = submit("release/publish", file="refund.yaml", note=NOTE)
    assert answer.status_code == 409
    assert "There is no draft of refund.yaml" in answer.text


def test_a_roll_out_is_compared_and_stopped(api, editor, draft, submit):
    submit("release/publish", file=FILE, note=NOTE, percent="10")
    page = api.client.get("/flows/publish").text
    assert "Roll-out: 10 % of new calls" in page
    assert editor.releases.releases.standing().candidate in page
    assert submit("release/roll-out", do="stop").status_code == 303
    assert editor.releases.releases.standing().candidate is None
    assert api.get(f"documents/{FILE}").json["state"] == "changed"


def test_a_roll_out_is_finished(editor, draft, submit):
    submit("release/publish", file=FILE, note=NOTE, percent="25")
    submit("release/roll-out", do="finish")
    assert silence_of(editor) == "9"


def test_a_schedule_is_told_and_cancelled(api, editor, draft, submit):
    submit("release/publish", file=FILE, note=NOTE, at="2199-01-01T09:00")
    page = api.client.get("/flows/publish").text
    assert "1 Jan 2199, 09:00" in page
    planned = editor.releases.releases.standing().scheduled[0]
    assert submit(f"release/scheduled/{planned.id}/cancel").status_code == 303
    assert editor.releases.releases.standing().scheduled == ()


def test_forms_need_the_token(api, editor, draft):
    answer = api.client.post("/flows/release/publish", data={"file": FILE, "note": NOTE})
    assert answer.status_code == 400
    assert silence_of(editor) == "8"


def test_a_draft_behind_what_is_live_says_so_and_goes_on_from_there(api, editor, draft, submit):
    live = editor.live[FILE].replace("Track an order", "Where an order is")
    publishing = editor.releases.publishing
    documents = {**editor.live, FILE: live}
    publishing.import_documents(read(documents), "bo")
    assert "became live since the draft began" in api.client.get("/flows/publish").text
    answer = submit("release/publish", file=FILE, note=NOTE)
    assert answer.status_code == 409
    assert "bo published another text" in answer.text
    assert submit(f"release/take-over/{FILE}", revision="1").status_code == 303
    assert submit("release/publish", file=FILE, note=NOTE).status_code == 303
    assert silence_of(editor) == "9"


def test_nothing_is_taken_over_without_a_draft(submit):
    assert submit(f"release/take-over/{FILE}", revision="1").status_code == 422
