"""Where a stored call stands in its flows."""

from collections.abc import Mapping

import structlog

from flows.run import RunState
from ivr.store.calls import Call

log = structlog.get_logger()


def state_of(call: Call) -> RunState | None:
    """The state of a call's flows; None before they began, or where it can't be read."""
    document: Mapping[str, object] | None = call.flow_state
    if document is None:
        return None
    try:
        return RunState.from_json(document)  # type: ignore[arg-type]
    except (ValueError, KeyError, TypeError):
        log.warning("flow_state_unreadable", call_sid=call.call_sid)
        return None
