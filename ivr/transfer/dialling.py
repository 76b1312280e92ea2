"""Calling agents one after another, until one comes or nobody is left."""

from dataclasses import dataclass

import structlog

from flows.policy import queue_is_open
from ivr.store import agents, transfers
from ivr.store.agents import Agent
from ivr.store.failures import DatabaseFailure
from ivr.store.transfer_attempts import TransferAttempt
from ivr.store.transfers import Transfer
from ivr.transfer.change import Change
from ivr.transfer.changes import Changes
from ivr.transfer.orders import CallAgent
from ivr.transfer.parts import TransferParts
from ivr.transfer.routing import Nobody, choose
from ivr.transfer.states import TransferState
from ivr.transfer.summary import make_summary

log = structlog.get_logger()


@dataclass(frozen=True)
class Dialling:
    """Brings transfers on whose caller holds while no agent is called."""

    parts: TransferParts
    changes: Changes

    def go_on(self, transfer_id: int) -> None:
        """Call the next agent; where there is nobody to wait for, the transfer ends.

        Raises:
            DatabaseFailure: nothing has changed.
        """
        self._summarise(transfer_id)
        with self.changes.begin() as change:
            transfer = change.transfer(transfer_id)
            if transfer is not None and transfer.state == TransferState.REQUESTED:
                self._dial(change, transfer)

    def _dial(self, change: Change, transfer: Transfer) -> None:
        why = self._nobody_comes(change, transfer)
        if why:
            change.end(transfer, TransferState.UNANSWERED, why)
            return
        chosen = choose(change.session, transfer, change.now.astimezone(self.parts.zone))
        if isinstance(chosen, Nobody):
            change.end(transfer, TransferState.UNANSWERED, chosen.why)
            return
        for agent in chosen.agents:
            if self._call(change, transfer, agent):
                return

    def _nobody_comes(self, change: Change, transfer: Transfer) -> str:
        """Why no agent is to be looked for; empty where one is."""
        flows, now = self.parts.flows, change.now.astimezone(self.parts.zone)
        if self.parts.telephone is None:
            return "nobody_available"
        if not queue_is_open(flows.policy, transfer.queue, flows.hours, now):
            return "closed"
        return "limit" if change.now >= transfer.give_up_at else ""

    def _call(self, change: Change, transfer: Transfer, agent: Agent) -> bool:
        """Claim an agent and have them called; False where another transfer was faster."""
        attempt = TransferAttempt(
            transfer_id=transfer.id, agent_id=agent.user_id, placed_at=change.now
        )
        change.session.add(attempt)
        change.session.flush()
        if not agents.claim(change.session, agent.user_id, attempt.id, change.now):
            change.session.delete(attempt)
            change.session.flush()
            return False
        change.move(transfer, TransferState.DIALING)
        change.orders.append(CallAgent(attempt.id, agent.address))
        return True

    def _summarise(self, transfer_id: int) -> None:
        """Make the summary, unless it is there; a call goes on without one that can't be made."""
        database = self.parts.database
        with database.reading() as session:
            transfer = transfers.load(session, transfer_id)
            if transfer is None or transfer.summary is not None:
                return
        self.parts.recorder.flush()
        try:
            with database.reading() as session:
                policy, zone = self.parts.flows.policy, self.parts.zone
                made = make_summary(session, transfer.call_sid, transfer, policy, zone)
        except DatabaseFailure:
            raise
        except Exception:
            log.exception("summary_not_made", transfer=transfer_id)
            return
        with self.changes.begin() as change:
            held = change.transfer(transfer_id)
            if held is not None:
                held.summary = made.to_json()
