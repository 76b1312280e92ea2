"""What becomes of a recorded message: its words, a ticket, a row, and an event in the call."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from flows.events import Grammar
from ivr.backoffice.interface import BackOffice
from ivr.calls.events import VoicemailLeft
from ivr.speech.recognisers import Recognisers
from ivr.speech.transcribe import transcribe
from ivr.store import calls, voicemails
from ivr.store.database import Database
from ivr.store.recorder import EventRecorder
from ivr.store.redaction import redact_text
from ivr.store.tickets import NewTicket, Ticket
from ivr.transfer.voicemails import Label

LONGEST_TEXT = 4000
"""Most characters of a message in its ticket."""
UNCLEAR = "(No words were recognised; please listen to the recording.)"


@dataclass(frozen=True)
class VoicemailKeeping:
    """Stores finished recordings; the same one twice is stored once."""

    database: Database
    recorder: EventRecorder
    back_office: BackOffice
    recognisers: Recognisers

    def keep(self, path: Path, label: Label) -> None:
        """Store a recording.

        Raises:
            DatabaseFailure: the database is away.
            BackOfficeAway: no ticket could be opened.
        """
        recorded_at = datetime.fromisoformat(label.recorded_at)
        (heard,) = transcribe([str(path)], self.recognisers.pool(), Grammar())
        text, length_s = redact_text(heard.text), round(heard.audio_s, 1)
        ticket = NewTicket(
            idempotency_key=f"{label.key} ticket",
            call_sid=label.call_sid,
            subject="A message on the answering machine",
            text=f"{label.reason}\n\n{text or UNCLEAR}".strip()[:LONGEST_TEXT],
            queue=label.queue,
            order_number=None,
            created_at=recorded_at,
        )
        self.back_office.open_ticket(ticket)
        with self.database.writing() as session:
            calls.ensure(session, label.call_sid, recorded_at)
            opened = select(Ticket.id).where(Ticket.idempotency_key == ticket.idempotency_key)
            new = voicemails.store(
                session,
                {
                    "idempotency_key": label.key,
                    "call_sid": label.call_sid,
                    "queue": label.queue,
                    "file": path.name,
                    "length_s": length_s,
                    "text": text,
                    "ticket_id": session.scalar(opened),
                    "recorded_at": recorded_at,
                },
            )
            if new:
                left = VoicemailLeft(label.key, label.queue, length_s, text)
                self.recorder.append_within(session, label.call_sid, left)
