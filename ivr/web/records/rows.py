"""Calls as the list shows them."""

from dataclasses import dataclass
from datetime import datetime

from ivr.store.call_list import CallPage
from ivr.store.calls import Call
from ivr.web.records.words import clock, intent_words, moment, number_words, outcome_words


@dataclass(frozen=True)
class CallRow:
    """One call, ready to be shown."""

    call_sid: str
    started_at: str
    """ISO 8601."""
    when: str
    number: str
    intent: str
    outcome: str
    """Name of the outcome, `on` while the call is on, `unknown` where none was recorded."""
    outcome_label: str
    outcome_sentence: str
    duration: str
    """Minutes and seconds; so far, while the call is on."""
    first_words: str

    @property
    def is_on(self) -> bool:
        """True while the call is on."""
        return self.outcome == "on"


def row_of(call: Call, now: datetime, first_words: str = "") -> CallRow:
    """A call, ready to be shown."""
    is_over = call.ended_at is not None
    label, sentence = outcome_words(call.outcome, is_over=is_over)
    lasted = ((call.ended_at or now) - call.started_at).total_seconds()
    return CallRow(
        call_sid=call.call_sid,
        started_at=call.started_at.isoformat(),
        when=moment(call.started_at, now),
        number=number_words(call.from_number),
        intent=intent_words(call.intent),
        outcome=(call.outcome or "unknown") if is_over else "on",
        outcome_label=label,
        outcome_sentence=sentence,
        duration=clock(lasted),
        first_words=first_words,
    )


def rows_of(page: CallPage, now: datetime) -> list[CallRow]:
    """The calls of a page, ready to be shown."""
    words = page.first_words
    return [row_of(call, now, words.get(call.call_sid, "")) for call in page.calls]
