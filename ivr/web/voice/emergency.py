"""The menu in the network's own voice, for calls our own voice can't serve.

Any key stores a callback on the caller's number; a caller who withholds it is asked to key one in.
Where nothing usable comes, the question is put once more before the call ends.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from ivr.actions.phone_numbers import dialable
from ivr.calls.arrivals import Arrivals
from ivr.calls.events import CallbackStored, CallEnded
from ivr.store.callbacks import NewCallback
from ivr.wiring import Line
from telephony import twiml

QUEUE = "support"
WITHIN = timedelta(hours=2)
SORRY = "I am sorry, our line has a technical problem. "
AGAIN = "I did not get that. "
ASK_KEY = "Press any key, and a person will call you back on this number within two hours."
ASK_NUMBER = (
    "A person can call you back. Please key in your telephone number with the area code, then hash."
)
THANKS = "Thank you. A person will call you back within two hours. Goodbye."
NOTHING = "I am sorry that we could not help. Please call again in a few minutes. Goodbye."
LONGEST_NUMBER = 16


@dataclass
class Menu:
    """The menu of one call."""

    arrivals: Arrivals
    call_sid: str
    url: str
    """Takes the keys; a request that comes back without any is a call on which none was pressed."""
    asked_before: bool

    def ask(self) -> str:
        """TwiML that offers a callback."""
        return self._gather(SORRY, self.url)

    def take(self, digits: str) -> str:
        """TwiML that follows from the keys pressed; empty where there were none."""
        number = dialable(self._caller) if digits else None
        number = number or dialable(digits)
        if number is not None:
            return self._promise(number)
        return self._give_up() if self.asked_before else self._gather(AGAIN, f"{self.url}?again=1")

    def _gather(self, opening: str, url: str) -> str:
        if dialable(self._caller):
            return twiml.gather(opening + ASK_KEY, url, url)
        return twiml.gather(opening + ASK_NUMBER, url, url, num_digits=LONGEST_NUMBER)

    @property
    def line(self) -> Line:
        """The line that failed the caller."""
        return self.arrivals.line

    @cached_property
    def _caller(self) -> str:
        return self.arrivals.number_of(self.call_sid)

    def _promise(self, number: str) -> str:
        now = datetime.now(UTC)
        callback = NewCallback(
            idempotency_key=f"{self.call_sid} emergency",
            call_sid=self.call_sid,
            number=number,
            queue=QUEUE,
            reason="The line failed during the call",
            created_at=now,
            promised_by=now + WITHIN,
        )
        self.line.recorder.promise(callback)
        stored = CallbackStored(
            callback.idempotency_key, number[-4:], QUEUE, callback.promised_by.isoformat()
        )
        if self.line.ended.claim(self.call_sid):
            self.line.recorder.append(self.call_sid, stored, CallEnded("callback", "line_failed"))
        return twiml.say_then_hang_up(THANKS)

    def _give_up(self) -> str:
        if self.line.ended.claim(self.call_sid):
            self.line.recorder.append(self.call_sid, CallEnded("failed", "line_failed"))
        return twiml.say_then_hang_up(NOTHING)
