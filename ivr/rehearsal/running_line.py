"""A phone network for a line that runs already."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ivr.config import Settings
from ivr.errors import LineNotReady
from ivr.processes.child import answers
from ivr.rehearsal.call_record import CallRecords
from ivr.rehearsal.stage import LINE_NUMBER, number_settings
from telephony.simulator import SimulatorSettings, SimulatorThread


@dataclass(frozen=True)
class RunningLine:
    """A line somebody else started, and phones for it."""

    network: SimulatorThread
    records: CallRecords


@contextmanager
def reach(settings: Settings, url: str, speed: float) -> Iterator[RunningLine]:
    """Phones that can call the line at an address on this machine.

    The settings must be those the line runs with: its auth token signs the calls, its records key
    reads what came of them.

    Raises:
        LineNotReady: the line gives no answer, or a key is missing.
    """
    if not answers(f"{url}/healthz"):
        raise LineNotReady(f"No line answers at {url}.")
    if not settings.auth_tokens or settings.records_key is None:
        raise LineNotReady(
            "Set WARMLINE_TWILIO_AUTH_TOKEN and WARMLINE_RECORDS_KEY to those of the running line."
        )
    origin = settings.public_origin
    if origin.startswith("http://"):
        origin = url.rstrip("/")
    records = CallRecords(url, settings.records_key.get_secret_value())
    network = SimulatorThread(
        SimulatorSettings(
            account_sid=settings.twilio_account_sid or "AC" + "0" * 32,
            auth_token=settings.auth_tokens[0],
            public_origin=origin,
            reachable_at=url.rstrip("/"),
            numbers={settings.phone_number or LINE_NUMBER: number_settings(origin)},
            speed=speed,
        ),
        records.prompt_text,
    )
    with network:
        yield RunningLine(network, records)
