"""All that an agent is told of a caller, as one tree; whisper, short and long form are read off it.

Texts are redacted, times in UTC. Empty texts and tuples stand for what is not known.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

MoodLevel = Literal["calm", "upset", "very_upset"]
MatterState = Literal["open", "settled", "for_people"]
ContactKind = Literal["call", "ticket", "callback", "voicemail"]


@dataclass(frozen=True)
class Reason:
    """Why a person takes over."""

    trigger: str
    """Name of the policy's trigger."""
    sentence: str
    queue: str
    queue_title: str
    own: bool = False
    """True where the flow gave a reason of its own, in place of the trigger's."""
    note: str = ""
    """What the agent before wrote."""


@dataclass(frozen=True)
class Matter:
    """Something the caller wants."""

    intent: str
    title: str
    """In readable words: "where an order is"."""
    words: str
    """How the caller put it; empty where it was chosen by key."""
    state: MatterState
    policy: str
    """What the policy says of such matters, one sentence."""


@dataclass(frozen=True)
class Identity:
    """Whether the line knows who calls."""

    verified: bool = False
    method: str = ""
    """In readable words: "PIN"."""
    at: datetime | None = None
    name: str = ""
    customer: str = ""
    """Number in the back office."""


@dataclass(frozen=True)
class Customer:
    """The account that the caller, or the caller's number, belongs to."""

    number: str
    name: str
    phone: str
    email: str
    """First letter and domain."""
    address: str
    town: str
    postcode: str
    locked: bool
    basis: Literal["verified", "number"]
    """Shown by the caller; or the account on which the caller's number is, which proves nothing."""


@dataclass(frozen=True)
class Refund:
    """Money on its way back."""

    state: str
    amount: str
    """Decimal, such as 41.00."""
    currency: str
    expected_on: date | None
    paid_on: date | None


@dataclass(frozen=True)
class Order:
    """An order of the customer's, or one that was talked about."""

    number: str
    state: str
    """An `OrderState`."""
    placed_on: date | None = None
    expected_on: date | None = None
    delivered_on: date | None = None
    delivered_to: str = ""
    delay_reason: str = ""
    carrier: str = ""
    items: tuple[str, ...] = ()
    total: str = ""
    """Amount and currency: "41.00 USD"."""
    refund: Refund | None = None
    talked_of: bool = False
    """True where the call has touched it."""


@dataclass(frozen=True)
class Given:
    """A value the caller gave."""

    label: str
    value: str


@dataclass(frozen=True)
class FailedStep:
    """A question at which the line and the caller did not get on at once."""

    step: str
    what: str
    """In readable words: "the order number"."""
    tries: int
    why: str
    """In readable words, of the last try: "not understood"."""
    gave_up: bool
    """True where it was left without an answer."""


@dataclass(frozen=True)
class Tried:
    """What the line did, and what came of it."""

    action: str
    outcome: str
    sentence: str
    times: int = 1
    """In a row."""


@dataclass(frozen=True)
class MoodPoint:
    """Distress at one moment."""

    at: datetime
    score: float
    """0 calm to 1."""


@dataclass(frozen=True)
class Mood:
    """How the caller is, by their most distressed sentence."""

    level: MoodLevel = "calm"
    score: float = 0.0
    words: str = ""
    """The sentence that showed it, verbatim; empty where the caller is calm."""
    course: tuple[MoodPoint, ...] = ()


@dataclass(frozen=True)
class Contact:
    """An earlier contact of the last 30 days, or a promise that is open."""

    kind: ContactKind
    at: datetime
    what: str
    """One line: matter and outcome."""
    same_matter: bool = False
    is_open: bool = False
    """Whether it is a promise that nobody has taken on."""


@dataclass(frozen=True)
class Facts:
    """All of it."""

    call_sid: str
    number: str
    """The caller's; empty where it is withheld."""
    called_at: datetime | None
    asked_at: datetime
    """When a person was asked for."""
    reason: Reason
    matters: tuple[Matter, ...] = ()
    identity: Identity = Identity()
    customer: Customer | None = None
    orders: tuple[Order, ...] = ()
    given: tuple[Given, ...] = ()
    failed_steps: tuple[FailedStep, ...] = ()
    tried: tuple[Tried, ...] = ()
    mood: Mood = Mood()
    wish: str = ""
    """What the caller wants in their own words."""
    last_words: str = ""
    contacts: tuple[Contact, ...] = ()
    asked_of_agent: str = ""
    """A verb and its object, for "Please …": "find the order"."""
    next_steps: tuple[str, ...] = ()

    @property
    def matter(self) -> Matter | None:
        """The matter the agent is needed for: one for people, else the last that is open."""
        for state in ("for_people", "open", "settled"):
            found = [each for each in self.matters if each.state == state]
            if found:
                return found[-1]
        return None

    @property
    def order(self) -> Order | None:
        """The order the call is about; None where it touched none, or several."""
        touched = [each for each in self.orders if each.talked_of]
        return touched[0] if len(touched) == 1 else None
