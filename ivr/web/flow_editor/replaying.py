"""Real calls played against the drafts, some at a time."""

import time
from dataclasses import dataclass

from flask import jsonify, url_for
from werkzeug.wrappers import Response

from flows.events import Json
from ivr.trying.recorded_calls import RecordedCall, last_calls
from ivr.trying.replay import Differing, differing
from ivr.web.flow_editor.parts import EditorParts
from ivr.web.flow_editor.trying import drafted
from ivr.web.records.words import moment

MOST_CALLS = 50
LONGEST_S = 20.0
"""Seconds after which no more calls are begun."""


@dataclass(frozen=True)
class ReplayApi:
    """The view `/flows/api/replay`."""

    parts: EditorParts

    def replay(self) -> Response:
        """Play the last calls on what is live and on the drafts."""
        draft, live = drafted(self.parts)[0].flows, self.parts.release_parts.releases.live().flows
        until, played, found = time.monotonic() + LONGEST_S, 0, list[Differing]()
        for call in last_calls(self.parts.database, MOST_CALLS):
            if time.monotonic() > until:
                break
            ends = differing(call, live, draft, self.parts.clock)
            found += [ends] if ends else []
            played += 1
        return jsonify(played=played, differing=[self._row(each) for each in found])

    def _row(self, each: Differing) -> dict[str, Json]:
        return {
            "at": self._told(each.call),
            "page": url_for("records.call", call_sid=each.call.call_sid),
            "live": each.live,
            "draft": each.draft,
        }

    def _told(self, call: RecordedCall) -> str:
        return moment(call.started_at, self.parts.clock())
