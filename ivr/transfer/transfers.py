"""Warm transfers: what the caller, the agent, the desk and time do to them."""

from collections.abc import Callable

from ivr.store.agents import AgentState
from ivr.transfer.agent_leg import AgentLeg
from ivr.transfer.caller_side import CallerSide
from ivr.transfer.desk_side import DeskSide
from ivr.transfer.estimate import Estimates
from ivr.transfer.owed import Owed
from ivr.transfer.parts import TransferParts
from ivr.transfer.switchboard import Switchboard, Work, in_background
from ivr.transfer.watchdog import Watchdog
from ivr.transfer.wish import AgentHears, BackTo, Meeting, Standing, Wish
from telephony.statuses import CallStatus
from telephony.webhooks import ConferenceReport


class Transfers:
    """All transfers of the line. Thread-safe; several processes may share the database.

    Every method may raise `DatabaseFailure`; nothing has changed then. What the caller's call told
    is done as soon as the database is back: a wish that failed is called off.
    """

    def __init__(self, parts: TransferParts, start: Callable[[Work], None] | None = None) -> None:
        """Prepare; nothing is done yet.

        Args:
            parts: of the line.
            start: starts requests to the network; each on a thread of its own where left out.
        """
        board = Switchboard(parts, start or in_background)
        self._caller = CallerSide(board, Estimates(parts.clock))
        self._leg = AgentLeg(board)
        self._desk = DeskSide(board)
        self._watchdog = Watchdog(board)
        self._owed = Owed()

    # -- the caller's call

    def request(self, wish: Wish) -> Standing:
        """Take a wish for a person, and begin to call one; asked again, it is the same transfer."""
        with self._owed.otherwise(lambda: self._caller.drop(wish.key, "line_failed")):
            return self._caller.request(wish)

    def standing(self, key: str) -> Standing | None:
        """Where the transfer under a key stands; None where there is none."""
        return self._caller.standing(key)

    def call_off(self, key: str, why: str) -> bool:
        """The holding caller chose otherwise (`callback`, `menu`).

        Returns:
            False where it is too late: an agent has accepted, or it has ended.
        """
        with self._owed.otherwise(lambda: self._caller.drop(key, why)):
            return self._caller.call_off(key, why)

    def caller_left(self, call_sid: str) -> None:
        """The caller's call is over."""
        with self._owed.otherwise(lambda: self._caller.left(call_sid)):
            self._caller.left(call_sid)

    def line_failed(self, call_sid: str) -> None:
        """The line can't serve the call, and offers a callback in the network's own voice."""
        with self._owed.otherwise(lambda: self._caller.fails(call_sid)):
            self._caller.fails(call_sid)

    def meeting_of(self, call_sid: str) -> Meeting | None:
        """The conference that a call without a stream enters now; None where it is to hold."""
        return self._caller.meeting(call_sid)

    def call_over(self, call_sid: str) -> None:
        """The caller is out of the conference, and their call goes on."""
        self._caller.over(call_sid)

    def has_talked(self, call_sid: str) -> bool:
        """Whether the caller talked with an agent."""
        return self._caller.has_talked(call_sid)

    # -- the agent's leg

    def picked_up(self, attempt_id: int, call_sid: str) -> AgentHears:
        """The agent's leg asks for its first instructions."""
        return self._leg.picked_up(attempt_id, call_sid)

    def keyed(self, attempt_id: int, digits: str) -> AgentHears:
        """The agent pressed a key in the whisper, or none."""
        return self._leg.keyed(attempt_id, digits)

    def joins(self, attempt_id: int) -> AgentHears:
        """The agent's leg asks for instructions after the desk accepted in the whisper."""
        return self._leg.joins(attempt_id)

    def not_let_in(self, attempt_id: int) -> AgentHears:
        """The network could not take the agent's leg into the conference."""
        return self._leg.not_let_in(attempt_id)

    def leg_changed(self, attempt_id: int, call_sid: str, status: CallStatus) -> None:
        """The network tells how far the agent's leg is."""
        self._leg.changed(attempt_id, call_sid, status)

    def machine_answered(self, attempt_id: int) -> None:
        """The network's detection tells that a machine answered."""
        self._leg.machine_answered(attempt_id)

    def conference_told(self, attempt_id: int, report: ConferenceReport) -> None:
        """The network tells what happened in the conference of an attempt."""
        self._leg.conference_told(attempt_id, report)

    # -- the desk

    def accept(self, attempt_id: int, user_id: int) -> bool:
        """The agent accepts on the desk; a telephone is asked for key 1 all the same."""
        return self._desk.accept(attempt_id, user_id)

    def decline(self, attempt_id: int, user_id: int) -> bool:
        """The agent declines on the desk, before they accepted."""
        return self._desk.decline(attempt_id, user_id)

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
        return self._desk.hand_back(transfer_id, user_id, to, queue, note)

    def set_state(self, user_id: int, state: AgentState) -> bool:
        """An agent becomes available or goes away; refused while ringing or in a call."""
        return self._desk.set_state(user_id, state)

    def wrap_up(
        self, attempt_id: int, user_id: int, disposition: str, notes: str, done: bool
    ) -> bool:
        """Keep what an agent noted of a talk; `done` makes them available again."""
        return self._desk.wrap_up(attempt_id, user_id, disposition, notes, done)

    # -- time

    def tick(self) -> None:
        """The watchdog's one round: finds and finishes what is stuck."""
        self._owed.settle()
        self._watchdog.tick()
