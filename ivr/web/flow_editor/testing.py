"""Saved tests: kept from a conversation, run against the drafts, deleted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask import jsonify
from werkzeug.wrappers import Response

from flows.events import Json
from ivr.rehearsal.text_call import TextLine
from ivr.trying.failing import Failing, failing
from ivr.trying.held_against import first_difference
from ivr.trying.saved_tests import SavedTest
from ivr.web.auth.sessions import signed_in
from ivr.web.flow_editor.asked import asked_for, text_in
from ivr.web.flow_editor.parts import EditorParts
from ivr.web.flow_editor.trying import conversation_of, drafted
from ivr.web.flow_editor.view import NoDocument
from ivr.web.records.words import moment

_IN_CLEAR = (
    "The test has in clear what was entered at a question whose answer the line stores nowhere. "
    "Delete it where that was somebody's real secret."
)


def failing_drafts(parts: EditorParts, files: Collection[str]) -> tuple[Failing, ...]:
    """The saved tests that would fail once these drafts are live.

    None where the documents can't be read or have errors: then nothing is published anyway.

    Raises:
        DatabaseFailure: drafts or tests can't be read.
    """
    tests = parts.tests.all()
    drafts = {each.file: each.text for each in parts.drafts.all() if each.file in files}
    wanted = parts.release_parts.publishing.would_be(drafts) if tests and drafts else None
    if wanted is None:
        return ()
    return failing(tests, TextLine(wanted.flows, parts.understand, parts.clock))


@dataclass(frozen=True)
class TestsApi:
    """Views under `/flows/api/tests`."""

    parts: EditorParts

    def tests(self) -> Response:
        """Every saved test."""
        return jsonify(tests=[self._row(each) for each in self.parts.tests.all()])

    def keep(self, name: str) -> Response:
        """Save a conversation as a test."""
        asked = asked_for()
        now, conversation = conversation_of(self.parts, name, asked)
        self.parts.tests.save(text_in(asked, "test"), conversation, signed_in().shown_name)
        warning = _IN_CLEAR if conversation.has_secret() else ""
        rows = [self._row(each) for each in self.parts.tests.all()]
        return jsonify(name=now, tests=rows, warning=warning)

    def run(self, test_id: int) -> Response:
        """Hold the drafts against one test."""
        test = self.parts.tests.get(test_id)
        if test is None:
            raise NoDocument("This test is there no more.")
        difference = first_difference(test, drafted(self.parts)[0])
        return jsonify(passed=not difference, difference=difference)

    def forget(self, test_id: int) -> Response:
        """Delete a test."""
        self.parts.tests.remove(test_id)
        return self.tests()

    def _row(self, test: SavedTest) -> Mapping[str, Json]:
        made = moment(test.made_at, self.parts.clock())
        return {"id": test.id, "name": test.name, "made": f"{test.made_by}, {made}"}
