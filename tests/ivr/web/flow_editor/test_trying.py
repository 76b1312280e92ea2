"""Trying the drafts in text: turn by turn, told in words, each conversation its owner's alone."""

import pytest
from sqlalchemy import func, select

from ivr.store.action_receipts import ActionReceipt
from ivr.store.callbacks import Callback
from ivr.store.calls import Call
from ivr.store.tickets import Ticket
from ivr.trying.conversation import MOST_TURNS
from ivr.trying.conversations import MOST_EACH

CALLER = {"number": "+15005550101", "people": "nobody"}
FILE = "documents/goodbye.yaml"


@pytest.fixture
def ring(api):
    """Rings the drafts; gives a function that enters one turn."""

    def ring(**caller):
        answer = api.post("try", **{**CALLER, **caller})
        assert answer.status_code == 200
        name = answer.json["name"]

        def enter(by, text=""):
            return api.post(f"try/{name}/enter", by=by, text=text)

        enter.name, enter.first, enter.left_out = name, answer.json["turn"], answer.json["left_out"]
        return enter

    return ring


def words(turn) -> str:
    return " ".join(each["text"] for each in turn["said"])


def looping(editor, steps: str) -> str:
    """A main menu that goes on with other steps."""
    head = editor.live["welcome.yaml"].split("steps:", 1)[0]
    return f"{head.split('start:', 1)[0]}start: one\nsteps:\n{steps}"


def test_a_call_is_played_turn_by_turn_and_told_in_words(ring):
    enter = ring()
    assert "How can I help?" in words(enter.first)
    asked = enter("voice", "Where is my order?").json["turn"]
    assert words(asked) == "What's your order number?"
    assert asked["decision"].startswith("Settled by the line: this matter is low-risk")
    assert asked["understood"].startswith("track order")
    assert asked["step"] == "track_order.ask_number"
    told = enter("keys", "4512#").json["turn"]
    assert told["entered"] == {"by": "keys", "text": "4512"}
    assert "is on its way" in words(told)
    assert ["track_order.order_number", "4512"] in told["slots"]
    assert "Look up order: found." in told["notes"]
    assert "track_order.look_up" in told["path"]
    assert enter("silence").json["turn"]["said"] != []


def test_drafts_are_played_in_place_of_what_is_live(api, editor, ring):
    text = editor.live["goodbye.yaml"].replace("Goodbye.", "Farewell.")
    api.post(f"{FILE}/text", revision=0, text=text)
    enter = ring()
    over = enter("voice", "goodbye").json["turn"]
    assert "Farewell." in words(over)
    assert over["outcome"]
    assert over["waits"] == ""
    again = enter("voice", "hello")
    assert again.status_code == 422
    assert "The call is over" in again.json["error"]


def test_a_draft_that_cant_be_read_is_left_out_and_named(api, ring):
    api.post("documents/refund.yaml/text", revision=0, text="steps: [")
    assert ring().left_out == ["refund.yaml"]


def test_drafts_that_make_no_line_are_refused_in_a_sentence(api, editor):
    api.post("documents", name="gift_card", title="x")
    text = editor.live["refund.yaml"]
    api.post("documents/gift_card.yaml/text", revision=1, text=text)
    answer = api.post("try", **CALLER)
    assert answer.status_code == 422
    assert "The drafts can't be tried" in answer.json["error"]


def test_secrets_are_hidden(ring):
    enter = ring(number="+15005550103")
    for keys in ("2", "1", "2", "1"):
        turn = enter("keys", keys).json["turn"]
    assert turn["waits"] == "secret"
    turn = enter("keys", "783506#").json["turn"]
    assert turn["entered"]["text"] == "hidden"
    assert "783506" not in str(turn)


def test_text_messages_are_shown_and_their_code_has_a_sign(ring):
    enter = ring(number="+15005550103")
    for keys in ("2", "1", "3", "1"):
        turn = enter("keys", keys).json["turn"]
    assert len(turn["texts"]) == 1
    turn = enter("keys", "{code}").json["turn"]
    assert "Check identity: verified." in turn["notes"]


def test_what_comes_of_a_wish_for_a_person_is_chosen(ring):
    alone = ring()("voice", "speak to a person").json["turn"]
    assert any("A person is needed" in note and "nobody" in note for note in alone["notes"])
    assert "Handed to a person" in alone["decision"]
    met = ring(people="talked")("voice", "speak to a person").json["turn"]
    assert any(note.endswith("talked.") for note in met["notes"])


def test_who_rings_again_about_a_matter_gets_a_person(api, ring):
    turn = ring(earlier="refund")("voice", "i want a refund").json["turn"]
    assert any("A person is needed" in note for note in turn["notes"])
    assert "has to ring again" in turn["decision"]
    other = ring(earlier="refund")("voice", "where is my order").json["turn"]
    assert other["decision"].startswith("Settled by the line")
    hours = ring(earlier="faq_opening_hours")("voice", "when are you open").json["turn"]
    assert hours["decision"].startswith("Settled by the line")


def test_a_test_of_who_rings_again_is_held_against_that(api, ring):
    enter = ring(earlier="refund")
    enter("voice", "i want a refund")
    body = {"test": "Again", **CALLER, "earlier": "refund"}
    saved = api.post(f"try/{enter.name}/save", **body).json["tests"][0]
    assert api.post(f"tests/{saved['id']}/run").json["passed"]


def test_nothing_of_it_reaches_the_lines_own_database(ring, editor):
    enter = ring()
    enter("voice", "speak to a person")
    promised = enter("keys", "1").json["turn"]
    assert "Store callback: stored." in promised["notes"]
    with editor.database.reading() as session:
        for table in (Callback, Call, Ticket, ActionReceipt):
            assert session.scalar(select(func.count()).select_from(table)) == 0


@pytest.mark.parametrize(
    "steps",
    [
        "  one: {type: say, prompt: Hi., next: two}\n  two: {type: say, prompt: Ho., next: one}\n",
        "  one: {type: link, flow: welcome, next: one}\n",
    ],
)
def test_no_draft_goes_on_for_ever(api, editor, ring, steps):
    api.post("documents/welcome.yaml/text", revision=0, text=looping(editor, steps))
    enter = ring()
    assert enter.left_out == []
    assert "something has gone wrong" in words(enter.first)


def test_no_draft_acts_for_ever(api, editor, ring):
    steps = (
        "  one:\n    type: action\n    action: look_up_customer\n    with: {}\n"
        "    outcomes: {known: one, not_verified: one, failed: one}\n"
    )
    api.post("documents/welcome.yaml/text", revision=0, text=looping(editor, steps))
    enter = ring()
    assert enter.left_out == []
    assert enter.first["notes"].count("Look up customer: not verified.") > 50
    assert any("A person is needed" in note for note in enter.first["notes"])


@pytest.mark.parametrize(
    ("by", "text"),
    [("voice", ""), ("voice", "x" * 301), ("keys", "12a"), ("keys", ""), ("shout", "x")],
)
def test_what_a_caller_cant_do_is_refused(ring, by, text):
    answer = ring()(by, text)
    assert answer.status_code == 422
    assert answer.json["error"].endswith(".")


@pytest.mark.parametrize("caller", [{"number": "12"}, {"people": "robots"}, {"earlier": "a_dream"}])
def test_a_caller_has_a_number_people_and_what_they_rang_about(api, caller):
    assert api.post("try", **{**CALLER, **caller}).status_code == 422


def test_a_conversation_is_its_owners_alone(another, ring):
    enter = ring()
    stolen = another.post(f"try/{enter.name}/enter", by="voice", text="hello")
    assert stolen.status_code == 410
    another.post(f"try/{enter.name}/end")
    assert enter("silence").status_code == 200


def test_the_oldest_of_too_many_conversations_is_over(api, ring):
    first, *others = [ring() for _ in range(MOST_EACH + 1)]
    assert first("silence").status_code == 410
    assert all(each("silence").status_code == 200 for each in others)
    api.post(f"try/{others[0].name}/end")
    assert others[0]("silence").status_code == 410


def test_what_another_process_held_is_played_again(api):
    entries = [{"by": "voice", "text": "where is my order"}]
    body = {"by": "keys", "text": "4512#", "entries": entries, **CALLER}
    answer = api.post("try/elsewhere/enter", **body)
    assert answer.status_code == 200
    assert "is on its way" in words(answer.json["turn"])
    name = answer.json["name"]
    assert api.post(f"try/{name}/enter", by="silence").json["name"] == name


@pytest.mark.parametrize(
    ("entries", "status"),
    [("x", 410), ([{"by": "voice", "text": "hi"}] * (MOST_TURNS + 1), 410), ([1], 422)],
)
def test_what_cant_be_played_again_is_refused(api, entries, status):
    body = {"by": "keys", "text": "1", "entries": entries, **CALLER}
    assert api.post("try/elsewhere/enter", **body).status_code == status


def test_a_conversation_has_an_end(ring):
    enter = ring()
    answers = [enter("keys", "9") for _ in range(MOST_TURNS + 1)]
    assert answers[-1].status_code == 422
