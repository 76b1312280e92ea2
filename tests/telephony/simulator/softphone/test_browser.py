"""A real Chromium calls the line through the page."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def running(served, small_line) -> str:
    """The softphone's address, with a line that asks for two keys and listens."""
    small_line.answers |= {
        "/voice/incoming": "<Gather numDigits='2' timeout='20' action='/voice/keys'>"
        "<Say>Hello. Please key two digits.</Say></Gather>",
        "/voice/keys": "<Record action='/voice/kept' timeout='0' maxLength='2' playBeep='false'/>",
        "/voice/kept": "<Say>Goodbye.</Say>",
    }
    return f"{served.on.simulator.address}/phone"


def test_a_call_is_heard_and_spoken_through_the_page(running, browser, small_line, loudest) -> None:
    page = browser.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda failure: problems.append(str(failure)))
    page.goto(running)
    page.get_by_role("button", name="Call", exact=True).click()
    page.wait_for_selector("#line[data-state='in-call']")
    loudest(page, "meter-line")
    loudest(page, "meter-you")
    assert page.locator("#note").is_hidden()
    page.get_by_role("heading", name="This call").click()
    page.keyboard.press("4")
    page.get_by_role("button", name="2", exact=True).click()
    page.wait_for_selector("text=You pressed 4 2")
    page.wait_for_selector("#line[data-state='ready']", timeout=20000)
    assert page.locator("#state").inner_text() == "Call ended"
    assert small_line.posted("/voice/keys")[0]["Digits"] == "42"
    assert small_line.posted("/voice/kept") != []
    assert problems == []


def test_without_a_microphone_the_page_says_so_and_speaks_typed_words(
    running, browser, small_line
) -> None:
    page = browser.new_page()
    page.add_init_script(
        "navigator.mediaDevices.getUserMedia = () =>"
        " Promise.reject(new DOMException('none', 'NotFoundError'))"
    )
    page.goto(running)
    page.get_by_label("from").fill("nobody")
    page.get_by_role("button", name="Call", exact=True).click()
    assert page.locator("#own:invalid").is_enabled()
    page.get_by_label("from").fill("+15005550103")
    page.get_by_role("button", name="Call", exact=True).click()
    page.wait_for_selector("#line[data-state='in-call']")
    assert "No microphone was found" in page.get_by_role("alert").inner_text()
    assert page.get_by_role("button", name="Mute").is_disabled()
    page.keyboard.press("7")
    page.keyboard.press("7")
    page.get_by_label("Words to speak").fill("where is my order please")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=You said: where is my order please")
    page.wait_for_selector("#line[data-state='ready']", timeout=20000)
    assert small_line.posted("/voice/kept") != []
    assert small_line.posted("/voice/incoming")[0]["From"] == "+15005550103"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 768, 1280, 1920])
def test_nothing_sticks_out_at_any_width(running, browser, scheme, width, tmp_path) -> None:
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(running)
    page.wait_for_selector("#line[data-state='ready']")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    picture = Path(tmp_path) / f"softphone-{scheme}-{width}.png"
    page.screenshot(path=picture, full_page=True)
    assert picture.stat().st_size > 5000
    context.close()


def test_a_link_in_a_text_message_can_be_followed(running, browser) -> None:
    page = browser.new_page()
    page.goto(running)
    page.wait_for_selector("#line[data-state='ready']")
    assert page.locator("#texts-card").is_hidden()
    link = "https://line.example/reset/a_b-1"
    page.evaluate(
        "async (body) => { const { Texts } = await import('/phone/assets/texts.js');"
        " new Texts(document.getElementById('texts-card'), document.getElementById('texts'))"
        ".add('+1 500 555 0101', body); }",
        f"Reset it at {link}. <b>Not you?</b> Call us.",
    )
    assert page.get_by_role("heading", name="Messages").is_visible()
    assert page.locator("#texts a").get_attribute("href") == link
    text = page.locator("#texts p").inner_text()
    assert text == f"Reset it at {link}. <b>Not you?</b> Call us."
