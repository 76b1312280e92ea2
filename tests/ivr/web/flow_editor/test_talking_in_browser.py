"""A real Chromium talks to a draft: its microphone is a file in which a caller speaks."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from telephony.mulaw import SILENCE
from telephony.wav import write_wav
from tests.fakes import in_browser
from tests.fakes.in_browser import WITH_SOUND, breaches, launched

pytestmark = pytest.mark.browser
SECOND = SILENCE * 8000


@pytest.fixture(scope="module")
def browser(caller_speech, tmp_path_factory) -> Iterator[Browser]:
    """Says the words over and over, with a pause in between."""
    file = tmp_path_factory.mktemp("microphone") / "caller.wav"
    file.write_bytes(write_wav(SECOND + caller_speech.of("where is my order") + SECOND * 7))
    with launched(*WITH_SOUND, f"--use-file-for-fake-audio-capture={file}") as browser:
        yield browser


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_draft_is_talked_to(enter, editor, width, scheme):
    editor.asks_otherwise()
    page = enter("/flows/track_order.yaml", width=width, scheme=scheme)
    page.get_by_role("tab", name="Try it").click()
    page.get_by_role("button", name="Talk").press("Enter")
    log = page.get_by_role("log")
    expect(log).to_contain_text("How can I help?")
    expect(page.get_by_text("The microphone is open.")).to_be_visible()
    expect(log.locator(".caller-said").first).to_contain_text("where is my order")
    turn = log.locator(".line-said").nth(1)
    expect(turn).to_contain_text("the number, please?")
    expect(turn).to_contain_text("Settled by the line")
    expect(turn).to_contain_text("Waits at track_order.ask_number")
    page.get_by_role("textbox", name="Caller", exact=True).fill("4512#")
    page.keyboard.press("Enter")
    expect(log).to_contain_text("is on its way")
    assert breaches(page) == []
    assert in_browser.fits(page)
    page.get_by_role("button", name="Stop talking").press("Enter")
    expect(page.get_by_text("The microphone is closed.")).to_be_visible()
    page.get_by_role("button", name="Save as a test").click()
    page.get_by_label("Name", exact=False).last.fill("An order on its way, spoken")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Run all").click()
    expect(page.locator(".tests .result")).to_have_text("Passed")


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        ("NotAllowedError", "Allow it beside the page's address"),
        ("NotFoundError", "No microphone was found."),
    ],
)
def test_without_a_microphone_the_page_says_what_to_do(enter, failure, sentence):
    page = enter("/flows/goodbye.yaml")
    page.evaluate(
        "name => { navigator.mediaDevices.getUserMedia = () =>"
        " Promise.reject(new DOMException('none', name)) }",
        failure,
    )
    page.get_by_role("tab", name="Try it").click()
    page.get_by_role("button", name="Talk").click()
    expect(page.locator("#try").get_by_role("alert")).to_contain_text(sentence)
    page.get_by_role("textbox", name="Caller", exact=True).fill("goodbye")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("The call is over")


def test_the_page_says_why_the_microphone_was_closed(enter):
    page = enter("/flows/goodbye.yaml")
    sockets: list[str] = []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    page.get_by_role("tab", name="Try it").click()
    page.get_by_role("button", name="Talk").click()
    expect(page.get_by_text("The microphone is open.")).to_be_visible()
    ended = page.evaluate(
        "([url, token]) => fetch(url.replace('ws', 'http').replace('/talk', '/end'),"
        " {method: 'POST', headers: {'X-CSRFToken': token}}).then((answer) => answer.status)",
        [sockets[0], page.locator("#editor").get_attribute("data-token")],
    )
    assert ended == 200
    alert = page.locator("#try").get_by_role("alert")
    expect(alert).to_contain_text("This conversation is over. Begin again.")
    expect(page.get_by_role("button", name="Talk", exact=True)).to_be_visible()
    page.get_by_role("button", name="Talk", exact=True).click()
    expect(page.get_by_text("The microphone is open.")).to_be_visible()
    expect(alert).to_be_hidden()


def test_the_microphone_is_for_the_editor_alone(api):
    allowed = {
        path: "microphone=(self)" in api.client.get(path).headers["Permissions-Policy"]
        for path in ("/flows/goodbye.yaml", "/flows", "/flows/publish", "/flows/api/forms")
    }
    assert allowed == {
        "/flows/goodbye.yaml": True,
        "/flows": False,
        "/flows/publish": False,
        "/flows/api/forms": False,
    }
