"""How often each flow served a matter, and how often it settled it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, distinct, func, select
from sqlalchemy.orm import Session

from ivr.insight.span import Span
from ivr.store.call_events import CallEventRow

_BEGAN, _SETTLED = "matter_began", "matter_settled"


@dataclass(frozen=True)
class FlowFigures:
    """One flow within a span."""

    calls: int
    """In which it began a matter."""
    settled: int
    """In which it settled one."""

    @property
    def share_settled(self) -> float:
        """From 0 to 1."""
        return min(1.0, self.settled / self.calls) if self.calls else 0.0


def flow_figures(session: Session, span: Span) -> Mapping[str, FlowFigures]:
    """The figures by flow; a flow that served no matter is left out."""
    flow: ColumnElement[str] = CallEventRow.body["flow"].as_string()
    events = (
        select(CallEventRow.kind, CallEventRow.call_sid, flow.label("flow"))
        .where(
            CallEventRow.kind.in_((_BEGAN, _SETTLED)),
            CallEventRow.at >= span.since,
            CallEventRow.at < span.until,
        )
        .subquery()
    )
    counted = select(
        events.c.flow, events.c.kind, func.count(distinct(events.c.call_sid))
    ).group_by(events.c.flow, events.c.kind)
    found: dict[str, dict[str, int]] = {}
    for name, kind, calls in session.execute(counted):
        found.setdefault(name, {})[kind] = calls
    return {name: FlowFigures(of.get(_BEGAN, 0), of.get(_SETTLED, 0)) for name, of in found.items()}
