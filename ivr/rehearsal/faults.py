"""Faults a scripted call can ask for: before the line opens (`setup`), or in the middle of it.

setup: {rasa: down}             # down | slow | nonsense
setup: {queues: closed}         # nobody is at work
setup: {earlier: refund}        # the caller rang about it yesterday, in vain
setup: {patience: short}        # agents ring, and callers wait, for as little as can be
turns:
  - fault: kill_voice           # the process that speaks
  - fault: hang_voice           # the same, without its end
  - fault: kill_web             # the process that serves the call
  - fault: lock_database        # for LOCK_S seconds somebody else holds it
  - fault: restart_database     # for RESTART_S seconds it is away
  - fault: lose_rest_answer     # the next call is placed, and nobody answers who asked for it
  - fault: late_rest_answer     # the same, and the answer comes LATE_MS of sound after the deed
  - fault: lose_webhook /voice/agent/status     # the next request to that path gets lost
  - fault: late_webhook /voice/agent/key        # it arrives LATE_S seconds later
  - fault: repeat_webhook /voice/agent/key      # its answer gets lost, and it is sent again
  - fault: refuse_join caller   # or agent: the conference does not let them in, the next time
"""

import os
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from ivr.errors import WarmlineError
from ivr.rehearsal.changed_policy import CHANGES, flows_with
from ivr.rehearsal.earlier_call import EARLIER
from ivr.rehearsal.faulty_rasa import Misbehaviour, faulty_rasa
from ivr.rehearsal.ports import nobody_there
from ivr.rehearsal.silent_server import silent_server
from telephony.simulator import NetworkFaults
from telephony.synthesis.process import WORKER as SPEAKING

LOCK_S = 6.0
RESTART_S = 2.0
LATE_MS = 4000
LATE_S = 2.0
SETUPS: Mapping[str, tuple[object, ...]] = {
    "rasa": ("down", "slow", "nonsense"),
    "backoffice": ("down", "silent"),
    "queues": ("closed",),
    "patience": ("short",),
    "earlier": EARLIER,
    "alone": (True,),
}
Setup = tuple[tuple[str, str], ...]
"""(part, fault), sorted: what is broken from the beginning."""


class FaultUnknown(WarmlineError):
    """A script asks for a fault there is none of."""

    code = "fault-unknown"


def read_setup(name: str, section: object) -> Setup:
    """The `setup` section of a script.

    Raises:
        FaultUnknown: it asks for a fault there is none of; the message says what there is.
    """
    if section is None:
        return ()
    if not isinstance(section, dict):
        raise FaultUnknown(f"{name}: setup is a mapping such as {{rasa: down}}")
    for part, fault in section.items():
        if fault not in SETUPS.get(str(part), ()):
            known = "; ".join(f"{p}: {' | '.join(map(str, f))}" for p, f in SETUPS.items())
            raise FaultUnknown(f"{name}: setup knows no {{{part}: {fault}}}; it knows {known}")
    shared = tuple(sorted((str(p), str(fault)) for p, fault in section.items() if p != "alone"))
    return (*shared, ("alone", name)) if section.get("alone") else shared


@contextmanager
def broken(setup: Setup, flows: Path | None = None) -> Iterator[dict[str, object]]:
    """Break what the setup says; gives the line's settings that go with it.

    Args:
        setup: what is broken.
        flows: folder of the line's flows; None for the shipped ones.
    """
    overrides: dict[str, object] = {}
    with ExitStack() as stack:
        for part, fault in setup:
            if change := CHANGES.get((part, fault)):
                copies = Path(stack.enter_context(TemporaryDirectory(prefix="warmline-flows-")))
                flows = overrides["flows_dir"] = flows_with(change, flows, copies)
            elif part == "rasa" and fault == "down":
                overrides["rasa_url"] = stack.enter_context(nobody_there())
            elif part == "rasa":
                misbehaviour = cast("Misbehaviour", fault)
                overrides["rasa_url"] = stack.enter_context(faulty_rasa(misbehaviour))
            elif part == "backoffice" and fault == "silent":
                overrides["backoffice_url"] = stack.enter_context(silent_server())
            elif part == "backoffice" and fault == "down":
                overrides["backoffice_url"] = stack.enter_context(nobody_there())
        yield overrides


def causes(
    web_pid: Callable[[], int | None],
    database: Path,
    network: Callable[[], NetworkFaults],
    desk: Callable[[str], None] | None = None,
) -> Callable[[str], None]:
    """What makes faults happen in the middle of a call.

    Args:
        web_pid: process id of the web process's leash.
        database: the line's SQLite file.
        network: faults of the telephone network.
        desk: does what an agent does at the desk; None where there is none.
    """
    known: Mapping[str, Callable[[str], None]] = {
        "kill_voice": lambda _: _signal(_voices(web_pid()), signal.SIGKILL),
        "hang_voice": lambda _: _signal(_voices(web_pid()), signal.SIGSTOP),
        "kill_web": lambda _: _signal(_workers(web_pid()), signal.SIGKILL),
        "lock_database": lambda _: _lock(database, LOCK_S),
        "restart_database": lambda _: _lock(database, RESTART_S),
        "lose_rest_answer": lambda _: network().lose_answer("/Calls.json"),
        "late_rest_answer": lambda _: network().delay_answer("/Calls.json", LATE_MS),
        "lose_webhook": lambda path: network().lose_webhook(path),
        "late_webhook": lambda path: network().delay_webhook(path, LATE_S),
        "repeat_webhook": lambda path: network().repeat_webhook(path),
        "refuse_join": lambda label: network().refuse_join(label),
        **({"desk": desk} if desk else {}),
    }

    def cause(what: str) -> None:
        name, _, about = what.partition(" ")
        if name not in known:
            raise ValueError(f"{what!r} is no fault; there are {', '.join(known)}")
        try:
            known[name](about.strip())
        except ProcessLookupError:
            raise ValueError(f"{what}: there is no such process") from None

    return cause


def _signal(pids: list[int], number: signal.Signals) -> None:
    if not pids:
        raise ProcessLookupError
    for pid in pids:
        os.kill(pid, number)


def _workers(leash: int | None) -> list[int]:
    """Processes that serve calls: the children of gunicorn's master, itself the leash's child."""
    return [worker for master in _children(leash) for worker in _children(master)]


def _voices(pid: int | None) -> list[int]:
    """Processes that speak, anywhere below one."""
    found: list[int] = []
    for child in _children(pid):
        words = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
        found += [child] if os.fsencode(SPEAKING) in words else []
        found += _voices(child)
    return found


def _children(pid: int | None) -> list[int]:
    if pid is None:
        return []
    tasks = Path(f"/proc/{pid}/task")
    lists = [(task / "children").read_text() for task in tasks.iterdir()]
    return [int(child) for text in lists for child in text.split()]


def _lock(database: Path, seconds: float) -> None:
    held = threading.Event()

    def hold() -> None:
        connection = sqlite3.connect(database, timeout=5, isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
        held.set()
        time.sleep(seconds)
        connection.execute("ROLLBACK")
        connection.close()

    threading.Thread(target=hold, daemon=True).start()
    held.wait(6)
