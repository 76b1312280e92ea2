"""What every new caller is told for a while: begun and ended by a form."""

from dataclasses import dataclass
from datetime import timedelta

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from ivr.releases.announcements import AnnouncementRefused
from ivr.web.auth.sessions import signed_in
from ivr.web.flow_editor.pages import LENGTHS, EditorPages
from ivr.web.flow_editor.parts import EditorParts


@dataclass(frozen=True)
class AnnouncementForms:
    """Views of the two forms."""

    parts: EditorParts
    pages: EditorPages

    def announce(self) -> Response:
        """Tell every new caller, for so many minutes."""
        minutes = request.form.get("minutes", type=int)
        if minutes not in LENGTHS:
            return self.pages.documents("Choose how long it lasts.", 422)
        until = self.parts.clock() + timedelta(minutes=minutes)
        try:
            self.parts.release_parts.announcements.announce(
                request.form.get("text", ""), until, self._who
            )
        except AnnouncementRefused as refusal:
            return self.pages.documents(str(refusal), 422)
        return redirect(url_for("flow_editor.documents"), 303)

    def end(self, announcement_id: int) -> Response:
        """Tell callers no more."""
        self.parts.release_parts.announcements.end(announcement_id, self._who)
        return redirect(url_for("flow_editor.documents"), 303)

    @property
    def _who(self) -> str:
        return signed_in().shown_name
