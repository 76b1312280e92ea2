"""`warmline understand`: with a real Rasa server, and with none that can be used."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

FIELDS = {
    "text",
    "intent",
    "confidence",
    "ranking",
    "entities",
    "distress",
    "decision",
    "source",
    "care",
}


@pytest.fixture
def of_server(rasa_server) -> dict[str, str]:
    return {"WARMLINE_RASA_URL": rasa_server.url, "WARMLINE_RASA_TOKEN": rasa_server.token}


@pytest.fixture
def no_model() -> Iterator[dict[str, str]]:
    """A server that answers, and can't parse anything."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()

        def do_POST(self) -> None:
            self.send_response(500)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield {"WARMLINE_RASA_URL": f"http://127.0.0.1:{server.server_address[1]}"}
    server.shutdown()
    server.server_close()


@pytest.mark.rasa
def test_lines_of_files_and_of_standard_input(invoke, json_lines, of_server, tmp_path):
    lines = ["where is my order", "i want my money back", "can i speak to a person please"]
    (tmp_path / "lines.txt").write_text("\r\n".join(lines) + "\r\n")
    from_file = invoke("understand", "lines.txt", **of_server)
    from_input = invoke("understand", "--json", given="\n".join(lines), **of_server)
    assert (from_file.exit_code, from_input.exit_code) == (0, 0)
    assert from_file.stdout == from_input.stdout
    documents = json_lines(from_file.stdout)
    assert [d["text"] for d in documents] == lines
    assert [d["intent"] for d in documents] == ["track_order", "refund", "speak_to_human"]
    for document in documents:
        assert set(document) == FIELDS
        assert document["source"] == "rasa"
        assert 0 <= document["confidence"] <= 1
        assert 0 <= document["distress"] <= 1
        assert document["ranking"][0]["intent"] == document["intent"]
        assert {"action", "reason", "queue"} <= set(document["decision"])
    assert [d["decision"]["action"] for d in documents] == ["automate", "verify", "transfer"]
    assert documents[2]["decision"]["queue"] == "support"


@pytest.mark.rasa
def test_entities_have_their_place_in_the_line(invoke, json_lines, of_server):
    (document,) = json_lines(
        invoke("understand", given="order four five one two", **of_server).stdout
    )
    (entity,) = document["entities"]
    assert (entity["name"], entity["value"]) == ("order_number", "4512")
    assert document["text"][entity["start"] : entity["end"]] == entity["text"]


@pytest.mark.rasa
def test_lines_that_are_no_utterance(invoke, json_lines, of_server):
    lines = [
        b"",
        b"   ",
        b"/restart",
        b"caf\xe9 \xff\xfe",
        b"where is my order " * 6000,
        b"\x00\x1b",
    ]
    answered = invoke("understand", given=b"\n".join(lines) + b"\n", **of_server)
    documents = json_lines(answered.stdout)
    assert len(documents) == len(lines)
    empty, blank, slash, broken, long, control = documents
    assert {empty["intent"], blank["intent"]} == {"out_of_scope"}
    assert (slash["text"], slash["intent"] == "restart") == ("/restart", False)
    assert broken["text"] == "caf\ufffd \ufffd\ufffd"
    assert (len(long["text"]), long["intent"]) == (108_000, "track_order")
    assert control["decision"]["action"] in ("clarify", "talk")
    assert answered.exit_code == 0


def test_keywords_where_rasa_can_not(invoke, json_lines, no_model):
    given = "where is my order\n\ni want a person\n"
    answered = invoke("understand", given=given, **no_model)
    documents = json_lines(answered.stdout)
    assert answered.exit_code == 1
    assert (documents[0]["source"], documents[2]["source"]) == ("keywords", "keywords")
    assert [d["intent"] for d in documents] == ["track_order", "out_of_scope", "speak_to_human"]
    assert documents[2]["decision"]["action"] == "transfer"


def test_no_lines(invoke, no_model):
    answered = invoke("understand", given="", **no_model)
    assert (answered.exit_code, answered.stdout) == (0, "")
