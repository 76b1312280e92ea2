"""A page of the flow editor in a browser."""

from playwright.sync_api import Page

from tests.fakes import in_browser

LONG_MS = 20_000


def ready(page: Page) -> None:
    page.wait_for_selector("[data-ready]")


def breaches(page: Page) -> list[str]:
    before = len(page.problems)
    found = in_browser.breaches(page)
    del page.problems[before:]
    return found
