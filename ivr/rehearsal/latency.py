"""How fast the line answers: from the caller's last sound to the first of the answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ivr.evaluation.spread import spread
from ivr.rehearsal.call_record import CallRecord, RecordedEvent
from ivr.rehearsal.expectations import check
from ivr.rehearsal.placed_turns import PlacedTurn, epoch_offset_s, placed_turns
from ivr.rehearsal.playing import whole_record
from ivr.rehearsal.scripts import PlannedCall, plan
from ivr.rehearsal.stage import Stage
from telephony.simulator import CallResult

SCRIPTS = Path(__file__).with_name("bench_calls")
_SAYING = ("prompt_started", "prompt_heard")


@dataclass(frozen=True)
class TurnLatency:
    """One answer of the line, in milliseconds; the parts and the rest add up to the whole."""

    voice_to_voice_ms: float
    """From the last audible sample the phone sent to the first it received."""
    endpoint_wait_ms: float
    """Silence, in audio time, until the line took the utterance as complete."""
    understanding_ms: float
    """From words to meaning: Rasa, entities, distress."""
    flow_and_action_ms: float
    """The flow's way to its next sentence, with lookups and what is stored."""
    synthesis_and_send_ms: float
    """From that sentence to its first sound at the phone."""

    @property
    def rest_ms(self) -> float:
        """Sound on its way, and what phone and line differ in about where speech ended."""
        parts = (self.endpoint_wait_ms, self.understanding_ms)
        return self.voice_to_voice_ms - sum(parts) - self._answering_ms

    @property
    def _answering_ms(self) -> float:
        return self.flow_and_action_ms + self.synthesis_and_send_ms


@dataclass(frozen=True)
class MeasuredCall:
    """One call of the measurement."""

    script: str
    turns: tuple[TurnLatency, ...]
    failures: tuple[str, ...]
    """Expectations that were not met, each in a sentence."""


def bench_calls(count: int) -> list[PlannedCall]:
    """That many calls, taking turns among the packaged scripts."""
    scripts = plan(sorted(SCRIPTS.glob("*.yaml")))
    return [scripts[index % len(scripts)] for index in range(count)]


def measured(stage: Stage, calls: Sequence[PlannedCall]) -> Iterator[MeasuredCall]:
    """Place the calls one after another; what each of them measured."""
    for call in calls:
        result = stage.network.place_call(call.script)
        record = whole_record(stage.records, result)
        failures = tuple(
            f"{each.name}: expected {each.expected}, found {each.found}"
            for each in check(call.expected, result, record)
            if not each.passed
        )
        yield MeasuredCall(call.script.name, latencies(result, record), failures)


def latencies(result: CallResult, record: CallRecord) -> tuple[TurnLatency, ...]:
    """The latency of every turn that was spoken and answered, for a call in real time."""
    found = (_latency(placed) for placed in placed_turns(result, record))
    return tuple(latency for latency in found if latency is not None)


def summary(turns: Sequence[TurnLatency]) -> dict[str, dict[str, float]]:
    """Median, 95th percentile, least and most of each figure.

    Raises:
        ValueError: there are no turns.
    """
    if not turns:
        raise ValueError("no turn was measured")
    names = [*(each.name for each in fields(TurnLatency)), "rest_ms"]
    return {name: spread([getattr(turn, name) for turn in turns]) for name in names}


def _latency(placed: PlacedTurn) -> TurnLatency | None:
    whole_ms, first = placed.turn.voice_to_voice_ms, placed.turn.first_audio
    spoke, understood = _first(placed, "caller_spoke"), _first(placed, "understood")
    prompt = _first(placed, "prompt_started")
    if whole_ms is None or first is None or not (spoke and understood and prompt):
        return None
    thought = [e for e in placed.events if understood.at <= e.at <= prompt.at]
    decided = max(e.at for e in thought if e.kind not in _SAYING)
    first_audio_s = first.wall_s + epoch_offset_s()
    return TurnLatency(
        voice_to_voice_ms=whole_ms,
        endpoint_wait_ms=spoke.body["endpoint_ms"] - spoke.body["end_ms"],
        understanding_ms=understood.body["took_ms"],
        flow_and_action_ms=(decided - understood.at).total_seconds() * 1000,
        synthesis_and_send_ms=(first_audio_s - decided.timestamp()) * 1000,
    )


def _first(placed: PlacedTurn, kind: str) -> RecordedEvent | None:
    return next((event for event in placed.events if event.kind == kind), None)


def report(calls: Sequence[MeasuredCall]) -> dict[str, Any]:
    """The document that `warmline bench latency --json` prints."""
    turns = [turn for call in calls for turn in call.turns]
    failed = [f"{call.script}: {failure}" for call in calls for failure in call.failures]
    return {
        "calls": len(calls),
        "count": len(turns),
        **(summary(turns) if turns else {}),
        "failures": failed,
        "passed": bool(turns) and not failed,
    }
