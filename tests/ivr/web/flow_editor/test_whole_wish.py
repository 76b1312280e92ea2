"""From a new flow to callers who hear it, and back: an admin in Chromium on a running line."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from flows.yaml_io import LIBRARY
from ivr.config import read_settings
from ivr.rehearsal.credentials import Credentials
from ivr.rehearsal.ports import free_port
from ivr.rehearsal.stage import Stage, open_line
from ivr.store.database import Database
from ivr.store.people import NewPerson, add_person
from ivr.store.users import Role
from telephony.mulaw import SAMPLE_RATE
from telephony.simulator import parse
from telephony.wav import read_wav
from tests.fakes.admin_at_work import AdminAtWork
from tests.fakes.editor_page import LONG_MS
from tests.fakes.gift_cards import (
    BYE,
    GIFT,
    GOOD,
    MENU,
    leads_callers_to_it,
    makes_a_flow_with_mistakes,
    mends_them_by_following_the_messages,
)
from tests.fakes.in_browser import launched
from tests.fakes.led_by_hand import CallLedByHand

pytestmark = [pytest.mark.browser, pytest.mark.calls]
PASSWORD = "seven warm lanterns"
NEW = f"""
turns:
  - hear: "How can I help?"
  - press: "4"
  - hear: "{MENU}{GIFT}"
  - press: "4"
  - hear: "{GOOD}"
  - hear: "Which order was it?"
  - press: "4512"
  - hear: "{BYE}"
"""
HELP = "Say delivery, returns or payment."
OLD = f"""
turns:
  - hear: "How can I help?"
  - press: "4"
  - hear: "{MENU}"
  - press: "4"
  - hear: "{HELP}"
  - hang_up: true
"""


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A line whose second menu waits for as long as a call is held there; keywords understand."""
    folder = tmp_path / "flows"
    shutil.copytree(LIBRARY, folder)
    menu, question = folder / "main_menu.yaml", "  service:\n    type: collect\n"
    text = menu.read_text()
    assert question in text
    menu.write_text(text.replace(question, f"{question}    silence: 600\n"))
    base = read_settings(_env_file=None, flows_dir=folder)
    with open_line(base, f"http://127.0.0.1:{free_port()}", Credentials()) as stage:
        database = Database(stage.settings.database_address)
        ada = NewPerson("ada", "Ada", Role.ADMIN, PASSWORD, "", ())
        with database.writing() as session:
            add_person(session, ada, datetime.now(UTC))
        database.close()
        yield stage


@pytest.fixture
def browser(stage: Stage) -> Iterator[Browser]:
    expect.set_options(timeout=LONG_MS)
    with launched() as browser:
        yield browser


@pytest.fixture
def admin(browser: Browser, stage: Stage) -> Iterator[AdminAtWork]:
    """Signed in; no page has had an error of its own at the end."""
    page = browser.new_page(
        base_url=stage.settings.public_origin, viewport={"width": 1280, "height": 900}
    )
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: said.type == "error" and problems.append(said.text))
    admin = AdminAtWork(page)
    admin.sign_in("ada", PASSWORD)
    yield admin
    assert problems == []


def test_what_an_admin_makes_is_heard_by_new_callers_until_it_is_taken_back(
    admin: AdminAtWork, browser: Browser, stage: Stage
) -> None:
    makes_a_flow_with_mistakes(admin)
    mends_them_by_following_the_messages(admin)
    hears_a_prompt(admin)
    leads_callers_to_it(admin)
    tries_it_and_keeps_the_conversation_as_a_test(admin)
    ongoing = CallLedByHand(browser.new_page(), stage)
    ongoing.hear("How can I help?")
    ongoing.press("4")
    ongoing.hear(MENU)
    publishes(admin)
    assert GOOD in ring(stage, NEW)
    ongoing.press("4")
    ongoing.hear(HELP)
    goes_back(admin)
    assert GIFT not in ring(stage, OLD)
    ongoing.press("3")
    ongoing.hear("You can pay by credit card")
    assert GIFT not in ongoing.told
    ongoing.hang_up()


def hears_a_prompt(admin: AdminAtWork) -> None:
    """The sound that comes is no silence, and the browser plays it."""
    hello, sounding = admin.step("hello"), []
    devices = admin.page.context.new_cdp_session(admin.page)
    devices.on("WebAudio.nodesConnected", lambda told: sounding.append(told["sourceId"]))
    devices.send("WebAudio.enable")
    with admin.page.expect_response("**/flows/api/hear") as answer:
        admin.click("Hear", within=hello)
    expect(hello.locator(".heard")).to_contain_text(GOOD)
    sound = read_wav(answer.value.body())
    assert len(sound) > SAMPLE_RATE
    assert sound.max() > 3000
    assert len(sounding) == 1
    devices.detach()


def tries_it_and_keeps_the_conversation_as_a_test(admin: AdminAtWork) -> None:
    admin.click("Try it", "tab")
    admin.click("Ring the line")
    log, words = admin.page.get_by_role("log"), admin.page.get_by_label("Caller", exact=True)
    for keys, answer in (("4", GIFT.strip()), ("4", "Which order was it?"), ("4512", BYE)):
        expect(words).to_be_focused()
        admin.enter(keys)
        expect(log).to_contain_text(answer)
    expect(log).to_contain_text("The call is over")
    admin.click("Save as a test")
    admin.enter("A gift card")
    admin.click("Run all")
    expect(admin.page.locator(".tests .result")).to_have_text("Passed")


def publishes(admin: AdminAtWork) -> None:
    admin.click("Review and publish", "link")
    admin.type_into(admin.page.get_by_label("Review note"), "What a gift card is good for.")
    admin.click("Publish")
    expect(admin.page.get_by_role("heading", name="Nothing waits")).to_be_visible()


def goes_back(admin: AdminAtWork) -> None:
    admin.click("History", "link")
    admin.page.get_by_role("button", name="Go back to this").click()
    expect(admin.page.get_by_role("heading", name="Review and publish")).to_be_visible()


def ring(stage: Stage, script: str) -> str:
    """All that a caller hears on a new call, led to the script's end."""
    result = stage.network.place_call(parse(script))
    assert result.error is None
    return " ".join(prompt.text for prompt in result.prompts)
