"""What a page draws of a flow before and after."""

import pytest

from ivr.releases.loading import read
from ivr.store.users import Role

FILE = "track_order.yaml"
PATH = f"documents/{FILE}/compared"
SILENCE = {"edit": "set_value", "path": ["steps", "ask_number", "silence"], "value": 9}


@pytest.fixture
def draft(api):
    assert api.post(f"documents/{FILE}/edit", revision=0, edit=SILENCE).status_code == 200


def marked(answer) -> dict[str, str]:
    assert answer.status_code == 200
    return {each["id"]: each["mark"] for each in answer.json["nodes"] if each["mark"]}


def test_a_draft_is_compared_with_what_is_live(api, draft):
    assert marked(api.get(PATH)) == {"ask_number": "changed"}


def test_without_a_draft_nothing_differs(api):
    assert marked(api.get(PATH)) == {}


def test_versions_are_compared_whatever_is_drafted(api, editor, draft):
    before = editor.releases.releases.live().version
    text = editor.live[FILE].replace("retry: 1", "retry: 2", 1)
    editor.releases.publishing.import_documents(read({**editor.live, FILE: text}), "bo")
    after = editor.releases.releases.live().version
    asked = f"{PATH}?before={before}&after={after}"
    assert marked(api.get(asked)) == {"look_up": "changed"}
    assert f"before={before}&amp;after={after}" in api.client.get("/flows/history").text


@pytest.mark.parametrize(
    "asked",
    [
        "documents/none.yaml/compared",
        "documents/policy.yaml/compared",
        f"{PATH}?before=000000000000&after=111111111111",
    ],
)
def test_what_can_t_be_compared_is_told(api, asked):
    answer = api.get(asked)
    assert answer.status_code == 404
    assert answer.json["error"].endswith(".")


def test_a_draft_that_can_t_be_read_is_not_drawn(api, editor):
    editor.releases.drafts.save(FILE, "steps: [", 0, "Bo")
    answer = api.get(PATH)
    assert answer.status_code == 404
    assert "can't be drawn" in answer.json["error"]
    assert api.client.get("/flows/publish").status_code == 200


def test_a_new_or_removed_flow_has_nothing_to_stand_beside(api, editor):
    editor.releases.drafts.save(FILE, None, 0, "Bo")
    assert "compared-flow" not in api.client.get("/flows/publish").text
    assert api.get(PATH).status_code == 404


def test_diagrams_are_for_admins_alone(app, sign_in, api):
    assert app.test_client().get(f"/flows/api/{PATH}").status_code == 401
    assert sign_in("cleo", Role.AGENT).get(f"/flows/api/{PATH}").status_code == 403
