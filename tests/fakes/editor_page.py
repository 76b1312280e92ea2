"""A page of the flow editor in a browser."""

from playwright.sync_api import Page

LONG_MS = 20_000


def ready(page: Page) -> None:
    page.wait_for_selector("[data-ready]")
