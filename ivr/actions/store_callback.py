"""Promise the caller that a person rings back, and when.

```yaml
- action: store_callback
  with: {queue: "{queue}", reason: "{reason}"}     # number: only where it is not the caller's own
  outcomes: {stored: promised, no_number: ask_number, failed: sorry}
```
The promise is kept even while the database is away: it waits in the spill folder.
"""

from datetime import datetime, timedelta

from pydantic import AwareDatetime, BaseModel, Field

from flows.events import Json
from ivr.actions.action import Action, Done, Parts, Request
from ivr.actions.phone_numbers import dialable
from ivr.calls.events import CallbackStored
from ivr.store.callbacks import NewCallback
from ivr.store.redaction import redact_text

_LONGEST_REASON = 400


class StoreCallback(BaseModel):
    """What is needed to ring somebody back."""

    queue: str = Field(min_length=1, max_length=64)
    reason: str = Field("", max_length=2000)
    number: str | None = Field(None, max_length=40)
    """Where to ring; None for the number the caller rings from."""


class Promise(BaseModel):
    """When and where somebody is rung back."""

    number: str
    queue: str
    promised_by: AwareDatetime


class Stored(BaseModel):
    """What `stored` gives."""

    callback: Promise


def _carry_out(arguments: StoreCallback, request: Request, parts: Parts) -> Done:
    number = dialable(arguments.number or request.caller_number)
    if number is None:
        return Done("no_number")
    promised_by = _full_minute(parts.callback_by(arguments.queue, request.now))
    callback = NewCallback(
        idempotency_key=request.key,
        call_sid=request.call_sid,
        number=number,
        queue=arguments.queue,
        reason=redact_text(arguments.reason)[:_LONGEST_REASON],
        created_at=request.now,
        promised_by=promised_by,
    )
    parts.recorder.promise(callback)
    values: dict[str, Json] = {
        "number": number,
        "queue": callback.queue,
        "promised_by": promised_by.isoformat(),
    }
    stored = CallbackStored(request.key, number[-4:], callback.queue, promised_by.isoformat())
    return Done("stored", {"callback": values}, (stored,))


def _full_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0) + timedelta(minutes=1)


STORE_CALLBACK = Action(
    name="store_callback",
    arguments=StoreCallback,
    outcomes=("stored", "no_number"),
    effect="repeatable",
    carry_out=_carry_out,
    gives={"stored": Stored},
)
