"""The record pages in a real Chromium: by keyboard, live, accessible, narrow and wide."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from ivr.calls.events import CallEnded
from tests.fakes.in_browser import breaches, fits, launched

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def site(app) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(params=[(390, "light"), (1440, "dark")])
def page(browser, site, request) -> Iterator[Page]:
    width, scheme = request.param
    viewport = {"width": width, "height": 900}
    context = browser.new_context(viewport=viewport, color_scheme=scheme, base_url=site)
    page = context.new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda m: m.type == "error" and page.problems.append(m.text))
    page.on("request", lambda r: r.url.startswith(site) or page.problems.append(r.url))
    yield page
    context.close()
    assert page.problems == []


@pytest.fixture
def wide(browser, site) -> Iterator[Page]:
    context = browser.new_context(base_url=site)
    yield context.new_page()
    context.close()


def sign_in(page: Page, key: str) -> None:
    page.goto("/calls")
    page.get_by_label("Records key").fill(key)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Calls")).to_be_visible()


def test_pages_are_accessible_and_fit(page, key, calls):
    page.goto("/records/sign-in")
    assert breaches(page) == []
    sign_in(page, key)
    for path in ("/calls", "/calls?q=zebra", *(f"/calls/CA{n}" for n in (1, 2, 3, 4, 5))):
        page.goto(path)
        summary = page.locator("summary")
        if summary.count():
            summary.click()
        assert breaches(page) == [], path
        assert fits(page), path


def test_everything_by_keyboard(wide, key, calls):
    sign_in(wide, key)
    wide.keyboard.press("Tab")
    expect(wide.get_by_text("Skip to content")).to_be_focused()
    wide.keyboard.press("Enter")
    expect(wide.locator("#main")).to_be_focused()
    for _ in range(5):
        wide.keyboard.press("Tab")
    expect(wide.locator("#call-CA5")).to_be_focused()
    wide.keyboard.press("Enter")
    expect(wide.get_by_role("heading", name="+44 7700 900111")).to_be_visible()


def test_a_click_anywhere_on_a_row_opens_the_call(wide, key, calls):
    sign_in(wide, key)
    wide.get_by_text("this is the third time").click(force=True)
    expect(wide.get_by_role("heading", name="+1 500-555-0104")).to_be_visible()


def test_the_list_narrows_as_one_chooses(wide, key, calls):
    sign_in(wide, key)
    wide.get_by_label("Outcome").select_option("Callback")
    expect(wide.get_by_text("1 call found")).to_be_visible(timeout=20_000)
    assert "outcome=callback" in wide.url
    wide.get_by_label("Number or words").fill("zebra")
    wide.keyboard.press("Enter")
    expect(wide.get_by_text("No call fits")).to_be_visible(timeout=20_000)


def test_a_call_that_is_on_tells_itself(wide, key, calls, writer, examples, now):
    sign_in(wide, key)
    wide.goto("/calls/CA5")
    expect(wide.get_by_text("speaking")).to_be_visible()
    writer.go_on("CA5", now, [(1.0, examples.said(1.0, "four five one two"))])
    expect(wide.get_by_text("four five one two")).to_be_visible(timeout=20_000)
    writer.go_on("CA5", now, [(9.0, CallEnded("abandoned", "caller_hung_up"))])
    expect(wide.get_by_text("Left early")).to_be_visible(timeout=20_000)


def test_a_new_call_appears_in_the_list(wide, key, calls, writer, examples, now):
    sign_in(wide, key)
    writer.write("CA6", "+15005550109", now + timedelta(seconds=1), examples.ON_NOW)
    expect(wide.get_by_text("+1 500-555-0109")).to_be_visible(timeout=20_000)


def test_signing_out(wide, key, calls):
    sign_in(wide, key)
    wide.get_by_role("button", name="Sign out").click()
    expect(wide.get_by_label("Records key")).to_be_visible()
    wide.goto("/calls/CA1")
    expect(wide.get_by_label("Records key")).to_be_visible()


def test_pages_work_without_scripts(browser, site, key, calls):
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/calls")
    page.get_by_label("Records key").fill(key)
    page.keyboard.press("Enter")
    page.get_by_label("Outcome").select_option("Callback")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_text("1 call found")).to_be_visible()
    context.close()
