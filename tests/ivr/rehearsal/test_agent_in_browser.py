"""Two browser sessions at once: a caller, and an agent with the desk and a telephone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from ivr.config import read_settings
from ivr.rehearsal.agents import Visitor
from ivr.rehearsal.credentials import Credentials
from ivr.rehearsal.ports import free_port
from ivr.rehearsal.stage import Stage, open_line
from tests.fakes.in_browser import WITH_SOUND, launched

pytestmark = [pytest.mark.browser, pytest.mark.calls]
WAIT_MS = 60_000


@pytest.fixture
def opened() -> Iterator[tuple[Stage, Visitor]]:
    """A line whose only agent is the visitor; keys reach a person without Rasa."""
    rasa_url = f"http://127.0.0.1:{free_port()}"
    with open_line(read_settings(_env_file=None), rasa_url, Credentials()) as stage:
        yield stage, stage.seat_visitor()


@dataclass(frozen=True)
class People:
    """Who has which page open."""

    desk: Any
    phone: Any
    """The agent's."""
    caller: Any


@pytest.fixture
def people(opened: tuple[Stage, Visitor]) -> Iterator[People]:
    """An agent who is signed in and available, and a caller who has asked for a person."""
    stage, visitor = opened
    origin, phones = stage.settings.public_origin, f"{stage.network.address}/phone"
    with launched(*WITH_SOUND) as browser:
        agent, other = browser.new_context(), browser.new_context()
        people = People(agent.new_page(), agent.new_page(), other.new_page())
        for page in (people.desk, people.phone, people.caller):
            page.set_default_timeout(WAIT_MS)
        people.desk.goto(f"{origin}/desk")
        people.desk.get_by_label("Name").fill(visitor.name)
        people.desk.get_by_label("Password").fill(visitor.password)
        people.desk.keyboard.press("Enter")
        people.phone.goto(f"{phones}?agent={visitor.client}")
        people.phone.wait_for_selector("text=Calls to client:desk ring here.")
        people.desk.get_by_role("button", name="Switch to available").click()
        people.desk.wait_for_selector("text=No call now")
        people.caller.goto(phones)
        people.caller.get_by_role("button", name="Call", exact=True).click()
        people.caller.wait_for_selector("#line[data-state='in-call']")
        people.caller.get_by_role("button", name="0", exact=True).click()
        people.phone.wait_for_selector("text=Call from")
        yield people


def say(page: Any, words: str) -> None:
    page.get_by_label("Words to speak").fill(words)
    page.get_by_role("button", name="Speak", exact=True).click()


def they_talk_and_the_agent_wraps_up(stage: Stage, people: People) -> None:
    people.desk.wait_for_selector("text=Talking")
    say(people.phone, "Good morning, I have read what it is about.")
    say(people.caller, "My parcel is broken.")
    people.caller.wait_for_selector("text=You said")
    people.phone.wait_for_timeout(4000)
    people.phone.get_by_role("button", name="Hang up").click()
    people.desk.wait_for_selector("text=Wrap-up")
    heard = [leg.others_heard_ms for leg in tuple(stage.network.network.legs.values())[-2:]]
    assert min(heard) > 500, heard
    people.desk.get_by_label("What came of it").select_option("solved")
    people.desk.wait_for_selector("text=Notes kept.")
    people.desk.get_by_role("button", name="Finish wrap-up").click()
    people.desk.wait_for_selector("text=No call now")
    people.caller.get_by_role("button", name="Hang up").click()
    people.caller.wait_for_selector("text=Call ended")


def test_an_agent_accepts_with_a_click_while_it_rings(opened, people) -> None:
    people.desk.wait_for_selector("text=Incoming call")
    people.desk.get_by_role("button", name="Accept").click()
    people.desk.wait_for_selector("text=you go straight to the caller")
    people.phone.get_by_role("button", name="Answer", exact=True).first.click()
    they_talk_and_the_agent_wraps_up(opened[0], people)


def test_an_agent_hears_the_summary_and_accepts_with_a_key(opened, people) -> None:
    people.phone.get_by_role("button", name="Answer", exact=True).first.click()
    people.desk.wait_for_selector("text=You hear the summary")
    people.phone.wait_for_timeout(3000)
    people.phone.get_by_role("button", name="1", exact=True).click()
    they_talk_and_the_agent_wraps_up(opened[0], people)
