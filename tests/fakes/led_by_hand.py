"""A call from the telephone in a browser: it waits wherever whoever leads it waits."""

from playwright.sync_api import Page

from ivr.rehearsal.stage import Stage
from tests.fakes.processes import eventually


class CallLedByHand:
    """The only call under way on the line as it begins."""

    def __init__(self, page: Page, stage: Stage) -> None:
        """Ring the line, and return when it has answered."""
        self._page, self._records = page, stage.records
        before = set(stage.network.network.legs)
        page.goto(f"{stage.network.address}/phone")
        page.get_by_role("button", name="Call", exact=True).click()
        page.wait_for_selector("#line[data-state='in-call']")
        (self.call_sid,) = set(stage.network.network.legs) - before

    @property
    def told(self) -> str:
        """All that the line has said so far, as its record has it."""
        return " ".join(words for _, words in self._records.prompt_text(self.call_sid))

    def hear(self, words: str) -> None:
        """Wait until the line says these words."""
        eventually(lambda: words in self.told)

    def press(self, key: str) -> None:
        self._page.get_by_role("button", name=key, exact=True).click()

    def hang_up(self) -> None:
        self._page.get_by_role("button", name="Hang up").click()
        self._page.wait_for_selector("text=Call ended")
