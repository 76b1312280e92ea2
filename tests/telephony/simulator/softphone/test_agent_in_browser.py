"""A real Chromium is an agent: its page rings, hears the whisper, accepts, and talks."""

import asyncio
from typing import Any

import httpx
import pytest

from telephony.simulator import parse

pytestmark = pytest.mark.browser
MEETING = (
    "<Dial><Conference endConferenceOnExit='true' beep='false' waitUrl=''>ROOM</Conference></Dial>"
)
CALLER = """
turns:
  - silence: 2
  - say: "my parcel is broken and nobody has called me back about it"
  - silence: 30
"""


@pytest.fixture
def phone(served, small_line) -> str:
    """The softphone's address; a caller of the line waits in a conference for an agent."""
    small_line.answers |= {
        "/voice/incoming": MEETING.replace("endConf", "startConferenceOnEnter='false' endConf", 1),
        "/voice/whisper": "<Gather numDigits='1' timeout='20' action='/voice/key'>"
        "<Say>A caller about a broken parcel. Press 1 to accept.</Say></Gather><Hangup/>",
        "/voice/key": lambda form: MEETING if form["Digits"] == "1" else "<Hangup/>",
        "/voice/agent": "",
    }
    return f"{served.on.simulator.address}/phone"


def call_agent(served: Any, number: str = "client:desk", **more: str) -> str:
    """Have the line call the agent; gives the SID of that call."""
    settings = served.on.simulator.settings
    form = {
        "To": number,
        "From": next(iter(settings.numbers)),
        "Url": "https://line.example/voice/whisper",
        "StatusCallback": "https://line.example/voice/agent",
        **more,
    }
    path = f"/2010-04-01/Accounts/{settings.account_sid}/Calls.json"
    answer = httpx.post(
        served.on.simulator.address + path,
        data=form,
        auth=(settings.account_sid, settings.auth_token),
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["sid"])


def ended(served: Any, small_line: Any) -> dict[str, str]:
    """What the line is told of the agent's call when it is over."""
    served.run(served.on.until(lambda: small_line.posted("/voice/agent"), 30))
    return small_line.posted("/voice/agent")[-1]


def test_an_agent_in_a_browser_takes_a_call_by_key_alone(
    served, phone, browser, small_line, loudest
) -> None:
    page = browser.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda failure: problems.append(str(failure)))
    page.goto(f"{phone}?agent=desk")
    page.wait_for_selector("text=Calls to client:desk ring here.")
    placing = asyncio.run_coroutine_threadsafe(
        served.on.simulator.place_call(parse(CALLER)), served.loop
    )
    call_agent(served)
    page.wait_for_selector("text=Call from +1 500 555 0100")
    assert page.title() == "Incoming call"
    page.get_by_role("button", name="Answer", exact=True).first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#line[data-state='in-call']")
    loudest(page, "meter-line")
    page.get_by_role("heading", name="This call").click()
    page.keyboard.press("1")
    served.run(served.on.until(lambda: small_line.posted("/voice/key"), 30))
    loudest(page, "meter-you")
    page.get_by_label("Words to speak").fill("Good morning, I know about your parcel.")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=You said: Good morning")
    page.wait_for_timeout(5000)
    page.get_by_role("button", name="Hang up").click()
    page.wait_for_selector("text=Call ended")
    result = placing.result(60)
    assert result.others_heard_ms > 1000
    sid = small_line.posted("/voice/key")[0]["CallSid"]
    assert served.on.simulator.network.legs[sid].others_heard_ms > 1000
    assert problems == []


def test_an_agent_declines_and_no_longer_rings_when_away(
    served, phone, browser, small_line
) -> None:
    page = browser.new_page()
    page.goto(phone)
    page.wait_for_selector("#line[data-state='ready']")
    page.get_by_label("Name of the client").fill("desk")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Calls to client:desk ring here.")
    call_agent(served)
    page.get_by_role("button", name="Decline").click()
    page.wait_for_selector("text=You declined the call")
    assert ended(served, small_line)["CallStatus"] == "busy"
    page.get_by_role("button", name="Stop", exact=True).click()
    page.wait_for_selector("#agent-switch[aria-pressed='false']")
    small_line.requests.clear()
    call_agent(served)
    assert ended(served, small_line)["CallStatus"] == "failed"


def test_a_call_that_nobody_takes_stops_ringing(served, phone, browser, small_line) -> None:
    page = browser.new_page()
    page.goto(f"{phone}?agent=desk")
    page.wait_for_selector("text=Calls to client:desk ring here.")
    call_agent(served, Timeout="2")
    page.wait_for_selector("text=Call from")
    page.wait_for_selector("text=The call rang out")
    assert ended(served, small_line)["CallStatus"] == "no-answer"
    assert page.get_by_role("button", name="Call", exact=True).is_enabled()
