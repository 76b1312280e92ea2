"""A decision as one sentence: what was done, why, and the figures that were weighed."""

from flows.events import Decision, Scores
from flows.policy import ASKS_FOR_PERSON, DISTRESS

_DONE = {
    "automate": "Settled by the line",
    "verify": "Settled by the line after a check of identity",
    "clarify": "Asked again",
    "talk": "Went on talking",
    "transfer": "Handed to a person",
}


def explained(decision: Decision) -> str:
    """What was done, why, the figure that decided, and by which policy.

    Such as: Handed to a person (care): the caller is in distress; distress 0.82, a person from
    0.70 on; policy 3f2a91cc.
    """
    reason = decision.reason.rstrip(".")
    queue = f" ({decision.queue})" if decision.queue else ""
    why = f"{_DONE[decision.action]}{queue}: {reason[:1].lower()}{reason[1:]}"
    weighed = figures(decision)
    return f"{why}; {weighed}." if weighed else f"{why}."


def figures(decision: Decision) -> str:
    """The figure that decided, what it was held against, and the policy's version.

    Empty for a decision from before figures were kept.
    """
    weighed = decision.scores
    return f"{_held_against(decision, weighed)}; policy {decision.policy}" if weighed else ""


def _held_against(decision: Decision, scores: Scores) -> str:
    threshold = decision.threshold
    if decision.trigger == DISTRESS:
        return f"distress {scores.distress:.2f}, a person from {threshold or 0.0:.2f} on"
    if decision.action == "clarify" and decision.intent:
        ahead = f"{decision.intent} {scores.lead:+.2f} ahead of a matter for people"
        return f"{ahead}, needs {threshold or 0.0:.2f}"
    named = "speak_to_human" if decision.trigger == ASKS_FOR_PERSON else decision.intent
    surely = f"{named or 'the likeliest matter'} {scores.confidence:.2f}"
    return f"{surely}, counts from {threshold or 0.0:.2f} on"
