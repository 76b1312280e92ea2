"""Conversations saved as tests, and drafts held against them."""

import pytest

from ivr.trying import failing, saved_tests
from tests.ivr.web.flow_editor.conftest import ON_BOTH

pytestmark = ON_BOTH

CALLER = {"number": "+15005550101", "people": "nobody"}
GOODBYE = "documents/goodbye.yaml"
NOTE = "Why not."


@pytest.fixture
def saved(api):
    """Plays a conversation and saves it; gives the answer."""

    def saved(name, *turns, **caller):
        number = api.post("try", **{**CALLER, **caller}).json["name"]
        for by, text in turns:
            assert api.post(f"try/{number}/enter", by=by, text=text).status_code == 200
        return api.post(f"try/{number}/save", test=name)

    return saved


@pytest.fixture
def order(saved):
    """A test about an order, from its first word to the last."""
    turns = ("voice", "where is my order"), ("keys", "4512#"), ("voice", "no thank you")
    return saved("An order on its way", *turns).json["tests"][0]["id"]


@pytest.fixture
def says(api, editor):
    """Makes a draft that says something else."""

    def says(file, old, new):
        text = editor.live[file]
        assert old in text
        revision = api.get(f"documents/{file}").json["revision"]
        answer = api.post(f"documents/{file}/text", revision=revision, text=text.replace(old, new))
        assert answer.status_code == 200

    return says


@pytest.fixture
def publish(api):
    """Publishes a draft by the review page's form."""

    def publish(file, **form):
        data = {"csrf_token": api.headers["X-CSRFToken"], "file": file, "note": NOTE, **form}
        return api.client.post("/flows/release/publish", data=data)

    return publish


def test_a_conversation_is_saved_with_name_and_person(api, order):
    (row,) = api.get("tests").json["tests"]
    assert row["id"] == order
    assert row["name"] == "An order on its way"
    assert row["made"].startswith("Ada, Today")


def test_a_test_passes_and_tells_the_first_difference_of_a_draft(api, order, says):
    assert api.post(f"tests/{order}/run").json == {"passed": True, "difference": ""}
    says("track_order.yaml", "What's your order number?", "Tell me the figures.")
    told = api.post(f"tests/{order}/run").json
    assert not told["passed"]
    assert told["difference"] == (
        "After “where is my order” the line was to say “what's your order number”; "
        "it said “Tell me the figures.”"
    )


def test_halves_of_characters_are_no_words(api, saved):
    answer = saved("Half\ud83d", ("voice", "where is\ud83d my order"), ("voice", "hm\udc00"))
    assert answer.status_code == 200
    (row,) = answer.json["tests"]
    assert row["name"] == "Half"
    assert api.post(f"tests/{row['id']}/run").json["passed"]
    number = api.post("try", **CALLER).json["name"]
    assert api.post(f"try/{number}/enter", by="voice", text="\udc00").status_code == 422


def test_a_call_that_ends_otherwise_is_told(api, saved, says):
    answer = saved("Bye", ("voice", "goodbye"))
    test = answer.json["tests"][0]["id"]
    says("goodbye.yaml", "type: hangup", "type: hangup\n    outcome: failed")
    assert "ended as failed" in api.post(f"tests/{test}/run").json["difference"]


def test_a_call_that_ends_too_soon_is_told(api, order, says):
    bye = "  ask_at_once: {type: hangup, prompt: How can I help?}\n"
    says("main_menu.yaml", "start: ask\n\nsteps:\n", f"start: ask_at_once\n\nsteps:\n{bye}")
    told = api.post(f"tests/{order}/run").json["difference"]
    assert told.startswith("The call was over")
    assert "before “where is my order” could be entered" in told


def test_a_code_by_text_is_another_one_each_time(api, saved):
    turns = [("keys", keys) for keys in ("2", "1", "3", "1", "{code}")]
    answer = saved("By code", *turns, number="+15005550103")
    assert answer.json["warning"] == ""
    test = answer.json["tests"][0]["id"]
    assert api.post(f"tests/{test}/run").json["passed"]


def test_what_a_line_stores_nowhere_is_warned_of(saved):
    turns = [("keys", keys) for keys in ("2", "1", "2", "1", "123456#")]
    assert "in clear" in saved("By PIN", *turns, number="+15005550103").json["warning"]


def test_people_answer_in_a_test_as_in_its_conversation(api, saved):
    test = saved("Met", ("voice", "speak to a person"), people="talked").json["tests"][0]["id"]
    assert api.post(f"tests/{test}/run").json["passed"]


def test_a_draft_that_fails_a_test_is_published_only_knowingly(api, editor, order, says, publish):
    says("track_order.yaml", "What's your order number?", "Tell me the figures.")
    answer = publish("track_order.yaml")
    assert answer.status_code == 422
    assert "An order on its way" in answer.text
    assert "was to say" in answer.text
    assert "Tell me the figures." not in editor.live["track_order.yaml"]
    assert publish("track_order.yaml", despite="yes").status_code == 303
    assert "Tell me the figures." in editor.live["track_order.yaml"]


def test_a_draft_that_passes_is_published_whatever_other_drafts_do(order, says, publish):
    says("track_order.yaml", "What's your order number?", "Tell me the figures.")
    says("hours.yaml", "format: 1", "format: 1 # as ever")
    assert publish("hours.yaml").status_code == 303


def test_what_there_was_no_time_for_has_not_passed(order, says, publish, monkeypatch):
    monkeypatch.setattr(failing, "LONGEST_S", -1.0)
    says("hours.yaml", "format: 1", "format: 1 # as ever")
    assert "took too long" in publish("hours.yaml").text


def test_errors_come_before_tests(api, order, publish):
    cut = {"edit": "remove_step", "name": "not_found"}
    api.post("documents/track_order.yaml/edit", revision=0, edit=cut)
    assert "there are errors to mend" in publish("track_order.yaml").text


@pytest.mark.parametrize("name", ["", " ", "x" * 81, "An order on its way"])
def test_a_name_that_is_none_or_taken_saves_nothing(api, order, saved, name):
    assert saved(name).status_code == 422
    assert len(api.get("tests").json["tests"]) == 1


def test_there_are_so_many_tests_at_most(saved):
    answers = [saved(f"Test {each}") for each in range(saved_tests.MOST + 1)]
    assert answers[-2].status_code == 200
    assert answers[-1].status_code == 422
    assert "Delete one first" in answers[-1].json["error"]


def test_a_test_is_deleted(api, order):
    assert api.post(f"tests/{order}/remove").json == {"tests": []}
    assert api.post(f"tests/{order}/run").status_code == 404


def test_a_conversation_that_another_process_held_is_saved_all_the_same(api):
    entries = [{"by": "voice", "text": "where is my order"}, {"by": "keys", "text": "4512#"}]
    answer = api.post("try/elsewhere/save", test="Again", entries=entries, **CALLER)
    assert answer.status_code == 200
    test = answer.json["tests"][0]["id"]
    assert api.post(f"tests/{test}/run").json["passed"]


def test_another_cant_save_my_conversation(api, another):
    name = api.post("try", **CALLER).json["name"]
    assert another.post(f"try/{name}/save", test="Mine").status_code == 410
