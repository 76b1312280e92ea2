"""The reset page in a real Chromium: on a phone, by keyboard, accessible."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from tests.fakes.in_browser import breaches, fits, launched

pytestmark = pytest.mark.browser


@pytest.fixture(params=["light", "dark"])
def page(app, request) -> Iterator[Page]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    with launched() as browser:
        context = browser.new_context(
            viewport={"width": 360, "height": 740},
            color_scheme=request.param,
            base_url=f"http://127.0.0.1:{server.server_port}",
        )
        yield context.new_page()
    server.shutdown()


def test_a_password_is_chosen_by_keyboard(page, token):
    page.goto(f"/reset/{token}")
    expect(page.get_by_label("New password", exact=True)).to_be_focused()
    assert breaches(page) == []
    assert fits(page)
    page.keyboard.type("seven warm lanterns")
    page.keyboard.press("Tab")
    page.keyboard.type("seven cold lanterns")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("not the same")
    assert breaches(page) == []
    for label in ("New password", "New password again"):
        page.get_by_label(label, exact=True).fill("seven warm lanterns")
    page.get_by_role("button", name="Save password").click()
    expect(page.get_by_role("heading", name="Your password is changed")).to_be_visible()
    assert breaches(page) == []
    page.goto(f"/reset/{token}")
    expect(page.get_by_role("heading", name="This link no longer works")).to_be_visible()
    assert breaches(page) == []
    assert fits(page)
