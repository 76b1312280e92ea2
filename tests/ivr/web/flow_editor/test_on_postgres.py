"""The flow editor on PostgreSQL: drafts, publishing, roll-outs, schedules, figures, saved tests."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from ivr.releases.loading import read
from ivr.store.calls import Call

pytestmark = pytest.mark.postgres
FILE = "track_order.yaml"
DOCUMENT = f"documents/{FILE}"
NOTE = "Callers had too little time."


@pytest.fixture
def editor_address(postgres: str) -> str:
    return postgres


def edit(seconds: int) -> dict:
    path = ["steps", "ask_number", "silence"]
    return {"edit": "set_value", "path": path, "value": seconds}


@pytest.fixture
def draft(api):
    assert api.post(f"{DOCUMENT}/edit", revision=0, edit=edit(9)).status_code == 200


def is_changed(editor) -> bool:
    """Whether the draft of these tests is live."""
    return "silence: 9" in editor.live[FILE]


def test_of_two_admins_who_save_at_once_one_is_stored_and_the_other_told(api, another):
    together = Barrier(2)

    def save(admin, seconds):
        together.wait()
        return admin.post(f"{DOCUMENT}/edit", revision=0, edit=edit(seconds)).status_code

    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(save, (api, another), (9, 12)))
    assert sorted(answers) == [200, 409]
    stored = 9 if answers[0] == 200 else 12
    view = api.get(DOCUMENT).json
    assert f"silence: {stored}" in view["text"]
    assert view["revision"] == 1


def test_a_draft_is_saved_again_given_up_and_begun_anew(api, another, draft):
    late = another.post(f"{DOCUMENT}/edit", revision=0, edit=edit(12))
    assert (late.status_code, late.json["edited_by"]) == (409, "Ada")
    assert another.post(f"{DOCUMENT}/edit", revision=1, edit=edit(12)).json["revision"] == 2
    assert api.post(f"{DOCUMENT}/discard", revision=1).status_code == 409
    assert api.post(f"{DOCUMENT}/discard", revision=2).status_code == 200
    assert api.get(DOCUMENT).json["state"] == "live"
    assert api.post(f"{DOCUMENT}/edit", revision=0, edit=edit(9)).status_code == 200


def test_a_draft_is_published_told_in_the_history_and_taken_back(api, editor, draft, submit):
    before = editor.releases.releases.live().version
    marks = api.get(f"{DOCUMENT}/compared").json["nodes"]
    assert [each["id"] for each in marks if each["mark"]] == ["ask_number"]
    assert submit("release/publish", file=FILE, note=NOTE).status_code == 303
    assert is_changed(editor)
    history = api.client.get(f"/flows/history?file={FILE}").text
    assert NOTE in history
    assert "is 9 now; it was 8" in history
    assert submit(f"release/back/{before}").status_code == 303
    assert not is_changed(editor)


def test_a_roll_out_compares_outcomes_and_is_stopped_then_finished(api, editor, draft, submit):
    submit("release/publish", file=FILE, note=NOTE, percent="10")
    standing = editor.releases.releases.standing()
    at = datetime.now(UTC) + timedelta(seconds=1)
    calls = [
        (standing.live, "contained"),
        (standing.live, "transferred"),
        (standing.candidate, "contained"),
    ]
    with editor.database.writing() as session:
        for number, (version, outcome) in enumerate(calls):
            session.add(
                Call(
                    call_sid=f"CA{number}",
                    started_at=at,
                    ended_at=at,
                    outcome=outcome,
                    flow_version=version,
                )
            )
    page = api.client.get("/flows/publish").text
    assert "<td>2</td><td>50 %</td><td>50 %</td>" in page
    assert "<td>1</td><td>100 %</td><td>0 %</td>" in page
    assert submit("release/roll-out", do="stop").status_code == 303
    assert api.get(DOCUMENT).json["state"] == "changed"
    submit("release/publish", file=FILE, note=NOTE, percent="10")
    assert submit("release/roll-out", do="finish").status_code == 303
    assert is_changed(editor)


def test_a_schedule_is_told_and_cancelled(api, editor, draft, submit):
    submit("release/publish", file=FILE, note=NOTE, at="2199-01-01T09:00")
    assert "1 Jan 2199, 09:00" in api.client.get("/flows/publish").text
    planned = editor.releases.releases.standing().scheduled[0]
    assert submit(f"release/scheduled/{planned.id}/cancel").status_code == 303
    assert editor.releases.releases.standing().scheduled == ()
    assert api.get(DOCUMENT).json["state"] == "changed"


def test_a_draft_behind_what_is_live_goes_on_from_there(api, editor, draft, submit):
    live = editor.live[FILE].replace("Track an order", "Where an order is")
    editor.releases.publishing.import_documents(read({**editor.live, FILE: live}), "bo")
    assert submit("release/publish", file=FILE, note=NOTE).status_code == 409
    assert submit(f"release/take-over/{FILE}", revision="1").status_code == 303
    assert submit("release/publish", file=FILE, note=NOTE).status_code == 303
    assert is_changed(editor)


def test_the_list_has_figures_and_drafts(api, draft, fourteen_calls):
    page = api.client.get("/flows").text
    row = next(row for row in page.split("<tr") if ">Track an order</a>" in row)
    assert ">2.0<" in row
    assert ">50%<" in row
    assert "Ada, Today" in row


def test_a_conversation_is_saved_run_and_forgotten(api, editor):
    ring = api.post("try", number="+15005550101", people="nobody").json["name"]
    for by, text in (("voice", "where is my order"), ("keys", "4512#")):
        assert api.post(f"try/{ring}/enter", by=by, text=text).status_code == 200
    (row,) = api.post(f"try/{ring}/save", test="An order").json["tests"]
    assert api.post(f"try/{ring}/save", test="An order").status_code == 422
    assert api.post(f"tests/{row['id']}/run").json["difference"] == ""
    editor.asks_otherwise()
    assert "the number, please?" in api.post(f"tests/{row['id']}/run").json["difference"]
    assert api.post(f"tests/{row['id']}/remove").status_code == 200
    assert api.get("tests").json["tests"] == []
