"""The desk in a real Chromium: live, by click and by keyboard, two at once."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from ivr.store.people import disable_person
from ivr.store.users import Role
from ivr.web.desk.phone_token import BrowserPhones
from tests.fakes.cut_wire import CutWire
from tests.fakes.in_browser import breaches, fits, launched, watched

pytestmark = pytest.mark.browser

PASSWORD = "seven warm lanterns"
LONG_MS = 15_000
NOTED = """
  window.noted = [];
  const Real = window.Notification;
  window.Notification = class extends Real {
    constructor(title, options) { super(title, options); window.noted.push([title, options.body]); }
    static requestPermission() { window.noted.push("asked"); return Promise.resolve("granted"); }
    static get permission() { return "granted"; }
  };
"""
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def wire(app) -> Iterator[CutWire]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    wire = CutWire(server.server_port)
    yield wire
    wire.close()
    server.shutdown()


@pytest.fixture
def open_desk(browser, wire, desk) -> Iterator[Open]:
    """Opens the desk of an agent, in a browser of their own; the agent is made where needed."""
    contexts, people, problems = [], set(), []
    site = f"http://127.0.0.1:{wire.port}"

    def open_desk(
        name: str = "ann", script: str = "", role: Role = Role.AGENT, **more: object
    ) -> Page:
        if name not in people:
            desk.person(name, role)
            people.add(name)
        context = browser.new_context(base_url=site, **more)
        contexts.append(context)
        page = watched(context.new_page(), site, problems, LONG_MS)
        if script:
            page.add_init_script(script)
        page.goto("/desk")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site}/desk")
        return page

    expect.set_options(timeout=LONG_MS)
    yield open_desk
    for context in contexts:
        context.close()
    assert problems == []


def available(page: Page) -> None:
    page.get_by_role("button", name="Switch to available").click()
    expect(page.get_by_role("heading", name="No call now")).to_be_visible()


def incoming(page: Page):
    return page.get_by_text("Incoming call", exact=True)


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light"), (1920, "dark")])
def test_every_state_is_accessible_and_fits(open_desk, desk, width, scheme):
    viewport = {"width": width, "height": 900}
    page = open_desk(role=Role.SUPERVISOR, viewport=viewport, color_scheme=scheme)
    assert (breaches(page), fits(page)) == ([], True)
    available(page)
    call_sid = desk.caller(verified="C101")
    desk.rings("ann", call_sid)
    expect(incoming(page)).to_be_visible()
    expect(page.get_by_text("12 Oak Street, Larkspur, 00112", exact=True)).to_be_visible()
    assert (breaches(page), fits(page)) == ([], True)
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("you go straight to the caller")).to_be_visible()
    desk.picks_up()
    desk.meet(call_sid)
    page.get_by_text("Hand the caller on").click()
    assert (breaches(page), fits(page)) == ([], True)
    page.get_by_role("button", name="To a rating").click()
    expect(page.get_by_role("button", name="Finish wrap-up")).to_be_visible()
    assert (breaches(page), fits(page)) == ([], True)


def test_a_call_by_click_from_ring_to_wrap_up(open_desk, desk):
    page = open_desk()
    available(page)
    call_sid = desk.caller(verified="C101")
    attempt = desk.rings("ann", call_sid)
    expect(page.get_by_role("heading", name="Marigold Penhallow")).to_be_visible()
    expect(page.locator(".wish")).to_have_text(
        "this is the third time i'm calling my lamp arrived broken"
    )
    expect(page).to_have_title("Incoming call · Desk · Warmline")
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("you go straight to the caller")).to_be_visible()
    expect(page.locator("#card-title")).to_be_focused()
    desk.picks_up()
    desk.meet(call_sid)
    expect(page.get_by_text("Talking", exact=True)).to_be_visible()
    expect(page).to_have_title("Desk · Warmline")
    page.get_by_role("textbox", name="Notes").fill("lamp, new one sent")
    desk.transfers.call_over(call_sid)
    expect(page.get_by_role("timer")).to_contain_text("1:")
    expect(page.get_by_role("textbox", name="Notes")).to_have_value("lamp, new one sent")
    page.get_by_label("What came of it").select_option("Solved")
    page.get_by_role("button", name="Finish wrap-up").click()
    expect(page.get_by_role("heading", name="No call now")).to_be_visible()
    row = desk.attempt(attempt)
    assert (row.disposition, row.notes, row.by) == ("solved", "lamp, new one sent", "desk")


def test_a_call_by_keyboard_alone(open_desk, desk):
    page = open_desk()
    page.keyboard.press("Alt+s")
    expect(page.get_by_role("heading", name="No call now")).to_be_visible()
    call_sid = desk.caller()
    attempt = desk.rings("ann", call_sid)
    expect(incoming(page)).to_be_visible()
    expect(page.locator("#announcement")).to_contain_text("Incoming call.")
    page.keyboard.press("Alt+a")
    expect(page.get_by_text("you go straight to the caller")).to_be_visible()
    assert desk.attempt(attempt).by == "desk"
    desk.picks_up()
    desk.meet(call_sid)
    desk.transfers.call_over(call_sid)
    expect(page.get_by_role("button", name="Finish wrap-up")).to_be_visible()
    page.get_by_label("What came of it").focus()
    page.keyboard.type("Sol")
    page.keyboard.press("Tab")
    page.keyboard.type("by keys")
    page.keyboard.press("Alt+f")
    expect(page.get_by_role("heading", name="No call now")).to_be_visible()
    assert desk.attempt(attempt).notes == "by keys"


def test_declined_by_one_and_accepted_by_the_other(open_desk, desk):
    ann, bob = open_desk("ann"), open_desk("bob")
    available(ann)
    available(bob)
    call_sid = desk.caller()
    first = desk.rings("ann", call_sid)
    expect(incoming(ann)).to_be_visible()
    expect(incoming(bob)).to_be_hidden()
    ann.keyboard.press("Alt+d")
    expect(incoming(bob)).to_be_visible()
    expect(ann.get_by_role("heading", name="No call now")).to_be_visible()
    bob.get_by_role("button", name="Accept").click()
    expect(bob.get_by_text("you go straight to the caller")).to_be_visible()
    second = desk.open_attempt("bob")
    assert (desk.attempt(first).outcome, desk.attempt(second).by) == ("declined", "desk")


def test_two_windows_of_one_agent_and_one_call(open_desk, desk):
    here, there = open_desk("ann"), open_desk("ann")
    available(here)
    expect(there.get_by_role("heading", name="No call now")).to_be_visible()
    attempt = desk.rings("ann", desk.caller())
    expect(incoming(here)).to_be_visible()
    expect(incoming(there)).to_be_visible()
    here.get_by_role("button", name="Accept").click()
    expect(there.get_by_text("you go straight to the caller")).to_be_visible()
    assert desk.attempt(attempt).by == "desk"
    assert len(desk.telephone.placed) == 1


def test_the_caller_leaves_while_one_is_about_to_accept(open_desk, desk, wire):
    page = open_desk()
    available(page)
    call_sid = desk.caller()
    desk.rings("ann", call_sid)
    expect(incoming(page)).to_be_visible()
    with page.expect_request("**/accept"):
        desk.transfers.caller_left(call_sid)
        page.evaluate("document.getElementById('accept').click()")
    expect(page.locator("#told")).to_contain_text("the caller has been taken already, or has left")
    expect(page.get_by_role("heading", name="No call now")).to_be_visible()


def test_the_connection_is_lost_and_comes_back(open_desk, desk, wire):
    page = open_desk()
    available(page)
    lost = page.get_by_text("Connection lost.")
    expect(lost).to_be_hidden()
    wire.cut()
    expect(lost).to_be_visible()
    desk.rings("ann", desk.caller())
    page.locator("#notify").click()
    expect(incoming(page)).to_be_hidden()
    wire.mend()
    expect(incoming(page)).to_be_visible()
    expect(lost).to_be_hidden()


def test_what_cannot_be_sent_is_told(open_desk, wire):
    page = open_desk()
    wire.cut()
    page.get_by_role("button", name="Switch to available").click()
    expect(page.locator("#told")).to_contain_text("not sent")


def test_on_a_telephone(open_desk, desk):
    """The customer stands before the talk, and a refusal is seen wherever one has scrolled to."""
    page = open_desk(viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True)
    available(page)
    call_sid = desk.caller()
    desk.rings("ann", call_sid)
    page.get_by_role("button", name="Accept").tap()
    desk.picks_up()
    desk.meet(call_sid)
    expect(page.get_by_text("Talking", exact=True)).to_be_visible()
    order = page.locator("#notes, #customer, #talk, #history").evaluate_all(
        "all => all.sort((a, b) => a.offsetTop - b.offsetTop).map(each => each.id)"
    )
    assert order == ["notes", "customer", "talk", "history"]
    desk.transfers.call_over(call_sid)
    page.get_by_role("button", name="Finish wrap-up").tap()
    refusal = page.get_by_text("Say what came of the call, then finish.")
    expect(refusal).to_be_in_viewport()
    page.get_by_role("heading", name="Voicemails").scroll_into_view_if_needed()
    expect(refusal).to_be_in_viewport()


def talking(page, desk):
    """An agent talks with a caller; the call, and the field for notes."""
    available(page)
    call_sid = desk.caller()
    attempt = desk.rings("ann", call_sid)
    desk.transfers.accept(attempt, desk.agent("ann").user_id)
    desk.picks_up()
    desk.meet(call_sid)
    return call_sid, page.get_by_role("textbox", name="Notes")


def test_what_is_being_written_stays_while_the_page_moves(open_desk, desk):
    page = open_desk()
    call_sid, notes = talking(page, desk)
    notes.press_sequentially("half a sent")
    desk.says(call_sid, "my order is four five one two")
    expect(page.locator("#talk")).to_contain_text("four five one two")
    expect(notes).to_be_focused()
    page.keyboard.type("ence")
    expect(notes).to_have_value("half a sentence")
    expect(page.locator("#notes-kept")).to_have_text("Notes kept.")


def test_that_notes_are_kept_moves_nothing_and_is_not_read_aloud(open_desk, desk):
    page = open_desk()
    _, notes = talking(page, desk)
    notes.press_sequentially("lamp")
    before = notes.bounding_box()
    kept = page.locator("#notes-kept")
    expect(kept).to_have_text("Notes kept.")
    assert notes.bounding_box() == before
    expect(page.locator("#told")).to_be_empty()
    assert page.locator("[role=status] #notes-kept, [aria-live] #notes-kept").count() == 0


def test_notifications_are_asked_for_by_a_button(open_desk, desk):
    page = open_desk(script=NOTED)
    available(page)
    assert page.evaluate("window.noted") == []
    button = page.get_by_role("button", name="Notification on a new call")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    desk.rings("ann", desk.caller(verified="C101"))
    expect(incoming(page)).to_be_visible()
    page.wait_for_function("window.noted.length > 1")
    asked, (title, body) = page.evaluate("window.noted")
    assert (asked, title) == ("asked", "Incoming call: Marigold Penhallow")
    assert "my lamp arrived broken" in body


def test_a_disabled_agents_desk_closes(open_desk, desk):
    page = open_desk()
    available(page)
    with desk.database.writing() as session:
        disable_person(session, "ann", datetime.now(UTC))
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


class TestABrowserThatIsATelephone:
    @pytest.fixture
    def phones(self) -> BrowserPhones:
        return BrowserPhones("AC1", "SK1", "a secret long enough for its signature, in tests")

    def test_twilios_script_runs_under_the_pages_policy(self, open_desk):
        page = open_desk(script="window.WebSocket = class { close() {} };")
        page.wait_for_function("typeof Twilio === 'object' && typeof Twilio.Device === 'function'")
        expect(page.get_by_role("region", name="Your telephone")).to_be_visible()
        assert breaches(page) == []
