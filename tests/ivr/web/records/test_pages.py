"""What the pages show and the API answers."""

import re
from datetime import timedelta

import pytest

from ivr.calls.event_kinds import from_body
from ivr.calls.events import CallEnded
from ivr.store.database import Database


def shown_calls(answer):
    return re.findall(r'id="call-(\w+)"', answer.text)


def test_calls_are_listed_newest_first(client, calls):
    answer = client.get("/calls")
    assert shown_calls(answer) == ["CA5", "CA1", "CA2", "CA3", "CA4"]
    for text in (
        "On the line",
        "Settled",
        "Callback",
        "Failed",
        "Number withheld",
        "+44 7700 900111",
    ):
        assert text in answer.text
    assert "um where is my order" in answer.text
    assert "5 calls" in answer.text


def test_the_list_without_calls(client):
    assert "No calls yet" in client.get("/calls").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("outcome=contained", ["CA1", "CA2"]),
        ("outcome=on", ["CA5"]),
        ("intent=track_order", ["CA5", "CA1", "CA4"]),
        ("outcome=failed&intent=track_order", ["CA4"]),
        ("q=555-0104", ["CA3"]),
        ("q=%2B44 7700", ["CA5"]),
        ("q=REAL person", ["CA3"]),
        ("q=CA2", ["CA2"]),
        ("q=100%25", []),
        ("q=_", []),
        ("outcome=nonsense", []),
    ],
)
def test_calls_are_found(client, calls, query, found):
    answer = client.get(f"/calls?{query}")
    assert shown_calls(answer) == found
    if not found:
        assert "No call fits" in answer.text


def test_a_rating_stands_in_its_place_and_among_the_facts(client, calls):
    text = client.get("/calls/CA1").text
    assert "Rated the call 4 of 5" in text
    assert "<dt>Rating</dt><dd>4 of 5</dd>" in text
    assert "<dt>Rating</dt>" not in client.get("/calls/CA2").text


def test_a_long_list_has_pages(client, writer, examples, now):
    for number in range(30):
        writer.write(f"CA{number:02}", "+15005550101", now - timedelta(hours=number), [])
    first = client.get("/calls")
    assert len(shown_calls(first)) == 25
    assert "Page 1 of 2" in first.text
    second = client.get("/calls?page=2&outcome=on")
    assert shown_calls(second) == [f"CA{number}" for number in range(25, 30)]
    assert "outcome=on&amp;page=1" in second.text
    assert shown_calls(client.get("/calls?page=99")) == shown_calls(second)
    assert shown_calls(client.get("/calls?page=-3")) == shown_calls(client.get("/calls?page=x"))


def test_only_the_first_page_refreshes_itself(client, writer, now):
    for number in range(30):
        writer.write(f"CA{number:02}", "+15005550101", now - timedelta(hours=number), [])
    assert "every 5s" in client.get("/calls").text
    assert "every 5s" not in client.get("/calls?page=2").text


def test_a_call_is_a_conversation(client, calls):
    text = client.get("/calls/CA1").text
    for expected in (
        "um where is my order",
        "94 % sure",
        "order number 4512",
        "Tracking an order is safe to automate.",
        "Look up order: found, in 9 ms",
        "answered in 0.52 s",
        "The line settled it by itself.",
        "0.49 s (median of 3)",
        "Events as stored (27)",
    ):
        assert expected in text, expected
    assert "hx-trigger" not in text


def test_what_was_not_heard_is_struck_out(client, calls, examples):
    text = client.get("/calls/CA2").text
    assert re.search(rf"<s [^>]*>{re.escape(examples.MENU)}</s>", text)
    assert "Caller, interrupting" in text
    assert "cut off" in text


def test_keys_and_promises(client, calls):
    text = client.get("/calls/CA3").text
    assert "<kbd>1</kbd>" in text
    assert "to the number ending 0104" in text
    assert "distress 82 %" in text


def test_faults_and_secrets(client, calls):
    text = client.get("/calls/CA4").text
    assert "Fault in understanding: Rasa did not answer within 400 ms" in text
    assert "not stored" in text
    assert "by keywords" in text


def test_a_call_that_is_on_updates_itself(client, calls, writer, examples, now):
    page = client.get("/calls/CA5").text
    (poll,) = re.findall(r'hx-get="(/calls/CA5/story\?after=\d+)"', page)
    assert client.get(poll).status_code == 204
    writer.go_on("CA5", now, [(1.0, examples.said(1.0, "four five one two"))])
    fragment = client.get(poll)
    assert "four five one two" in fragment.text
    assert "<html" not in fragment.text
    writer.go_on("CA5", now, [(9.0, CallEnded("abandoned", "caller_hung_up"))])
    (poll,) = re.findall(r'hx-get="(/calls/CA5/story\?after=\d+)"', fragment.text)
    last = client.get(poll).text
    assert "Left early" in last
    assert "hx-trigger" not in last


def test_an_unknown_call(client, api):
    assert client.get("/calls/CA9").status_code == 404
    assert client.get("/calls/CA9/story").status_code == 404
    answer = client.get("/api/calls/CA9", headers=api)
    assert (answer.status_code, answer.json) == (404, {"error": "there is no call CA9"})


def test_words_of_a_caller_are_never_markup(client, writer, examples, now):
    writer.write("CA1", "<b>1</b>", now, [(0.0, examples.said(1.0, "<script>alert(1)</script>"))])
    for page in ("/calls", "/calls/CA1"):
        text = client.get(page).text
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text
    assert "<b>1" not in client.get("/calls?q=<b>1</b>&outcome=<b>1").text


def test_the_api_gives_the_whole_call(visitor, api, calls):
    document = visitor.get("/api/calls/CA2", headers=api).json
    assert document["outcome"] == "contained"
    assert document["call"]["duration_s"] == 14.1
    assert document["call"]["from_number"] == "+15005550103"
    assert [entry["who"] for entry in document["transcript"]] == [
        "line",
        "caller",
        "line",
        "note",
        "note",
    ]
    first, second = document["transcript"][:2]
    assert (first["state"], first["heard"][:9]) == ("cut_off", "Thank you")
    assert second["understanding"]["intent"] == "faq_opening_hours"
    assert second["decision"]["action"] == "automate"
    assert len(document["events"]) == 10
    for event in document["events"]:
        from_body(event["kind"], event["body"])


def test_a_database_that_is_away(tmp_path, new_app, key):
    app = new_app(Database(f"sqlite:///{tmp_path / 'no' / 'line.db'}"), key)
    answer = app.test_client().get("/api/calls/CA1", headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 503
    assert "can't be read just now" in answer.json["error"]
