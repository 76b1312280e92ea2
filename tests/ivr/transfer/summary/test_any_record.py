"""Whatever a record holds: a summary without secrets, and a whisper within its limits."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.events import SlotFilled
from ivr.calls.events import ActionEnded, CallerKeyed, CallerSpoke, Understood
from ivr.transfer.summary import Summary
from ivr.transfer.summary.whisper import MOST_WORDS, fits
from nlu.understanding import Understanding
from tests.fakes.call_events import EVENTS
from tests.ivr.transfer.summary.conftest import Wanted

CARD, CARD_SAID = "4111 1111 1111 1111", " ".join(["four"] + ["one"] * 15)
PIN, PIN_SAID = "730418", "seven three zero four one eight"
SECRETS = (CARD, CARD_SAID, CARD.replace(" ", ""), PIN, PIN_SAID)


def _spoke(text, slot=None):
    return CallerSpoke(text, 0, 900, 1300, "open", slot=slot)


TOLD_TOO_MUCH = st.sampled_from(
    [
        _spoke(f"my card is {CARD_SAID}"),
        _spoke(f"no charge {CARD}"),
        _spoke(f"my pin is {PIN_SAID}"),
        _spoke(PIN_SAID, "pin"),
        Understood(Understanding(PIN_SAID, "billing_dispute", 0.9, distress=0.9), 5.0, "pin"),
        Understood(Understanding(f"pay {CARD_SAID}", "complaint", 0.9, distress=0.9), 5.0),
        SlotFilled("identify.pin", PIN, "keys"),
        SlotFilled("refund.remark", CARD, "voice"),
        SlotFilled("track_order.order", {"number": CARD, "state": CARD, "items": [CARD]}, "action"),
        CallerKeyed(PIN, "pin"),
        ActionEnded("check_identity", "k", f"refused {CARD}", 1.0, CARD),
    ]
)
WANTED = st.builds(
    Wanted,
    trigger=st.sampled_from(["distress", "step_failed", "not_understood", "system_failure", ""]),
    reason=st.sampled_from(["", f"The caller paid with {CARD}"]),
    queue=st.sampled_from(["support", "nowhere"]),
    note=st.sampled_from(["", f"{CARD} is wrong", "x" * 2000]),
)
UNHURRIED = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@UNHURRIED
@given(
    st.lists(EVENTS | TOLD_TOO_MUCH, max_size=12),
    WANTED,
    st.dictionaries(st.text(max_size=8), st.integers() | st.text(max_size=8), max_size=3),
)
def test_any_record_gives_a_summary_without_secrets(shared_desk, events, wanted, state):
    told = shared_desk.summary(shared_desk.call(*events, flow_state=state), wanted)
    document = json.dumps(told.to_json(), ensure_ascii=False)
    assert [secret for secret in SECRETS if secret in document] == []
    assert fits(told.whisper), told.whisper
    assert len(told.whisper.split()) <= MOST_WORDS
    assert told.whisper.isprintable()
    assert not set("<>{}&[]0123456789") & set(told.whisper)
    assert ": ." not in told.whisper
    assert " . " not in told.whisper
    assert 1 <= len(told.short.splitlines()) <= 2
    assert Summary.from_json(json.loads(json.dumps(told.to_json()))) == told
