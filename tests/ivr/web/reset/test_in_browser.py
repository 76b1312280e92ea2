"""The reset page in a real Chromium: on a phone, by keyboard, accessible."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from werkzeug.serving import make_server

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text()
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(params=["light", "dark"])
def page(app, request) -> Iterator[Page]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is not installed here (Debian: apt-get install chromium)")
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        context = browser.new_context(
            viewport={"width": 360, "height": 740},
            color_scheme=request.param,
            base_url=f"http://127.0.0.1:{server.server_port}",
        )
        yield context.new_page()
        browser.close()
    server.shutdown()


def breaches(page: Page) -> list[str]:
    page.evaluate(AXE + ";0")
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    assert len(found["passes"]) > 10
    return [f"{v['id']}: {v['nodes'][0]['target']}" for v in found["violations"]]


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


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
