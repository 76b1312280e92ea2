"""The flow editor in a real Chromium: three views of one document, by mouse and by keyboard."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from ivr.store import flow_tests
from tests.fakes import in_browser
from tests.fakes.editor_page import ready
from tests.fakes.in_browser import breaches, launched

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched("--autoplay-policy=no-user-gesture-required") as browser:
        yield browser


def saved(page: Page, revision: str = "Draft saved by Ada") -> None:
    expect(page.locator("#saved")).to_contain_text(revision)


def yaml_of(page: Page) -> str:
    """The text as the editor's server has it."""
    file = page.locator("#editor").get_attribute("data-file")
    return str(page.evaluate(f"fetch('/flows/api/documents/{file}').then(r => r.json())")["text"])


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_pages_are_accessible_and_fit(enter, width, scheme):
    page = enter("/flows", width=width, scheme=scheme)
    assert breaches(page) == []
    assert in_browser.fits(page)
    page.goto("/flows/track_order.yaml")
    ready(page)
    for name in ("ask_number", "look_up", "by_state"):
        page.locator(f"#step-{name} > summary").click()
    assert breaches(page) == []
    assert in_browser.fits(page)
    page.get_by_role("tab", name="YAML").click()
    assert breaches(page) == []
    assert in_browser.fits(page)
    page.goto("/flows/knowledge.yaml")
    ready(page)
    page.locator("#forms summary").first.click()
    assert breaches(page) == []
    assert in_browser.fits(page)


def test_a_field_changes_the_text_and_undo_brings_it_back(enter, editor):
    page = enter("/flows/track_order.yaml")
    before = editor.live["track_order.yaml"]
    page.locator("#step-ask_number > summary").click()
    wait = page.locator("#step-ask_number").get_by_label("Wait for an answer")
    wait.fill("9")
    wait.press("Tab")
    saved(page)
    assert yaml_of(page) == before.replace("    silence: 8\n", "    silence: 9\n", 1)
    page.get_by_role("button", name="Undo").click()
    expect(wait).to_have_value("8")
    assert yaml_of(page) == before
    page.get_by_role("button", name="Redo").click()
    expect(wait).to_have_value("9")


def test_the_text_changes_forms_and_diagram(enter):
    page = enter("/flows/goodbye.yaml")
    nodes = int(page.locator("#diagram").get_attribute("data-nodes"))
    page.get_by_role("tab", name="YAML").click()
    page.get_by_role("textbox", name="YAML of the document").click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text('\n  extra:\n    type: say\n    prompt: "Hi."\n    next: settled\n')
    saved(page)
    expect(page.locator("#problems summary")).to_contain_text("1 warning")
    assert int(page.locator("#diagram").get_attribute("data-nodes")) > nodes
    page.get_by_role("tab", name="Steps").click()
    expect(page.locator("#step-extra")).to_be_visible()


def test_a_flow_is_built_by_keyboard_alone(enter):
    page = enter("/flows")
    page.locator("#begin").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Gift cards")
    expect(page.locator("#new-name")).to_have_value("gift_cards")
    page.keyboard.press("Enter")
    page.wait_for_url("**/gift_cards.yaml")
    ready(page)
    expect(page.locator("#state")).to_have_text("New")
    page.locator("#add-step").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Hang")
    page.keyboard.press("Tab")
    page.keyboard.type("bye")
    page.keyboard.press("Enter")
    expect(page.locator("#step-bye > summary")).to_be_focused()
    assert "  bye:\n    type: hangup\n" in yaml_of(page)


def test_an_error_is_mended_by_following_its_message(enter):
    page = enter("/flows/track_order.yaml")
    page.locator("#step-not_found > summary").click()
    page.locator("#step-not_found").get_by_role("button", name="Delete").click()
    expect(page.locator("#problems summary")).to_contain_text("1 error")
    page.locator("#problems summary").click()
    page.get_by_role("button", name="Step look_up_again").click()
    expect(page.locator("#step-look_up_again > summary")).to_be_focused()
    step = page.locator("#step-look_up_again")
    expect(step.locator(".wrong")).to_contain_text("not_found")
    step.get_by_label("Then, by what came of it, value 2").select_option("to_person")
    expect(page.locator("#problems summary")).not_to_contain_text("error")


def test_what_an_action_gets_and_comes_to_follows_from_which_it_is(enter):
    page = enter("/flows/track_order.yaml")
    page.locator("#step-look_up > summary").click()
    step = page.locator("#step-look_up")
    action = step.get_by_label("What to do")
    action.focus()
    page.keyboard.type("check_identity")
    expect(action).to_have_value("check_identity")
    outcomes = step.get_by_role("group", name="Then, by what came of it")
    names = [f"Then, by what came of it, name {at}" for at in range(1, 7)]
    expect(outcomes.get_by_label(names[5])).to_be_visible()
    shown = {outcomes.get_by_label(name).input_value() for name in names}
    assert shown >= {"verified", "refused", "locked"}
    gets = step.get_by_role("group", name="What it gets")
    expect(gets.get_by_label("What it gets, name 3")).to_be_visible()
    expect(action).to_be_focused()


def test_steps_are_renamed_duplicated_and_moved(enter):
    page = enter("/flows/track_order.yaml")
    page.locator("#step-who > summary").click()
    page.locator("#step-who").get_by_role("button", name="Rename").click()
    page.get_by_label("New name").fill("who_is_it")
    page.keyboard.press("Enter")
    expect(page.locator("#step-who_is_it > summary")).to_be_focused()
    assert "next: who_is_it" in yaml_of(page)
    step = page.locator("#step-who_is_it")
    step.get_by_role("button", name="Duplicate").click()
    page.keyboard.press("Enter")
    expect(page.locator("#step-who_is_it_2")).to_be_visible()
    step.get_by_role("button", name="Move up").click()
    expect(page.locator(".steps > details").nth(4)).to_have_id("step-who_is_it")


def test_a_prompt_is_heard_as_it_sounds(enter):
    page = enter("/flows/track_order.yaml?step=on_its_way")
    step = page.locator("#step-on_its_way")
    step.get_by_role("button", name="Hear").click()
    expect(step.locator(".heard")).to_contain_text("Order four five, one two is on its way")


def test_two_admins_are_told_and_overwrite_nothing(enter):
    ada, bo = enter("/flows/goodbye.yaml"), enter("/flows/goodbye.yaml", "bo")
    for page, title in ((ada, "Farewell"), (bo, "So long")):
        page.locator("#card-head > summary").click()
        page.locator("#card-head").get_by_label("Title", exact=False).first.fill(title)
        page.keyboard.press("Tab")
        if page is ada:
            saved(ada)
    expect(bo.get_by_role("alert")).to_contain_text("Ada changed the draft")
    assert "Farewell" in yaml_of(bo)
    bo.get_by_role("button", name="Load what stands now").click()
    expect(bo.get_by_role("heading", level=1)).to_have_text("Farewell")


def test_answers_and_phrases_are_edited_in_fields(enter):
    page = enter("/flows/hours.yaml")
    page.locator("#forms summary").first.click()
    field = page.get_by_role("textbox", name="Monday 1")
    field.fill("08:00-12:00")
    field.press("Tab")
    saved(page)
    assert "08:00-12:00" in yaml_of(page)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (390, "light")])
def test_review_history_and_finding_are_accessible_and_fit(enter, editor, width, scheme):
    text = editor.live["goodbye.yaml"].replace("Goodbye.", "Farewell.")
    editor.releases.drafts.save("goodbye.yaml", text, 0, "Bo")
    page = enter("/flows", width=width, scheme=scheme)
    for path in ("publish", "history", "find?q=order"):
        page.goto(f"/flows/{path}")
        assert breaches(page) == [], path
        assert in_browser.fits(page), path


def test_a_change_is_published_and_taken_back(enter, editor):
    page = enter("/flows/goodbye.yaml?step=bye")
    words = page.locator("#step-bye").get_by_role("textbox", name="What the line says").first
    words.fill("Thank you for calling. Farewell.")
    words.press("Tab")
    saved(page)
    page.get_by_role("link", name="Review and publish").click()
    page.get_by_label("Review note").fill("A warmer end.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", name="Nothing waits")).to_be_visible()
    assert "Farewell." in editor.live["goodbye.yaml"]
    page.get_by_role("link", name="History").click()
    page.get_by_role("button", name="Go back to this").click()
    expect(page.get_by_role("heading", name="Review and publish")).to_be_visible()
    assert "Farewell." not in editor.live["goodbye.yaml"]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_draft_is_tried_by_keyboard_and_heard(enter, editor, width, scheme):
    editor.asks_otherwise()
    page = enter("/flows/track_order.yaml", width=width, scheme=scheme)
    page.get_by_role("tab", name="Try it").click()
    page.get_by_role("button", name="Ring the line").press("Enter")
    log = page.get_by_role("log")
    expect(log).to_contain_text("How can I help?")
    page.keyboard.type("Where is my order?")
    page.keyboard.press("Enter")
    expect(log).to_contain_text("the number, please?")
    expect(log).to_contain_text("Settled by the line")
    elsewhere = f"{page.url.split('/flows')[0]}/flows/api/try/elsewhere/enter"
    page.route("**/api/try/*/enter", lambda turn: turn.continue_(url=elsewhere), times=1)
    page.keyboard.type("4512#")
    page.keyboard.press("Enter")
    expect(log).to_contain_text("is on its way")
    last = log.locator(".line-said").last
    last.get_by_role("button", name="Hear").click()
    expect(last.locator(".heard")).to_contain_text("Order four five, one two")
    last.locator("summary").click()
    expect(last).to_contain_text("track_order.look_up")
    page.get_by_role("button", name="Save as a test").click()
    page.get_by_label("Name", exact=False).last.fill("An order on its way")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Run all").click()
    expect(page.locator(".tests .result")).to_have_text("Passed")
    page.get_by_role("button", name="Replay").click()
    expect(page.get_by_text("0 of 0 calls would end differently.")).to_be_visible()
    assert breaches(page) == []
    assert in_browser.fits(page)


def test_a_failing_test_blocks_publishing_until_it_is_allowed(enter, editor):
    script = 'turns:\n  - hear: "zebra"\n'
    about = {"people": "nobody", "made_by": "Bo", "made_at": datetime.now(UTC)}
    with editor.database.writing() as session:
        flow_tests.add(session, {"name": "Stripes", "script": script, **about})
    text = editor.live["goodbye.yaml"].replace("Goodbye.", "Farewell.")
    editor.releases.drafts.save("goodbye.yaml", text, 0, "Bo")
    page = enter("/flows")
    page.goto("/flows/publish")
    page.get_by_label("Review note").fill("A warmer end.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("alert")).to_contain_text(
        "At the beginning the line was to say “zebra”"
    )
    assert breaches(page) == []
    assert in_browser.fits(page)
    page.get_by_label("Publish although saved tests fail").check()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", name="Nothing waits")).to_be_visible()
    assert "Farewell." in editor.live["goodbye.yaml"]
