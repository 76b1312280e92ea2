"""The editor's JSON: one document in several views, edits, conflicts, refusals."""

import io
import wave
from urllib.parse import unquote

import pytest

from ivr.store.users import Role
from tests.ivr.web.flow_editor.conftest import ON_BOTH

pytestmark = ON_BOTH

FILE = "documents/track_order.yaml"
SILENCE = {"edit": "set_value", "path": ["steps", "ask_number", "silence"], "value": 9}


def test_a_document_comes_with_all_that_is_known_of_it(api, editor):
    view = api.get(FILE).json
    assert view["text"] == editor.live["track_order.yaml"]
    assert (view["state"], view["revision"], view["kind"]) == ("live", 0, "flow")
    assert view["outline"]["steps"][0]["name"] == "ask_number"
    assert "look_up" in {node["id"] for node in view["diagram"]["nodes"]}
    assert "order_number" in view["names"]["slot"]
    assert view["names"]["outcomes"]["look_up_order"] == ["failed", "found", "not_found"]
    assert [each for each in view["problems"] if each["severity"] == "error"] == []


def test_an_edit_changes_the_draft_and_nothing_else(api, editor):
    view = api.post(f"{FILE}/edit", revision=0, edit=SILENCE).json
    live = editor.live["track_order.yaml"]
    assert view["text"] == live.replace("    silence: 8\n", "    silence: 9\n", 1)
    assert (view["state"], view["revision"], view["edited_by"]) == ("changed", 1, "Ada")
    assert api.get(FILE).json["text"] == view["text"]


def test_problems_are_told_with_step_and_remedy(api):
    cut = {"edit": "remove_step", "name": "not_found"}
    view = api.post(f"{FILE}/edit", revision=0, edit=cut).json
    found = [each for each in view["problems"] if each["severity"] == "error"]
    assert [each["step"] for each in found] == ["look_up_again"]
    assert "not_found" in found[0]["what"]
    assert found[0]["remedy"]


def test_a_text_that_cant_be_read_is_kept_and_told(api, editor):
    text = editor.live["track_order.yaml"].replace("steps:", "steps: [", 1)
    view = api.post(f"{FILE}/text", revision=0, text=text).json
    assert view["text"] == text
    assert view["outline"] is None
    assert view["diagram"] is None
    assert view["problems"][0]["severity"] == "error"


def test_a_broken_draft_of_another_document_hides_no_problem_of_this_one(api):
    assert api.post("documents/refund.yaml/text", revision=0, text="steps: [").status_code == 200
    cut = {"edit": "remove_step", "name": "not_found"}
    assert api.post(f"{FILE}/edit", revision=0, edit=cut).json["problems"] != []
    assert api.get(FILE).json["elsewhere"] == []


def test_two_admins_overwrite_nothing(api, another):
    mine = api.post(f"{FILE}/edit", revision=0, edit=SILENCE).json
    answer = another.post(f"{FILE}/text", revision=0, text="format: 1\n")
    assert answer.status_code == 409
    assert answer.json["edited_by"] == "Ada"
    assert answer.json["edited_at"] == mine["edited_at"]
    assert another.get(FILE).json["text"] == mine["text"]
    assert another.get(f"{FILE}/revision").json == {"revision": 1, "edited_by": "Ada"}


def test_an_edit_of_what_has_moved_on_is_a_conflict(api, another):
    api.post(f"{FILE}/edit", revision=0, edit=SILENCE)
    assert another.post(f"{FILE}/edit", revision=0, edit=SILENCE).status_code == 409


@pytest.mark.parametrize(
    "body",
    [
        {"revision": 0, "edit": {"edit": "remove_step", "name": "nobody"}},
        {"revision": 0, "edit": {"edit": "explode"}},
        {"revision": 0},
        {"edit": SILENCE},
        {"revision": -1, "edit": SILENCE},
        {"revision": True, "edit": SILENCE},
    ],
)
def test_what_cant_be_done_is_refused_in_a_sentence(api, body):
    answer = api.post(f"{FILE}/edit", **body)
    assert answer.status_code == 422
    assert answer.json["error"].endswith((".", "?"))
    assert api.get(FILE).json["revision"] == 0


def test_a_text_too_long_for_a_document_is_refused(api):
    assert api.post(f"{FILE}/text", revision=0, text="#" * 1_900_000).status_code == 422


def test_a_draft_is_given_up(api):
    api.post(f"{FILE}/edit", revision=0, edit=SILENCE)
    assert api.post(f"{FILE}/discard", revision=1).status_code == 200
    assert api.get(FILE).json["state"] == "live"


def test_a_new_flow_has_no_error_but_what_leads_to_it(api):
    made = api.post("documents", name="gift_card", title='Gift "cards"').json
    assert made == {"file": "gift_card.yaml", "page": "/flows/gift_card.yaml"}
    view = api.get("documents/gift_card.yaml").json
    assert (view["state"], view["outline"]["head"]["title"]) == ("new", "Gift 'cards'")
    assert [each for each in view["problems"] if each["severity"] == "error"] == []


@pytest.mark.parametrize("name", ["track_order", "policy", "Gift", "", "../x", "a" * 99])
def test_a_name_that_is_taken_or_none_begins_no_flow(api, name):
    assert api.post("documents", name=name, title="x").status_code == 422


def test_a_flow_is_removed_by_a_draft(api):
    assert api.post("documents/refund.yaml/remove", revision=0).status_code == 200
    view = api.get("documents/refund.yaml").json
    assert (view["state"], view["text"]) == ("removed", None)
    assert api.post("documents/policy.yaml/remove", revision=0).status_code == 422


def test_a_flow_that_was_never_live_is_gone_at_once(api):
    api.post("documents", name="gift_card", title="Gift cards")
    assert api.post("documents/gift_card.yaml/remove", revision=1).status_code == 200
    assert api.get("documents/gift_card.yaml").status_code == 404


def test_a_prompt_is_heard_with_its_numbers_as_they_sound(api):
    answer = api.post("hear", text="Order {order.number:digits} comes on {order.expected_on:date}.")
    assert answer.status_code == 200
    assert unquote(answer.headers["X-Spoken-Words"]).startswith("Order four five, one two comes on")
    with wave.open(io.BytesIO(answer.data)) as sound:
        assert (sound.getframerate(), sound.getnchannels()) == (8000, 1)
        assert sound.getnframes() > 8000


def test_a_prompt_that_cant_be_read_is_refused(api):
    answer = api.post("hear", text="Order {order.number")
    assert answer.status_code == 422
    assert "lone" in answer.json["error"]


def test_without_the_token_nothing_changes(api):
    for path in ("documents", f"{FILE}/edit", f"{FILE}/text", "hear"):
        answer = api.client.post(f"/flows/api/{path}", json={"revision": 0, "text": "x"})
        assert answer.status_code == 400
    assert api.get(FILE).json["revision"] == 0


@pytest.mark.parametrize("role", [Role.AGENT, Role.SUPERVISOR])
def test_admins_alone_may_look(sign_in, role):
    client = sign_in("cy", role)
    assert client.get("/flows").status_code == 403
    assert client.get(f"/flows/api/{FILE}").status_code == 403


def test_who_is_not_signed_in_is_sent_to_sign_in(app):
    client = app.test_client()
    assert client.get("/flows/track_order.yaml").headers["Location"].startswith("/sign-in?next=")
    assert client.get(f"/flows/api/{FILE}").status_code == 401


def test_what_is_not_there_is_not_found(api):
    assert api.get("documents/nobody.yaml").status_code == 404
    assert api.client.get("/flows/nobody.yaml").status_code == 404
