"""How far transfers came, and why no further."""

from datetime import timedelta

import pytest

from ivr.insight.funnel import Stage, transfer_funnel
from ivr.insight.funnel_table import funnel_table
from ivr.insight.span import Span
from ivr.transfer.states import AttemptState, TransferState
from tests.ivr.insight.conftest import NOW, tried

SPAN = Span(NOW - timedelta(days=30), NOW + timedelta(hours=1))
TALKED = tried("talked", answered=5, accepted=9)


@pytest.fixture
def funnel(database):
    def funnel(span=SPAN):
        with database.reading() as session:
            return transfer_funnel(session, span)

    return funnel


@pytest.mark.parametrize(
    ("told", "stage", "why"),
    [
        ((TransferState.UNANSWERED, (), {"why": "closed"}), Stage.REQUESTED, "closed"),
        ((TransferState.UNANSWERED, (), {"why": "nobody_available"}), Stage.REQUESTED,
         "nobody_available"),
        ((TransferState.UNANSWERED, (), {"why": "all_tried"}), Stage.REQUESTED, "all_tried"),
        ((TransferState.CALLED_OFF, (), {"why": "callback"}), Stage.REQUESTED, "callback"),
        ((TransferState.ABANDONED, (), {"why": "caller_hung_up"}), Stage.REQUESTED, "caller_left"),
        ((TransferState.REQUESTED, (), {}), Stage.REQUESTED, "under_way"),
        ((TransferState.UNANSWERED, (tried("busy"),), {"why": "all_tried"}), Stage.REQUESTED,
         "busy"),
        ((TransferState.UNANSWERED, (tried("failed", rang=False),), {"why": "all_tried"}),
         Stage.REQUESTED, "failed"),
        ((TransferState.UNANSWERED, (tried("timed_out", rang=False),), {"why": "limit"}),
         Stage.REQUESTED, "limit"),
        ((TransferState.UNANSWERED, (tried("no_answer"),), {"why": "all_tried"}), Stage.RANG,
         "no_answer"),
        ((TransferState.UNANSWERED, (tried("no_answer"),), {"why": "limit"}), Stage.RANG, "limit"),
        ((TransferState.ABANDONED, (tried("caller_left"),), {}), Stage.RANG, "caller_left"),
        ((TransferState.UNANSWERED, (tried("no_answer"), tried("declined", answered=4)),
          {"why": "all_tried"}), Stage.ANSWERED, "declined"),
        ((TransferState.UNANSWERED, (tried("no_key", answered=4), tried("no_answer")),
          {"why": "all_tried"}), Stage.ANSWERED, "no_answer"),
        ((TransferState.ABANDONED, (tried("caller_left", answered=4),), {}), Stage.ANSWERED,
         "caller_left"),
        ((TransferState.ABANDONED, (tried("caller_left", answered=4, accepted=9),), {}),
         Stage.ACCEPTED, "caller_left"),
        ((TransferState.COMPLETED, (TALKED,), {"joined": 10, "ended": 40}), Stage.JOINED,
         "short_talk"),
        ((TransferState.COMPLETED, (TALKED,), {"joined": 10, "ended": 41}), Stage.TALKED, None),
        ((TransferState.JOINED, (), {"joined": 10}), Stage.TALKED, None),
        ((TransferState.JOINED, (), {"joined": 3590}), Stage.JOINED, "under_way"),
    ],
)  # fmt: skip
def test_where_a_transfer_is_lost_and_why(transfer, funnel, told, stage, why):
    state, attempts, more = told
    transfer(state, *[{**each} for each in attempts], **more)
    whole = funnel().whole
    assert dict(whole.reached) == {each: 1 for each in Stage if each <= stage}
    assert whole.lost == ({stage: {why: 1}} if why else {})


def test_a_telephone_rings_once_twilio_names_the_leg(transfer, funnel):
    placing = {"state": AttemptState.PLACING, "call_sid": "CAx"}
    transfer(TransferState.DIALING, placing)
    assert funnel().whole.lost == {Stage.REQUESTED: {"under_way": 1}}
    transfer(TransferState.DIALING, {"state": AttemptState.RINGING, "call_sid": "CAy"})
    assert funnel().whole.reached[Stage.RANG] == 1
    assert funnel().whole.attempts == {"under_way": 2}


def test_only_what_was_asked_for_in_the_span(transfer, funnel):
    transfer(TransferState.CALLED_OFF, why="menu")
    transfer(TransferState.CALLED_OFF, tried("no_answer"), why="menu", at=NOW - timedelta(days=31))
    found = funnel()
    assert found.whole.reached == {Stage.REQUESTED: 1}
    assert found.whole.attempts == {}
    assert funnel(Span(NOW, NOW)).whole.reached == {}


def test_by_queue_and_as_json(transfer, funnel):
    transfer(TransferState.COMPLETED, tried("declined", answered=1), TALKED, joined=10, ended=90)
    transfer(TransferState.UNANSWERED, why="closed", queue="billing")
    document = funnel().to_json()
    assert document["stages"] == [
        {"stage": "requested", "reached": 2, "lost": {"closed": 1}},
        *(
            {"stage": stage, "reached": 1, "lost": {}}
            for stage in ("rang", "answered", "accepted", "joined", "talked")
        ),
    ]
    assert document["attempts"] == {"declined": 1, "talked": 1}
    assert list(document["by_queue"]) == ["billing", "support"]
    billing = document["by_queue"]["billing"]["stages"]
    assert [stage["reached"] for stage in billing] == [1, 0, 0, 0, 0, 0]


def test_the_table(transfer, funnel):
    transfer(TransferState.COMPLETED, TALKED, joined=10, ended=90)
    transfer(TransferState.ABANDONED, tried("caller_left", answered=4))
    transfer(TransferState.UNANSWERED, why="limit")
    transfer(TransferState.CALLED_OFF, why="callback")
    assert funnel_table(funnel()).split("\n\n")[0].splitlines() == [
        "All queues",
        "  requested              4  100 %   no further: callback chosen 1, "
        "waiting limit reached 1",
        "  rang                   2   50 %",
        "  answered               2   50 %   no further: caller left while an agent listened to "
        "the whisper 1",
        "  accepted               1   25 %",
        "  joined                 1   25 %",
        "  talked over 30 s       1   25 %",
        "  calls to agents: caller left 1, talked 1",
    ]


def test_no_transfers_at_all(funnel):
    assert funnel().to_json()["by_queue"] == {}
    assert "requested              0      -" in funnel_table(funnel())
