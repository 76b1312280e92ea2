"""A draft drawn beside what is live, in a real Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.fakes import in_browser
from tests.fakes.editor_page import ready
from tests.fakes.in_browser import breaches, launched

pytestmark = pytest.mark.browser
FILE = "track_order.yaml"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def draft(editor) -> None:
    """A draft that removes a step, adds one, and changes two."""
    text = editor.live[FILE]
    for old, new in (
        ("    silence: 8\n", "    silence: 9\n"),
        ("not_found: not_found}", "not_found: apology}"),
        (
            '  not_found:\n    type: say\n    prompt: "',
            '  apology:\n    type: say\n    prompt: "Sorry, ',
        ),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    editor.releases.drafts.save(FILE, text, 0, "Bo")


def steps_of(frame: Locator) -> set[str]:
    return set(str(frame.get_attribute("data-steps")).split())


def view_of(drawing: Locator) -> dict:
    """Which part of a drawing is seen: its `zoom`, and its `pan` in px."""
    return dict(drawing.evaluate("({_cyreg: {cy}}) => ({zoom: cy.zoom(), pan: {...cy.pan()}})"))


def sides(page: Page) -> list[Locator]:
    return page.locator(".compared-flow .frame").all()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_draft_is_drawn_beside_what_is_live(enter, draft, width, scheme):
    page = enter("/flows", width=width, scheme=scheme)
    page.goto("/flows/publish")
    ready(page)
    before, after = sides(page)
    assert steps_of(before) - steps_of(after) == {"not_found"}
    assert steps_of(after) - steps_of(before) == {"apology"}
    assert "1 removed, 2 changed" in str(before.get_attribute("aria-label"))
    assert "1 added, 2 changed" in str(after.get_attribute("aria-label"))
    assert set(page.locator(".marked-steps li").all_text_contents()) == {
        "Changed: ask_number",
        "Changed: look_up_again",
        "Added: apology",
        "Removed: not_found",
    }
    assert page.locator(".legend li").all_text_contents() == [
        "+Added: thick frame or line",
        "\N{MINUS SIGN}Removed: dashed frame or line",
        "≠Changed: double frame, dotted line",
    ]
    boxes = [each.bounding_box() for each in (before, after)]
    beside, below = (boxes[1][key] > boxes[0][key] for key in ("x", "y"))
    assert (beside, below) == ((True, False) if width == 1280 else (False, True))
    assert breaches(page) == []
    assert in_browser.fits(page)


def test_a_step_is_chosen_by_keyboard_and_by_mouse(enter, draft):
    page = enter("/flows")
    page.goto("/flows/publish")
    ready(page)
    status = page.locator(".compared-flow [role=status]")
    page.get_by_role("button", name="Removed: not_found").focus()
    page.keyboard.press("Enter")
    expect(status).to_have_text("Removed: not_found")
    page.get_by_role("button", name="Changed: look_up_again").press("Enter")
    for frame in sides(page):
        status.evaluate("element => element.textContent = ''")
        frame.click()
        expect(status).to_have_text("Changed: look_up_again")


def test_both_drawings_are_moved_and_zoomed_by_keys_together(enter, draft):
    page = enter("/flows")
    page.goto("/flows/publish")
    ready(page)
    before, after = sides(page)
    start = view_of(before)
    after.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    assert view_of(before) == view_of(after)
    assert view_of(before)["zoom"] > start["zoom"]
    page.keyboard.press("0")
    assert view_of(before) == view_of(after)
    assert view_of(before)["zoom"] < start["zoom"]
    page.get_by_role("button", name="Added: apology").press("Enter")
    assert view_of(before)["zoom"] == view_of(after)["zoom"] == 0.75


def test_a_large_flow_is_moved_by_keys_and_a_chosen_step_comes_in_readable(enter):
    page = enter("/flows/person.yaml")
    diagram = page.locator("#diagram")
    diagram.focus()
    start = view_of(diagram)
    page.keyboard.press("ArrowDown")
    assert view_of(diagram)["pan"] == {**start["pan"], "y": start["pan"]["y"] - 80}
    page.keyboard.press("0")
    assert view_of(diagram)["zoom"] < 0.55
    page.locator("details.card[id^=step-] > summary").last.click()
    expect(page.locator("details.card[id^=step-]").last).to_have_attribute("open", "")
    assert view_of(diagram)["zoom"] == 0.75
    assert breaches(page) == []


def test_the_history_draws_what_a_publication_changed(enter, draft, editor):
    page = enter("/flows")
    page.goto("/flows/publish")
    page.get_by_label("Review note").fill("Kinder words.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", name="Nothing waits")).to_be_visible()
    page.goto("/flows/history")
    page.get_by_text(f"Diagrams of {FILE} before and after").click()
    ready(page)
    before, after = sides(page)
    assert "not_found" in steps_of(before) - steps_of(after)
    assert "apology" in steps_of(after) - steps_of(before)
    assert breaches(page) == []
