"""Transfers on a real line under generated orders of events, and what must hold of every call.

A call of the simulated network is made up by hypothesis: agents with behaviours, a caller who
leaves or stays, acts at the desk and faults of the network. What came of it is held against what
the phones did. WARMLINE_INTERLEAVINGS sets the number of calls.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ivr.config import read_settings
from ivr.rehearsal.credentials import Credentials
from ivr.rehearsal.faults import broken
from ivr.rehearsal.playing import whole_record
from ivr.rehearsal.ports import free_port
from ivr.rehearsal.stage import Stage, open_line
from ivr.store.database import Database
from telephony.simulator import parse
from tests.fakes.conference_witness import Witness
from tests.fakes.transfer_truth import Played, complaints

CALLS = int(os.environ.get("WARMLINE_INTERLEAVINGS", "12"))
pytestmark = [pytest.mark.calls, pytest.mark.timeout(60 + 30 * CALLS)]
BEHAVIOURS = (
    *("accept", "accept", "accept", "hear_again", "decline", "no_key", "no_answer"),
    *("busy", "fail", "voicemail", "hang_up_in_whisper"),
)
FAULTS = (
    *("lose_rest_answer", "late_rest_answer", "refuse_join caller", "refuse_join agent"),
    *("lose_webhook /voice/agent/status", "lose_webhook /voice/conference"),
    *("lose_webhook /voice/agent/whisper", "lose_webhook /voice/agent/key"),
    *("late_webhook /voice/agent/status", "late_webhook /voice/conference"),
    *("late_webhook /voice/agent/whisper", "late_webhook /voice/agent/key"),
    *("late_webhook /voice/after-stream", "late_webhook /voice/status"),
    *("repeat_webhook /voice/agent/status", "repeat_webhook /voice/conference"),
    *("repeat_webhook /voice/agent/whisper", "repeat_webhook /voice/agent/key"),
    *("repeat_webhook /voice/after-stream", "repeat_webhook /voice/transfer/over"),
    "repeat_webhook /voice/status",
)
ENDINGS = ["conversation has ended", "leave a message"]
"""What the line says once nobody holds any more, whatever came of it."""
Turns = list[dict[str, Any]]


def agents() -> st.SearchStrategy[Turns]:
    """One to three people, who stay a little or hardly, and leave before or after they met."""
    one = st.fixed_dictionaries(
        {
            "behaviour": st.sampled_from(BEHAVIOURS),
            "after": st.sampled_from([0, 0, 1, 4]),
            "stay": st.sampled_from([0.1, 0.5, 3]),
            "turns": st.sampled_from([[{"agent": "joined"}], [{"agent": "joined"}], []]),
        }
    )
    return st.lists(one, min_size=1, max_size=3).map(
        lambda found: [{"number": f"+1500555020{at}", **each} for at, each in enumerate(found, 1)]
    )


def at_a_moment() -> st.SearchStrategy[Turns]:
    """The caller waits until the transfer has come so far, and a little longer."""
    stage = st.sampled_from(["ringing", "whispering", "whispering", "accepted", "joined"])
    later = st.sampled_from([0.02, 0.3, 1, 3])
    return st.tuples(stage, later).map(
        lambda moment: [{"agent": moment[0], "within": 40}, {"silence": moment[1]}]
    )


def acts() -> st.SearchStrategy[Turns]:
    """What is done at that moment."""
    desk = ["accept", "decline", "accept at /voice/agent/key", "decline at /voice/agent/key"]
    return st.one_of(
        st.sampled_from(desk).map(lambda act: [{"desk": act}]),
        st.just([{"hang_up": True}]),
        st.just([{"press": "1"}]),
        st.just([]),
    )


@st.composite
def calls(draw: st.DrawFn) -> dict[str, Any]:
    """A call that asks for a person, as a script."""
    faults = draw(st.lists(st.sampled_from(FAULTS), max_size=2))
    turns: Turns = [{"silence": 1}, *({"fault": each} for each in faults), {"press": "0"}]
    if draw(st.booleans()):
        turns += draw(at_a_moment()) + draw(acts())
    if draw(st.booleans()):
        turns += [{"hear": ENDINGS, "within": 600}, {"hang_up": True}]
    else:
        turns.append({"silence": 900})
    return {
        "caller": {"number": "+447700900111"},
        "turns": turns,
        "agents": draw(agents()),
    }


@dataclass(frozen=True)
class Line:
    """A line that is open, with who watches its conferences."""

    stage: Stage
    database: Database
    witness: Witness


@pytest.fixture(scope="module")
def line() -> Iterator[Line]:
    """Keys reach a person without Rasa."""
    rasa_url = f"http://127.0.0.1:{free_port()}"
    base = read_settings(_env_file=None)
    with (
        broken((("patience", "short"),)) as overrides,
        open_line(base, rasa_url, Credentials(), speed=12, overrides=overrides) as stage,
    ):
        database = Database(stage.settings.database_address)
        yield Line(stage, database, Witness(stage.network.network))
        database.close()


@settings(
    max_examples=CALLS,
    deadline=None,
    print_blob=True,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(call=calls(), speed=st.sampled_from([8, 16, 20]))
def test_every_call_ends_well_and_its_record_tells_the_truth(
    line: Line, call: dict[str, Any], speed: int
) -> None:
    script = parse(json.dumps(call))
    network = line.stage.network
    network.network.clock.speed = speed
    line.stage.seat(script.agents)
    line.witness.begin()
    result = network.place_call(script)
    record = whole_record(line.stage.records, result)
    played = Played(script, result, record, line.witness)
    found = complaints(played, line.database)
    assert not found, "\n".join([*found, f"speed {speed}: {json.dumps(call)}", played.told()])
