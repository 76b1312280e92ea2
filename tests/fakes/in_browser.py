"""A real Chromium for tests of pages, and what every page has to be."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

_AXE = (Path(__file__).parents[1] / "ivr" / "web" / "vendor" / "axe.min.js").read_text()
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
]
WITH_SOUND = (
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
)
"""For pages that speak and listen: a microphone of their own, and nobody is asked."""
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def launched(*more: str) -> Iterator[Browser]:
    """The machine's Chromium, with more flags; the test is skipped where there is none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is not installed here (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*_FLAGS, *more])
        yield browser
        browser.close()


def watched(page: Page, site: str, problems: list[str], patience_ms: int) -> Page:
    """A page whose errors, requests to elsewhere and breaches of the policy are listed."""
    page.set_default_timeout(patience_ms)
    page.problems = problems
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda r: r.url.startswith(site) or problems.append(r.url))
    page.on("console", lambda m: "Content Security" in m.text and problems.append(m.text))
    return page


def breaches(page: Page) -> list[str]:
    """Rules of accessibility that a page breaks.

    axe measures with inline styles, which the pages' policy refuses: complaints of the browser
    that come meanwhile are its own, and no problem of a page that is watched.
    """
    problems = getattr(page, "problems", [])
    before = len(problems)
    page.evaluate(_AXE + ";0")
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", _RULES)
    assert len(found["passes"]) > 10
    del problems[before:]
    return [f"{v['id']}: {v['nodes'][0]['target']}" for v in found["violations"]]


def fits(page: Page) -> bool:
    """Whether a page is no wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
