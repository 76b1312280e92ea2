"""Faults of a rehearsal: what scripts may ask for, and that each one really happens."""

import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from flows.hours import Hours
from flows.policy import queue_is_open
from flows.yaml_io import load_library
from ivr.backoffice.http import HttpBackOffice
from ivr.backoffice.interface import BackOfficeAway
from ivr.rehearsal.faults import LATE_MS, LATE_S, FaultUnknown, broken, causes, read_setup
from ivr.rehearsal.ports import free_port
from nlu.rasa_client import RasaAway, RasaClient
from telephony.simulator import NetworkFaults
from tests.fakes.processes import descendants, eventually, is_running

SPEAKER = """
from telephony.synthesis import Synthesiser
synthesiser = Synthesiser()
synthesiser.speak("hello")
print(synthesiser.pid, flush=True)
input()
print(synthesiser.speak("hello again").size > 0, synthesiser.pid, flush=True)
"""


class TestSetup:
    @pytest.mark.parametrize(
        ("section", "setup"),
        [
            (None, ()),
            ({}, ()),
            ({"rasa": "down"}, (("rasa", "down"),)),
            ({"rasa": "slow", "backoffice": "down"}, (("backoffice", "down"), ("rasa", "slow"))),
            ({"rasa": "nonsense", "alone": True}, (("rasa", "nonsense"), ("alone", "x.yaml"))),
        ],
    )
    def test_what_is_broken_is_read(self, section, setup):
        assert read_setup("x.yaml", section) == setup

    @pytest.mark.parametrize(
        "section",
        [{"rasa": "tired"}, {"twilio": "down"}, {"rasa": None}, {"rasa": ["down"]}, {7: "down"}],
    )
    def test_what_is_not_known_is_refused_with_what_is(self, section):
        with pytest.raises(FaultUnknown, match=r"x.yaml: .*rasa: down \| slow \| nonsense"):
            read_setup("x.yaml", section)

    @pytest.mark.parametrize("section", ["rasa: down", ["rasa"], 7])
    def test_what_is_no_mapping_is_refused_with_an_example(self, section):
        with pytest.raises(FaultUnknown, match=r"x.yaml: setup is a mapping such as \{rasa: down"):
            read_setup("x.yaml", section)


class TestBroken:
    def test_nothing_is_broken_by_nothing(self):
        with broken(()) as overrides:
            assert overrides == {}

    @pytest.mark.parametrize(
        ("fault", "code"), [("down", "unreachable"), ("slow", "slow"), ("nonsense", "nonsense")]
    )
    def test_rasa_is(self, fault, code):
        with broken((("rasa", fault),)) as overrides, RasaClient(overrides["rasa_url"]) as client:
            with pytest.raises(RasaAway) as away:
                client.understand("where is my order")
            assert away.value.code == code

    def test_the_back_office_is(self):
        with broken((("backoffice", "down"), ("alone", "x.yaml"))) as overrides:
            assert set(overrides) == {"backoffice_url"}

    @pytest.mark.parametrize(("fault", "code"), [("down", "unreachable"), ("silent", "timeout")])
    def test_a_back_office_that_is(self, fault, code):
        with broken((("backoffice", fault),)) as overrides:
            back_office = HttpBackOffice(str(overrides["backoffice_url"]), "", timeout_s=0.3)
            with pytest.raises(BackOfficeAway) as away:
                back_office.order("4512")
            assert away.value.code == code

    @pytest.mark.parametrize("part", ["rasa", "backoffice"])
    def test_no_other_line_gets_the_place_of_what_is_down(self, part):
        with broken(((part, "down"),)) as overrides:
            port = urlsplit(str(overrides[f"{part}_url"])).port
            with pytest.raises(OSError, match="in use"):
                socket.create_server(("127.0.0.1", port))
            assert free_port(port) != port

    def test_nobody_is_at_work(self):
        with broken((("queues", "closed"),)) as overrides:
            policy = load_library(overrides["flows_dir"]).policy
        noon = datetime(2026, 3, 4, 12, tzinfo=UTC)
        assert not any(queue_is_open(policy, name, Hours({}, {}), noon) for name in policy.queues)

    def test_nobody_has_patience(self):
        setup = (("patience", "short"), ("queues", "closed"))
        with broken(setup) as overrides:
            policy = load_library(overrides["flows_dir"]).policy
        assert (policy.transfer.ring_s, policy.transfer.give_up_s) == (5, 20)
        assert all(queue.hours == {} for queue in policy.queues.values())


class TestCauses:
    @pytest.fixture
    def speaker(self) -> Iterator[subprocess.Popen[str]]:
        """A process with a process of its own that speaks."""
        process = subprocess.Popen(
            [sys.executable, "-c", SPEAKER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        yield process
        process.kill()
        process.wait()

    @pytest.mark.parametrize("fault", ["kill_voice", "hang_voice"])
    def test_the_process_that_speaks_is_lost(self, speaker, tmp_path, fault):
        voice = int(speaker.stdout.readline())
        causes(lambda: speaker.pid, tmp_path / "line.db", NetworkFaults)(fault)
        speaker.stdin.write("\n")
        speaker.stdin.flush()
        spoken, after = speaker.stdout.read().splitlines()[-1].split()
        assert spoken == "True"
        assert int(after) != voice
        eventually(lambda: not is_running(voice))

    def test_the_process_that_serves_is_killed(self, tmp_path):
        nested = "import subprocess, sys, time; subprocess.Popen({!r}); time.sleep(600)"
        worker = [sys.executable, "-c", "import time; time.sleep(600)"]
        master = [sys.executable, "-c", nested.format(worker)]
        leash = subprocess.Popen([sys.executable, "-c", nested.format(master)])
        master_pid, worker_pid = eventually(
            lambda: found if len(found := descendants(leash.pid)) == 2 else None
        )
        causes(lambda: leash.pid, tmp_path / "line.db", NetworkFaults)("kill_web")
        eventually(lambda: not is_running(worker_pid))
        assert is_running(master_pid)
        os.kill(master_pid, 9)
        leash.kill()
        leash.wait()

    def test_the_database_is_held_for_a_while(self, tmp_path):
        path = tmp_path / "line.db"
        mine = sqlite3.connect(path, timeout=0.05, isolation_level=None)
        mine.execute("CREATE TABLE t (x)")
        causes(lambda: None, path, NetworkFaults)("lock_database")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            mine.execute("INSERT INTO t VALUES (1)")
        mine.execute("PRAGMA busy_timeout = 60000")
        mine.execute("INSERT INTO t VALUES (2)")
        assert mine.execute("SELECT x FROM t").fetchall() == [(2,)]
        mine.close()

    def test_the_database_is_away_while_it_restarts(self, tmp_path):
        path = tmp_path / "line.db"
        mine = sqlite3.connect(path, timeout=0.05, isolation_level=None)
        mine.execute("CREATE TABLE t (x)")
        causes(lambda: None, path, NetworkFaults)("restart_database")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            mine.execute("INSERT INTO t VALUES (1)")
        mine.close()

    def test_the_network_loses_an_answer_and_a_request(self, tmp_path):
        faults = NetworkFaults()
        cause = causes(lambda: None, tmp_path / "line.db", lambda: faults)
        cause("lose_rest_answer")
        cause("lose_webhook /voice/agent/status")
        assert faults.loses_answer("/2010-04-01/Accounts/AC1/Calls.json")
        assert faults.loses_webhook("/voice/agent/status")
        assert not faults.loses_webhook("/voice/agent/status")

    def test_the_network_is_late_asks_again_and_lets_nobody_in(self, tmp_path):
        faults = NetworkFaults()
        cause = causes(lambda: None, tmp_path / "line.db", lambda: faults)
        cause("late_rest_answer")
        cause("late_webhook /voice/agent/key")
        cause("repeat_webhook /voice/agent/key")
        cause("refuse_join caller")
        assert faults.delays_answer("/2010-04-01/Accounts/AC1/Calls.json") == LATE_MS
        assert faults.delays_webhook("/voice/agent/key") == LATE_S
        assert faults.repeats_webhook("/voice/agent/key")
        assert not faults.refuses_join("agent")
        assert faults.refuses_join("caller")

    @pytest.mark.parametrize("fault", ["kill_voice", "hang_voice", "kill_web"])
    def test_a_fault_with_nobody_to_befall_is_told(self, tmp_path, fault):
        lonely = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        with pytest.raises(ValueError, match=fault):
            causes(lambda: lonely.pid, tmp_path / "line.db", NetworkFaults)(fault)
        lonely.kill()
        lonely.wait()

    def test_an_unknown_fault_is_refused_with_the_known_ones(self, tmp_path):
        with pytest.raises(ValueError, match="'flood' is no fault; there are kill_voice"):
            causes(lambda: None, tmp_path / "line.db", NetworkFaults)("flood")
