"""The funnel of transfers as lines for a terminal."""

from collections.abc import Iterator

from ivr.calls.notes import in_words
from ivr.insight.funnel import CALLER_LEFT, Funnel, Stage, TransferFunnel

_STAGES = {
    Stage.REQUESTED: "requested",
    Stage.RANG: "rang",
    Stage.ANSWERED: "answered",
    Stage.ACCEPTED: "accepted",
    Stage.JOINED: "joined",
    Stage.TALKED: "talked over 30 s",
}
_WHILE = {
    Stage.REQUESTED: "caller left while no telephone rang",
    Stage.RANG: "caller left while it rang",
    Stage.ANSWERED: "caller left while an agent listened to the whisper",
    Stage.ACCEPTED: "caller left while being joined",
}
_REASONS = {
    "callback": "callback chosen",
    "menu": "menu chosen",
    "limit": "waiting limit reached",
    "nobody_available": "nobody available",
}
_WHOLE = 100


def funnel_table(told: TransferFunnel) -> str:
    """The whole funnel, then one for each queue."""
    parts = [_lines("All queues", told.whole)]
    parts += [_lines(f"Queue {name}", each) for name, each in told.by_queue.items()]
    return "\n\n".join("\n".join(lines) for lines in parts)


def _lines(title: str, funnel: Funnel) -> Iterator[str]:
    yield title
    asked = funnel.reached.get(Stage.REQUESTED, 0)
    for stage, name in _STAGES.items():
        reached = funnel.reached.get(stage, 0)
        share = f"{reached * _WHOLE / asked:.0f} %" if asked else "-"
        yield f"  {name:<18}{reached:>6}{share:>7}{_lost(stage, funnel)}".rstrip()
    if funnel.attempts:
        outcomes = ", ".join(f"{in_words(name)} {n}" for name, n in sorted(funnel.attempts.items()))
        yield f"  calls to agents: {outcomes}"


def _lost(stage: Stage, funnel: Funnel) -> str:
    """Who came so far and no further."""
    lost = funnel.lost.get(stage, {})
    told = (f"{_reason(stage, why)} {count}" for why, count in sorted(lost.items()))
    return f"   no further: {', '.join(told)}" if lost else ""


def _reason(stage: Stage, why: str) -> str:
    if why == CALLER_LEFT:
        return _WHILE.get(stage, in_words(why))
    return _REASONS.get(why, in_words(why))
