"""The menu in the network's own voice, for calls our own voice can't serve.

One key stores a callback. A caller who withholds their number is asked to key one in.
"""

from datetime import UTC, datetime, timedelta

from ivr.actions.store_callback import dialable
from ivr.calls.events import CallbackStored, CallEnded
from ivr.store.callbacks import NewCallback
from ivr.wiring import Line
from telephony import twiml

QUEUE = "support"
WITHIN = timedelta(hours=2)
SORRY = "I am sorry, our line has a technical problem. "
ASK_KEY = SORRY + "Press one, and a person will call you back on this number within two hours."
ASK_NUMBER = SORRY + (
    "A person can call you back. Please key in your telephone number with the area code, then hash."
)
THANKS = "Thank you. A person will call you back within two hours. Goodbye."
NOTHING = "I am sorry that we could not help. Please call again in a few minutes. Goodbye."
LONGEST_NUMBER = 16


def menu(caller_number: str, action_url: str, nothing_url: str) -> str:
    """TwiML that offers a callback."""
    if dialable(caller_number):
        return twiml.gather(ASK_KEY, action_url, nothing_url)
    return twiml.gather(ASK_NUMBER, action_url, nothing_url, num_digits=LONGEST_NUMBER)


def keyed(line: Line, call_sid: str, caller_number: str, digits: str) -> str:
    """Store the callback where the keys asked for one; TwiML that says so, and ends the call."""
    known = dialable(caller_number)
    number = known if known and digits == "1" else dialable(digits) if not known else None
    if number is None:
        return given_up(line, call_sid)
    now = datetime.now(UTC)
    callback = NewCallback(
        idempotency_key=f"{call_sid} emergency",
        call_sid=call_sid,
        number=number,
        queue=QUEUE,
        reason="The line failed during the call",
        created_at=now,
        promised_by=now + WITHIN,
    )
    line.recorder.promise(callback)
    stored = CallbackStored(
        callback.idempotency_key, number[-4:], QUEUE, callback.promised_by.isoformat()
    )
    if line.ended.claim(call_sid):
        line.recorder.append(call_sid, stored, CallEnded("callback", "line_failed"))
    return twiml.say_then_hang_up(THANKS)


def given_up(line: Line, call_sid: str) -> str:
    """TwiML that ends a call nobody could help."""
    if line.ended.claim(call_sid):
        line.recorder.append(call_sid, CallEnded("failed", "line_failed"))
    return twiml.say_then_hang_up(NOTHING)
