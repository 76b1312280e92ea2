"""What understanding does to callers: who would be automated wrongly, who sent on needlessly."""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.policy import Policy
from ivr.evaluation.judged import Judged, Share, share_of
from ivr.policy.decide import OUT_OF_SCOPE, SPEAK_TO_HUMAN

_AUTOMATED = ("automate", "verify")


@dataclass(frozen=True)
class DecisionFigures:
    """Shares of utterances, by what the policy keeps for whom."""

    human_automated: Share
    """Of utterances with a matter for people, those the line would have settled itself."""
    human_transferred: Share
    """Of the same, those that reach a person at once; the others are asked again."""
    automatable_transferred: Share
    """Of utterances whose matters the line settles, those sent to a person."""
    automatable_clarified: Share
    """Of the same, those that are asked again."""
    automatable_settled: Share
    """Of the same, those that are automated, as the matter that was meant."""
    pleas_heard: Share
    """Of pleas for a person, those that reach one at once."""
    out_of_scope_automated: Share
    """Of utterances out of scope, those taken for a matter that the line settles."""
    out_of_scope_transferred: Share
    clarified: Share
    """Of all."""


def decision_figures(judged: Sequence[Judged], policy: Policy) -> DecisionFigures:
    """Judge what the policy decided by what it says of the intents that were meant."""
    pleas = [each for each in judged if SPEAK_TO_HUMAN in each.test.matters]
    human = [each for each in judged if _for_people(each, policy)]
    own = [each for each in judged if _automatable(each, policy)]
    outside = [each for each in judged if each.test.matters == (OUT_OF_SCOPE,)]
    return DecisionFigures(
        human_automated=share_of(human, _automated),
        human_transferred=share_of(human, _transferred),
        automatable_transferred=share_of(own, _transferred),
        automatable_clarified=share_of(own, _clarified),
        automatable_settled=share_of(own, lambda each: _automated(each) and each.right),
        pleas_heard=share_of(pleas, _transferred),
        out_of_scope_automated=share_of(outside, _automated),
        out_of_scope_transferred=share_of(outside, _transferred),
        clarified=share_of(judged, _clarified),
    )


def _for_people(each: Judged, policy: Policy) -> bool:
    """Whether a matter is kept for people; a plea for one is no matter."""
    return any(m != SPEAK_TO_HUMAN and policy.risk_of(m) == "human" for m in each.test.matters)


def _automatable(each: Judged, policy: Policy) -> bool:
    return all(policy.risk_of(matter) in _AUTOMATED for matter in each.test.matters)


def _automated(each: Judged) -> bool:
    return each.decision.action in _AUTOMATED


def _transferred(each: Judged) -> bool:
    return each.decision.action == "transfer"


def _clarified(each: Judged) -> bool:
    return each.decision.action == "clarify"
