"""How often each flow served a matter, and settled it."""

from datetime import UTC, datetime, timedelta

from flows.events import MatterBegan, MatterSettled
from ivr.insight.flow_figures import FlowFigures, flow_figures
from ivr.insight.span import Span
from ivr.store.calls import NewCall
from ivr.store.recorder import EventRecorder
from ivr.store.spill import Spill


def test_calls_count_once_for_each_flow_within_the_span(database, tmp_path):
    now, recorder = datetime.now(UTC), EventRecorder(database, Spill(tmp_path / "spill"))
    for number in range(3):
        sid = f"CA{number}"
        recorder.begin_call(NewCall(sid, "+15005550101", "+15005550100", "inbound", "in", now))
        recorder.append(sid, MatterBegan("track_order", "track_order"))
        recorder.append(sid, MatterBegan("track_order", "track_order"))
    recorder.append("CA0", MatterSettled("track_order", "track_order"))
    recorder.append("CA0", MatterBegan("refund", "refund"))
    assert recorder.flush()
    recorder.close()
    soon = datetime.now(UTC) + timedelta(seconds=5)
    with database.reading() as session:
        figures = flow_figures(session, Span.of_days(1, soon))
        before = flow_figures(session, Span.of_days(1, now - timedelta(days=1)))
    assert figures == {"track_order": FlowFigures(3, 1), "refund": FlowFigures(1, 0)}
    assert round(figures["track_order"].share_settled, 2) == 0.33
    assert before == {}
