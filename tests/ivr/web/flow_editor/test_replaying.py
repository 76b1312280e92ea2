"""Real calls replayed: which of them the drafts would end differently."""

from datetime import UTC, datetime

import pytest

from ivr.calls.events import CallEnded, CallerKeyed, SilenceNoted, Understood
from ivr.store.calls import NewCall
from ivr.store.recorder import EventRecorder
from ivr.store.spill import Spill
from ivr.web.flow_editor import replaying
from nlu import keywords

ORDER = (
    Understood(keywords.understand("where is my order"), 1.0),
    CallerKeyed("4512", "track_order.order_number"),
    Understood(keywords.understand("no thank you"), 1.0),
)
SILENT = (SilenceNoted("main_menu.ask", 6.0),)
SECRET = (*(CallerKeyed(keys) for keys in ("2", "1", "2", "1")), CallerKeyed("783506", "x.pin"))


@pytest.fixture
def rang(editor, tmp_path):
    """Stores a call that ended."""
    recorder = EventRecorder(editor.database, Spill(tmp_path / "spill"))

    def rang(sid, *events):
        call = NewCall(sid, "+15005550103", "+1", "inbound", "in", datetime.now(UTC))
        recorder.begin_call(call)
        recorder.append(sid, *events, CallEnded("abandoned", "caller_hung_up"))
        assert recorder.flush()

    yield rang
    recorder.close()


def cut_short(api, editor):
    """A draft that ends the call once it has looked an order up."""
    text = editor.live["track_order.yaml"]
    head, steps = text.split("steps:\n", 1)
    bye = "  bye: {type: hangup, prompt: Goodbye., outcome: failed}\n"
    text = f"{head}steps:\n{bye}{steps.replace('found: by_state', 'found: bye')}"
    answer = api.post("documents/track_order.yaml/text", revision=0, text=text)
    assert answer.status_code == 200


def test_calls_that_end_differently_are_told_in_words(api, editor, rang):
    rang("CA1", *ORDER)
    rang("CA2", *SECRET)
    cut_short(api, editor)
    told = api.post("replay").json
    assert told["played"] == 2
    (row,) = told["differing"]
    assert row["page"] == "/calls/CA1"
    assert row["live"] == "contained; settled track order"
    assert row["draft"].startswith("failed")


def test_without_a_draft_every_call_ends_as_it_does(api, rang):
    rang("CA1", *ORDER)
    rang("CA2", *SECRET)
    assert api.post("replay").json == {"played": 2, "differing": []}


def test_calls_in_which_nothing_was_said_or_that_go_on_are_left_out(api, editor, rang, tmp_path):
    rang("CA1", *SILENT)
    recorder = EventRecorder(editor.database, Spill(tmp_path / "more"))
    recorder.append("CA2", *ORDER)
    assert recorder.flush()
    recorder.close()
    assert api.post("replay").json["played"] == 0


def test_no_more_calls_are_begun_once_it_took_too_long(api, rang, monkeypatch):
    monkeypatch.setattr(replaying, "LONGEST_S", -1.0)
    rang("CA1", *ORDER)
    assert api.post("replay").json["played"] == 0


def test_without_the_token_nothing_is_played(api):
    assert api.client.post("/flows/api/replay", json={}).status_code == 400
