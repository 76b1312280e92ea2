"""Hand a matter to people as a ticket.

```yaml
- action: open_ticket
  with: {queue: care, subject: "Parcel missing", text: "{summary}", order_number: "{order_number}"}
  outcomes: {opened: tell_ticket, failed: sorry}
```
"""

from pydantic import BaseModel, Field

from ivr.actions.action import Action, Done, Parts, Request
from ivr.actions.shapes import Ticket
from ivr.store.redaction import redact_text
from ivr.store.tickets import NewTicket


class OpenTicket(BaseModel):
    """What people are to look into."""

    queue: str = Field(min_length=1, max_length=64)
    subject: str = Field(min_length=1, max_length=200)
    text: str = Field("", max_length=4000)
    order_number: str | None = Field(None, pattern=r"^\d{1,20}$")


def opened(ticket: OpenTicket, request: Request, parts: Parts) -> str:
    """The number of the ticket, opened once for the act.

    Raises:
        BackOfficeAway: the back office gave no answer.
    """
    new = NewTicket(
        idempotency_key=request.key,
        call_sid=request.call_sid,
        subject=redact_text(ticket.subject),
        text=redact_text(ticket.text),
        queue=ticket.queue,
        order_number=ticket.order_number,
        created_at=request.now,
    )
    return parts.back_office.open_ticket(new)


def _carry_out(arguments: OpenTicket, request: Request, parts: Parts) -> Done:
    return Done("opened", {"ticket": opened(arguments, request, parts)})


OPEN_TICKET = Action(
    name="open_ticket",
    arguments=OpenTicket,
    outcomes=("opened",),
    effect="repeatable",
    carry_out=_carry_out,
    gives={"opened": Ticket},
)
