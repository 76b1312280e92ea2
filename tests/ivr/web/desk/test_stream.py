"""Live updates: what has changed, nothing else, and a sign of life."""

from itertools import islice

import pytest

from ivr.store.failures import DatabaseLocked
from ivr.web.desk import stream
from ivr.web.desk.open_desks import OpenDesks, TooManyDesks
from ivr.web.desk.stream import BEAT_S, LOOK_S, event, updates


class Part:
    """A part of a page that shows its mark."""

    def __init__(self, name, mark):
        self.name, self.mark = name, mark

    def html(self):
        return f"<p>\n{self.mark}</p>"


def looks(*results):
    """Looks one after another; the last stays."""
    left = list(results)

    def look():
        found = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(found, Exception):
            raise found
        return found

    return look


def sent(look, count):
    return list(islice(updates(look, pause=lambda _s: None), count))


def test_the_form_of_an_event():
    assert event("card", "m1", "a\nb") == "event: card\nid: m1\ndata: a\ndata: b\n\n"
    assert event("card", "m1", "") == "event: card\nid: m1\ndata: \n\n"


def test_only_what_has_changed_is_sent():
    a, b, a2 = Part("a", "1"), Part("b", "1"), Part("a", "2")
    events = sent(looks([a, b], [a, b], [a2, b], None), 5)
    assert events[0] == "retry: 2000\n\n"
    assert events[1:] == [
        "event: a\nid: 1\ndata: <p>\ndata: 1</p>\n\n",
        "event: b\nid: 1\ndata: <p>\ndata: 1</p>\n\n",
        "event: a\nid: 2\ndata: <p>\ndata: 2</p>\n\n",
        "event: ended\nid: ended\ndata: \n\n",
    ]


def test_it_ends_with_the_session():
    assert list(updates(looks(None), pause=lambda _s: None))[-1].startswith("event: ended")


def test_a_sign_of_life_in_silence():
    waited = []
    events = islice(updates(looks([Part("a", "1")]), pause=waited.append), 3)
    assert list(events)[2].startswith(": still here\nevent: beat\n")
    assert sum(waited) == BEAT_S
    assert set(waited) == {LOOK_S}


def test_the_page_is_told_while_the_database_is_away():
    away = DatabaseLocked("locked", "busy")
    events = sent(looks([Part("a", "1")], away, away, [Part("a", "1")], None), 5)
    assert events[2].startswith("event: trouble\nid: away\ndata: The database is away")
    assert events[3] == "event: trouble\nid: none\ndata: \n\n"
    assert events[4].startswith("event: ended")


def test_streams_are_counted():
    desks = OpenDesks(3)
    for user in (1, 1, 2):
        desks.enter(user)
    with pytest.raises(TooManyDesks):
        desks.enter(3)
    desks.leave(2)
    desks.enter(3)
    assert desks.count == 3


def test_one_user_does_not_take_all_places():
    desks = OpenDesks(100)
    for _ in range(6):
        desks.enter(1)
    with pytest.raises(TooManyDesks):
        desks.enter(1)
    desks.enter(2)


def test_a_stream_over_http(desk, sign_in, monkeypatch):
    monkeypatch.setattr(stream.time, "sleep", lambda _s: None)
    desk.person("ann")
    answer = sign_in("ann").get("/desk/events", buffered=False)
    assert answer.content_type.startswith("text/event-stream")
    assert answer.headers["X-Accel-Buffering"] == "no"
    first = b"".join(islice(answer.response, 12)).decode()
    for name in ("availability", "card", "notes", "talk", "customer", "inbox", "history"):
        assert f"event: {name}\n" in first, name
    answer.close()


def test_a_closed_stream_leaves_its_place(desk, sign_in, open_desks):
    desk.person("ann")
    answer = sign_in("ann").get("/desk/events", buffered=False)
    next(iter(answer.response))
    assert open_desks.count == 1
    answer.close()
    assert open_desks.count == 0


def test_too_many_streams_are_told_to_wait(desk, sign_in, open_desks):
    ann = desk.person("ann")
    for _ in range(6):
        open_desks.enter(ann)
    refused = sign_in("ann").get("/desk/events")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "10")
