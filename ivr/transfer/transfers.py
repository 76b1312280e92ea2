"""Warm transfers: what the caller, the agent, the desk and time do to them."""

from ivr.store.agents import AgentState
from ivr.transfer.parts import TransferParts
from ivr.transfer.wish import AgentHears, BackTo, Meeting, Standing, Wish
from telephony.statuses import CallStatus
from telephony.webhooks import ConferenceReport


class Transfers:
    """All transfers of the line. Thread-safe; several processes may share the database.

    Every method may raise `DatabaseFailure`; nothing has changed then.
    """

    def __init__(self, parts: TransferParts) -> None:
        self._parts = parts

    # -- the caller's call

    def request(self, wish: Wish) -> Standing:
        """Take a wish for a person, and begin to call one; asked again, it is the same transfer."""
        raise NotImplementedError

    def standing(self, key: str) -> Standing | None:
        """Where the transfer under a key stands; None where there is none."""
        raise NotImplementedError

    def call_off(self, key: str, why: str) -> bool:
        """The holding caller chose otherwise (`callback`, `menu`).

        Returns:
            False where it is too late: an agent has accepted, or it has ended.
        """
        raise NotImplementedError

    def caller_left(self, call_sid: str) -> None:
        """The caller's call is over."""
        raise NotImplementedError

    def meeting_of(self, call_sid: str) -> Meeting | None:
        """The conference that a call without a stream enters now; None where it is to hold."""
        raise NotImplementedError

    def call_over(self, call_sid: str) -> None:
        """The caller is out of the conference, and their call goes on."""
        raise NotImplementedError

    def has_talked(self, call_sid: str) -> bool:
        """Whether the caller talked with an agent."""
        raise NotImplementedError

    # -- the agent's leg

    def picked_up(self, attempt_id: int, call_sid: str) -> AgentHears:
        """The agent's leg asks for its first instructions."""
        raise NotImplementedError

    def keyed(self, attempt_id: int, digits: str) -> AgentHears:
        """The agent pressed a key in the whisper, or none."""
        raise NotImplementedError

    def joins(self, attempt_id: int) -> AgentHears:
        """The agent's leg asks for instructions after the desk accepted in the whisper."""
        raise NotImplementedError

    def leg_changed(self, attempt_id: int, call_sid: str, status: CallStatus) -> None:
        """The network tells how far the agent's leg is."""
        raise NotImplementedError

    def machine_answered(self, attempt_id: int) -> None:
        """The network's detection tells that a machine answered."""
        raise NotImplementedError

    def conference_told(self, attempt_id: int, report: ConferenceReport) -> None:
        """The network tells what happened in the conference of an attempt."""
        raise NotImplementedError

    # -- the desk

    def accept(self, attempt_id: int, user_id: int) -> bool:
        """The agent accepts on the desk: in the whisper at once, else as they pick up."""
        raise NotImplementedError

    def decline(self, attempt_id: int, user_id: int) -> bool:
        """The agent declines on the desk, before they accepted."""
        raise NotImplementedError

    def hand_back(
        self, transfer_id: int, user_id: int, to: BackTo, queue: str = "", note: str = ""
    ) -> bool:
        """The agent ends the talk and sends the caller on.

        Args:
            transfer_id: the transfer in which they talk.
            user_id: the agent.
            to: a rating, another queue, or back to the line.
            queue: the queue, for `queue`.
            note: for the next agent.

        Returns:
            False where they don't talk.
        """
        raise NotImplementedError

    def set_state(self, user_id: int, state: AgentState) -> bool:
        """An agent becomes available or goes away; refused while ringing or in a call."""
        raise NotImplementedError

    def wrap_up(
        self, attempt_id: int, user_id: int, disposition: str, notes: str, done: bool
    ) -> bool:
        """Keep what an agent noted of a talk; `done` makes them available again."""
        raise NotImplementedError

    # -- time

    def tick(self) -> None:
        """The watchdog's one round: finds and finishes what is stuck."""
        raise NotImplementedError
