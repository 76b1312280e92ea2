"""The simulator as a process of its own: `python -m telephony.simulator --help`."""

import asyncio
import json
import secrets
import signal
import sys

import click

from telephony.simulator.settings import NumberSettings, SimulatorSettings
from telephony.simulator.sids import new_sid
from telephony.simulator.simulator import Simulator


@click.command()
@click.option("--port", default=8060, show_default=True, help="Where to serve; 0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--public-origin", required=True, help="https://… the application goes by.")
@click.option("--reachable-at", required=True, help="http://127.0.0.1:… where it listens.")
@click.option("--account-sid", help="Without it a random one is made and printed.")
@click.option("--auth-token", help="Without it a random one is made and printed.")
@click.option("--number", "number", default="+15005550100", show_default=True)
@click.option("--voice-path", default="/voice/incoming", show_default=True)
@click.option("--fallback-path", help="Path of the number's fallback URL.")
@click.option("--status-path", help="Path of the number's status callback.")
@click.option("--speed", default=1.0, show_default=True, help="Audio seconds a second.")
def main(**given: object) -> None:
    """Serve Twilio's REST API and a softphone for one number, until interrupted.

    Prints one line of JSON when ready: address, phone, account_sid, auth_token, number.
    """
    origin = str(given["public_origin"]).rstrip("/")

    def url(path: object) -> str | None:
        return origin + str(path) if path else None

    number = NumberSettings(
        voice_url=f"{origin}{given['voice_path']}",
        voice_fallback_url=url(given["fallback_path"]),
        status_callback=url(given["status_path"]),
    )
    settings = SimulatorSettings(
        account_sid=str(given["account_sid"] or new_sid("AC")),
        auth_token=str(given["auth_token"] or secrets.token_hex(16)),
        public_origin=origin,
        reachable_at=str(given["reachable_at"]),
        numbers={str(given["number"]): number},
        host=str(given["host"]),
        port=int(str(given["port"])),
        speed=float(str(given["speed"])),
    )
    asyncio.run(_serve(settings))


async def _serve(settings: SimulatorSettings) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    async with Simulator(settings) as simulator:
        ready = {
            "address": simulator.address,
            "phone": f"{simulator.address}/phone",
            "account_sid": settings.account_sid,
            "auth_token": settings.auth_token,
            "number": next(iter(settings.numbers)),
        }
        sys.stdout.write(json.dumps(ready) + "\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    main()
