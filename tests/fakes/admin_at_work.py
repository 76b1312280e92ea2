"""An admin at the flow editor of a running line, with nothing but mouse and keyboard."""

from playwright.sync_api import Locator, Page, expect

from tests.fakes.editor_page import ready


class AdminAtWork:
    """Clicks what is to be seen and types; changes nothing in another way."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.checks = page.locator("#problems summary")

    def sign_in(self, name: str, password: str) -> None:
        """Come to the list of flows."""
        self.page.goto("/flows")
        self.type_into(self.page.get_by_label("Name"), name)
        self.type_into(self.page.get_by_label("Password"), password)
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Flows")

    def click(self, name: str, role: str = "button", within: Locator | None = None) -> None:
        """Click what has this name."""
        (within or self.page).get_by_role(role, name=name, exact=True).click()

    def enter(self, text: str) -> None:
        """Type where the focus is, and press Enter."""
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def type_into(self, field: Locator, text: str) -> None:
        """Put a text in the place of what a field holds, and go on to the next field."""
        field.click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Tab")

    def choose(self, field: Locator, option: str) -> None:
        """Choose by typing an option's words, and go on to the next field."""
        field.focus()
        self.page.keyboard.type(option)
        self.page.keyboard.press("Tab")

    def begin_flow(self, title: str) -> None:
        """Begin a flow, from the list."""
        self.click("New flow")
        self.enter(title)
        self.page.wait_for_url("**.yaml")
        ready(self.page)

    def open_flow(self, title: str) -> None:
        """From the editor to another flow, by the list."""
        self.click("All flows", "link")
        self.click(title, "link")
        ready(self.page)

    def step(self, name: str) -> Locator:
        """A step, its form unfolded."""
        return self._unfolded(f"#step-{name}")

    def words_of(self, step: Locator) -> Locator:
        """The field with the first wording of what a step says."""
        return step.get_by_role("textbox", name="What the line says, wording 1")

    def add_step(self, what: str, name: str, after: str) -> Locator:
        """A new step after another; its form is open then."""
        self.click("Add a step after", within=self.step(after))
        self._answer("What it does", what, name)
        return self._open_now(name)

    def add_value(self, name: str, kind: str) -> None:
        """A slot of the flow."""
        card = self._unfolded("#card-slots")
        self.click("Add a slot", within=card)
        self._answer("Type", kind, name)
        expect(card.get_by_role("group", name=name, exact=True)).to_be_visible()

    def follow(self, words: str, step: str) -> Locator:
        """Click the message with these words; it leads to a step, which is open then."""
        message = self.page.locator("#problems li").filter(has_text=words)
        self.click(f"Step {step}", within=message)
        return self._open_now(step)

    def _unfolded(self, selector: str) -> Locator:
        card = self.page.locator(selector)
        if card.get_attribute("open") is None:
            card.locator("> summary").click()
        return card

    def _open_now(self, name: str) -> Locator:
        step = self.page.locator(f"#step-{name}")
        expect(step.locator("> summary")).to_be_focused()
        expect(step).to_have_attribute("open", "")
        return step

    def _answer(self, label: str, option: str, name: str) -> None:
        dialog = self.page.get_by_role("dialog")
        self.choose(dialog.get_by_role("combobox", name=label), option)
        self.type_into(dialog.get_by_role("textbox", name="Name"), name)
        self.click("Add", within=dialog)
