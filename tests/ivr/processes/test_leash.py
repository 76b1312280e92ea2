"""A command on a leash ends when its starter does, whatever becomes of either."""

import os
import signal
import subprocess
import sys

import pytest

from tests.fakes.processes import descendants, eventually, is_running

LEASH = [sys.executable, "-m", "ivr.processes.leash"]
SLEEPER = "import time; print('up', flush=True); time.sleep(600)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    "print('up', flush=True); time.sleep(600)"
)
STARTER = f"""
import signal, subprocess, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where a shell began it behind
leash = subprocess.Popen({LEASH!r} + [sys.executable, "-c", {SLEEPER!r}], stdin=subprocess.PIPE)
print(leash.pid, flush=True)
time.sleep(600)
"""


def on_leash(program: str) -> subprocess.Popen[str]:
    """A Python program on a leash held by this process; it runs when this returns."""
    leash = subprocess.Popen(
        [*LEASH, sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert leash.stdout is not None
    assert leash.stdout.readline() == "up\n"
    return leash


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_its_starter_is_killed(number):
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert starter.stdout is not None
    leash = int(starter.stdout.readline())
    (command,) = eventually(lambda: descendants(leash))
    assert starter.stdout.readline() == "up\n"
    starter.send_signal(number)
    starter.wait()
    eventually(lambda: not is_running(command) and not is_running(leash))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_is_passed_on(number):
    leash = on_leash(SLEEPER)
    (command,) = descendants(leash.pid)
    leash.send_signal(number)
    assert leash.wait(60) != 0
    eventually(lambda: not is_running(command))


def test_closing_its_input_ends_it():
    leash = on_leash(SLEEPER)
    (command,) = descendants(leash.pid)
    assert leash.stdin is not None
    leash.stdin.close()
    leash.wait(60)
    eventually(lambda: not is_running(command))


@pytest.mark.calls
def test_a_command_that_will_not_end_is_killed():
    leash = on_leash(STUBBORN)
    (command,) = descendants(leash.pid)
    assert leash.stdin is not None
    leash.stdin.close()
    leash.wait(60)
    eventually(lambda: not is_running(command))


@pytest.mark.parametrize("status", [0, 3])
def test_the_status_of_the_command_is_its_own(status):
    program = f"print('up', flush=True); raise SystemExit({status})"
    assert on_leash(program).wait(60) == status


def test_what_the_command_left_behind_ends_with_it():
    program = (
        "import subprocess, sys; "
        f"left = subprocess.Popen([sys.executable, '-c', {SLEEPER!r}], stdout=subprocess.DEVNULL); "
        "print('up', flush=True); print(left.pid, flush=True)"
    )
    leash = on_leash(program)
    assert leash.stdout is not None
    left = int(leash.stdout.readline())
    leash.wait(60)
    eventually(lambda: not is_running(left))


def test_the_command_reads_nothing_of_the_leash():
    leash = on_leash("import sys; print('up', flush=True); print(repr(sys.stdin.read()))")
    assert leash.stdout is not None
    assert leash.stdout.read() == "''\n"
    assert leash.wait(60) == 0
    assert os.getpgid(0) != leash.pid
