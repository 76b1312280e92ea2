"""What a call's record says of its transfers, held against what the telephones did."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select

from ivr.rehearsal.call_record import CallRecord
from ivr.store import transfer_attempts, transfers
from ivr.store.agents import Agent
from ivr.store.database import Database
from ivr.store.transfer_attempts import TransferAttempt
from ivr.store.transfers import Transfer
from telephony.simulator import CallResult, Script
from telephony.simulator.leg import Leg
from tests.fakes.conference_witness import Witness, attempt_of

PATIENCE_S = 60.0
"""So long a watchdog may take to finish what a lost report left open."""
_LOOK_EVERY_S = 0.1
_ALONE_MS, _ALONE_UNTOLD_MS = 3_000, 15_000
"""An agent without a caller, beside what they are told: where reports come, and where one got lost
and the watchdog asks."""
_SHORTEST_TALK_S = 1.0
"""Seconds of the line's own time: people who heard each other for longer have talked, whatever is
reported first."""
_AS_GOOD_AS_NOT_MET = frozenset({"failed", "agent_left"})
"""Where an agent hangs up as they meet: the caller is told to be back first, or the agent gone."""
_ACCEPTED = frozenset({"talked", "agent_left"})
_OUTCOMES: Mapping[str, frozenset[str]] = {
    "accept": _ACCEPTED,
    "hear_again": _ACCEPTED,
    "decline": frozenset({"declined"}),
    "no_key": frozenset({"no_key"}),
    "no_answer": frozenset({"no_answer"}),
    "busy": frozenset({"busy"}),
    "fail": frozenset({"failed"}),
    "voicemail": frozenset({"no_key", "voicemail"}),
    "hang_up_in_whisper": frozenset({"agent_left"}),
}
"""What an attempt comes to that nothing else interferes with, by what the agent does."""
_SUFFERED: Mapping[str, frozenset[str]] = {
    "fault lose_webhook": frozenset({"agent_left", "failed", "no_answer", "timed_out"}),
    "fault lose_rest_answer": frozenset({"timed_out"}),
    "fault refuse_join": frozenset({"failed"}),
}
"""What it may come to as well where the script asks for a fault."""
_MS_A_LETTER = 80
"""Of the network's voice, at most."""
_WELL = frozenset({"transferred", "callback", "voicemail", "abandoned"})
_EXPECTED_NOTICES = frozenset({11205, 13226})
"""A request that got lost, and a conference that lets nobody in: asked for by scripts."""


@dataclass(frozen=True)
class Played:
    """A call that is over."""

    script: Script
    result: CallResult
    record: CallRecord
    witness: Witness

    @property
    def asked_for(self) -> str:
        """The caller's turns, as text."""
        return " ".join(repr(turn.act) for turn in self.script.turns)

    @property
    def hung_up(self) -> bool:
        """Whether the caller put the receiver down, by script or as it could not be played."""
        return "HangUp" in self.asked_for or self.result.error is not None

    @cached_property
    def legs(self) -> list[Leg]:
        """Calls that the line placed."""
        return self.witness.agents_legs()

    def behaviour(self, leg: Leg) -> str:
        """What the agent does who was called."""
        return next(a.behaviour for a in self.script.agents if a.number == leg.parties.called)

    def told(self) -> str:
        """The call in short."""
        lines = [
            f"outcome {self.record.outcome}, error {self.result.error}",
            *(f"heard: {prompt.text}" for prompt in self.result.prompts[1:]),
            *(
                f"leg {attempt_of(leg)} {self.behaviour(leg)} {leg.status} keyed {leg.keyed} met"
                f" {self.witness.met_ms[leg.sid]} alone {self.witness.alone_ms[leg.sid]}"
                f" heard {[each.text for each in leg.played if each.text]}"
                for leg in self.legs
            ),
            *(f"{each.at:%S.%f} {each.kind} {each.body}" for each in self.record.events),
        ]
        return "\n".join(lines)


def complaints(played: Played, database: Database) -> list[str]:
    """All that must not be; empty where the call went as it should."""
    rows = _settled(played, database)
    attempts = [attempt for _, theirs in rows for attempt in theirs]
    with database.reading() as session:
        held = session.scalars(select(Agent).where(Agent.attempt_id.is_not(None))).all()
    return [
        *_of_the_caller(played, [transfer for transfer, _ in rows]),
        *(each for row in rows for each in _of_transfer(*row)),
        *(each for attempt in attempts for each in _of_attempt(played, attempt)),
        *_of_legs(played, attempts),
        *(f"agent {agent.user_id} is held by {agent.attempt_id}" for agent in held),
    ]


def _settled(played: Played, database: Database) -> list[tuple[Transfer, list[TransferAttempt]]]:
    """Transfers of the call with their attempts, once all has ended or patience is over."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        with database.reading() as session:
            rows = [
                (each, list(transfer_attempts.of_transfer(session, each.id)))
                for each in transfers.of_call(session, played.result.call_sid)
            ]
        over = all(each.ended_at for row, theirs in rows for each in (row, *theirs))
        if (over and all(leg.is_over for leg in played.legs)) or time.monotonic() > deadline:
            return rows
        time.sleep(_LOOK_EVERY_S)


def _of_the_caller(played: Played, rows: list[Transfer]) -> Iterator[str]:
    outcome, error = played.record.outcome, played.result.error or ""
    if outcome not in _WELL or (outcome == "abandoned" and not played.hung_up):
        yield f"the call ended as {outcome}"
    if "not heard within" in error or "not answered" in error:
        yield f"the caller was left alone: {error}"
    talked = any(each.state == "completed" for each in rows)
    if talked != (outcome == "transferred"):
        yield f"the call ended as {outcome}, its transfers as {[each.state for each in rows]}"
    codes = {notice.code for notice in played.result.notices}
    if codes - _EXPECTED_NOTICES:
        yield f"the network complained of {codes}"


def _of_transfer(transfer: Transfer, attempts: list[TransferAttempt]) -> Iterator[str]:
    if transfer.ended_at is None:
        yield f"transfer {transfer.id} is still {transfer.state}"
    talked = [each.id for each in attempts if each.outcome == "talked"]
    if len(talked) != (1 if transfer.state == "completed" else 0):
        yield f"transfer {transfer.id} is {transfer.state}, and {talked} talked"
    tried = [each.agent_id for each in attempts if each.call_sid]
    if len(tried) != len(set(tried)):
        yield f"transfer {transfer.id} rang somebody twice: {tried}"


def _of_attempt(played: Played, attempt: TransferAttempt) -> Iterator[str]:
    legs = [leg for leg in played.legs if attempt_of(leg) == attempt.id]
    if len(legs) != 1:
        yield f"attempt {attempt.id} placed {len(legs)} calls"
        return
    leg, outcome = legs[0], attempt.outcome or "open"
    allowed = _allowed(played, attempt, leg)
    if outcome not in allowed:
        yield f"attempt {attempt.id} of {played.behaviour(leg)}: {outcome}, not {sorted(allowed)}"
    met_ms = played.witness.met_ms[leg.sid]
    if outcome == "talked" and not met_ms:
        yield f"attempt {attempt.id} says they talked, and they never met"
    if outcome != "talked" and met_ms > _glimpse_ms(leg):
        yield f"attempt {attempt.id} says {outcome}, and they heard each other for {met_ms} ms"
    if outcome == "no_key" and {"1", "2"} & set(leg.keyed):
        yield f"attempt {attempt.id} says that no key came, and {leg.keyed} did"
    if attempt.by == "key" and attempt.accepted_at and "1" not in leg.keyed:
        yield f"attempt {attempt.id} was accepted with a key that nobody pressed"


def _allowed(played: Played, attempt: TransferAttempt, leg: Leg) -> set[str]:
    """What the attempt may have come to."""
    allowed = set(_OUTCOMES[played.behaviour(leg)])
    if played.hung_up or "Press(keys='1')" in played.asked_for:
        allowed.add("caller_left")
    if attempt.by == "desk":
        allowed |= {"declined"} if not attempt.accepted_at else _ACCEPTED
    if 0 < played.witness.met_ms[leg.sid] <= _glimpse_ms(leg):
        allowed |= _AS_GOOD_AS_NOT_MET
    asked = played.asked_for.replace("CauseFault(what='", "fault ")
    for fault, outcomes in _SUFFERED.items():
        if fault in asked:
            allowed |= outcomes
    return allowed


def _glimpse_ms(leg: Leg) -> float:
    return 1000 * _SHORTEST_TALK_S * leg.network.clock.speed


def _of_legs(played: Played, attempts: list[TransferAttempt]) -> Iterator[str]:
    known = {each.id for each in attempts}
    untold = "lose_" in played.asked_for
    for leg in played.legs:
        if attempt_of(leg) not in known:
            yield f"a call was placed for attempt {attempt_of(leg)}, which is none"
        if not leg.is_over:
            yield f"the call of attempt {attempt_of(leg)} goes on"
        alone_ms = played.witness.alone_ms[leg.sid] - _goodbye_ms(leg)
        if alone_ms > (_ALONE_UNTOLD_MS if untold else _ALONE_MS):
            yield f"the agent of attempt {attempt_of(leg)} was alone for {alone_ms} ms"


def _goodbye_ms(leg: Leg) -> int:
    """How long the agent was told that there is nobody any more."""
    said = [each for each in leg.played if each.text and each.text.endswith("Goodbye.")]
    return max((len(each.text or "") * _MS_A_LETTER for each in said), default=0)
