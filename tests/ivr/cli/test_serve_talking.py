"""`warmline serve`, whose web process ends while somebody talks to a draft."""

import json
import re
import signal

import httpx
from simple_websocket import Client

from ivr.trying.talk import CLOSING
from tests.fakes.talking_phone import TalkingPhone

PASSWORD = "seven warm lanterns"
CALLER = {"number": "+15005550101", "people": "nobody"}
_TOKEN = re.compile(r'(?:data-token|name="csrf_token"[^>]* value)="([^"]+)"')


def test_a_web_process_that_ends_lets_go_of_who_talks(serve, run):
    line = serve("--only", "web")
    line.until("The line listens on")
    added = run("users", "add", "ada", "--role=admin", "--password-stdin", given=f"{PASSWORD}\n")
    assert added.returncode == 0, added.stderr
    with httpx.Client(base_url=line.url, follow_redirects=True, timeout=30) as browser:
        token = _TOKEN.search(browser.get("/sign-in").text).group(1)
        browser.post("/sign-in", data={"name": "ada", "password": PASSWORD, "csrf_token": token})
        token = _TOKEN.search(browser.get("/flows/goodbye.yaml").text).group(1)
        headers = {"X-CSRFToken": token}
        rung = browser.post("/flows/api/try", json=CALLER, headers=headers).json()
        cookie = f"session={browser.cookies['session']}"
    address = line.url.replace("http", "ws")
    socket = Client.connect(
        f"{address}/flows/api/try/{rung['name']}/talk",
        headers={"Origin": "http://127.0.0.1", "Cookie": cookie},
    )
    socket.send(json.dumps({"event": "start", "token": token, **CALLER}))
    phone = TalkingPhone(1.0)
    while not phone.is_playing:
        phone.send(socket.receive(timeout=20))
    line.process.send_signal(signal.SIGTERM)
    while not phone.of("over"):
        phone.send(socket.receive(timeout=20))
    assert phone.of("over")[0]["why"] == CLOSING
    assert line.process.wait() == 0
    assert "Traceback" not in line.said
