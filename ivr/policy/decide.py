"""From meaning to decision: automate, verify first, ask again, or fetch a person.

Pure and in a fixed order: a plea for a person, distress, a matter that is kept for people, what
was not understood, and only then the matter itself. Failures at a step and faults of the line are
weighed by the flow engine, which sees them. A matter of an earlier call comes last: one that is
unclear is asked about first. A plea for a person needs half the confidence of any
other matter: a person too many costs less than a plea unheard. A correction ("actually the other
order") needs more for a matter that is kept for people: its few words resemble many. A matter that
the line may settle must be ahead of all those for people together by the policy's margin, taken of
what both come to: at 0.5 it is three times as likely. Where it is not, the caller is asked: an
utterance that is a little of a complaint, a little of a fault and a little of a dispute is most
likely one for a person, whichever.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from flows.events import Decision, Scores, Verdict
from flows.policy import ASKS_FOR_PERSON, DISTRESS, HUMAN_ONLY, REPEAT_CALL, Policy
from nlu.understanding import Understanding

SPEAK_TO_HUMAN = "speak_to_human"
OUT_OF_SCOPE = "out_of_scope"
Matter = tuple[str, float]
_NO_MATTER: Matter = ("", 0.0)


def decide(
    understanding: Understanding,
    policy: Policy,
    call_distress: float = 0.0,
    rang_about: Collection[str] = (),
) -> Decision:
    """What to do about an utterance; of several matters in it, one for people decides.

    Args:
        understanding: what it means.
        policy: risks, triggers and thresholds.
        call_distress: of the caller by the whole call so far, 0 to 1; the utterance's own counts
            where that is more.
        rang_about: intents of the caller's earlier calls that are for a person now.

    Returns:
        A decision whose reason is one sentence an agent can read.
    """
    weighed = _Weighed(understanding, policy, max(call_distress, understanding.distress))
    floor = policy.understanding_floor
    named = (*understanding.matters, (understanding.intent, understanding.confidence))
    plea = next((m for m in named if m[0] == SPEAK_TO_HUMAN and m[1] >= floor / 2), None)
    if plea is not None:
        return weighed.transfer(ASKS_FOR_PERSON, _for_queue(named, policy), floor / 2, plea[1])
    if understanding.care or weighed.distress >= policy.distress_threshold:
        return weighed.transfer(DISTRESS, _for_queue(named, policy), policy.distress_threshold)
    clear = _clear(named, policy, corrects=understanding.corrects)
    if not clear:
        return weighed.decision("clarify", "It was not clear what the caller wants", floor)
    for_people = next((matter for matter in clear if policy.risk_of(matter[0]) == "human"), None)
    if for_people is not None:
        return weighed.transfer(HUMAN_ONLY, for_people, floor)
    decision = _for_the_line(weighed, clear[0])
    again = next((matter for matter in clear if matter[0] in rang_about), None)
    if again is not None and decision.action in ("automate", "verify"):
        return weighed.transfer(REPEAT_CALL, again, floor)
    return decision


@dataclass(frozen=True)
class _Weighed:
    """What a decision is made on, and decisions that say so."""

    understanding: Understanding
    policy: Policy
    distress: float

    def decision(
        self, action: Verdict, reason: str, threshold: float | None, matter: Matter = _NO_MATTER
    ) -> Decision:
        sure = matter[1] or self.understanding.confidence
        weighed = (round(each, 4) for each in (sure, self.distress, self.lead(matter)))
        return Decision(
            action,
            f"{reason}.",
            intent=matter[0],
            scores=Scores(*weighed),
            threshold=threshold,
            policy=self.policy.version,
        )

    def transfer(
        self, name: str, matter: Matter, threshold: float, confidence: float = 0.0
    ) -> Decision:
        trigger, care = self.policy.trigger(name), self.understanding.care
        sure = (matter[0], confidence or matter[1])
        made = self.decision("transfer", "", threshold, sure)
        return replace(
            made,
            reason=self.policy.trigger(DISTRESS).reasons.get(care, trigger.reason),
            queue=self.policy.queue_for(matter[0], trigger),
            trigger=trigger.name,
            care=care,
        )

    def lead(self, matter: Matter) -> float:
        """How far a matter is ahead of all those kept for people together: -1 to 1 of both."""
        for_people = sum(
            sure
            for intent, sure in self.understanding.ranking
            if intent != matter[0] and self.policy.risk_of(intent) == "human"
        )
        both = matter[1] + for_people
        return (matter[1] - for_people) / both if matter[0] and both else 0.0


def _for_the_line(weighed: _Weighed, matter: Matter) -> Decision:
    """What becomes of a matter that is not kept for people."""
    policy = weighed.policy
    floor, risk = policy.understanding_floor, policy.risk_of(matter[0])
    if risk is None:
        return weighed.decision(
            "talk", "The caller answered or steered the conversation", floor, matter
        )
    if weighed.lead(matter) < policy.margin:
        close = "The matter may as well be one for a person"
        return weighed.decision("clarify", close, policy.margin, matter)
    if risk == "verify":
        known = "This matter is settled once the caller has shown who they are"
        return weighed.decision("verify", known, floor, matter)
    low = "This matter is low-risk and can be settled by the line"
    return weighed.decision("automate", low, floor, matter)


def _clear(named: tuple[Matter, ...], policy: Policy, *, corrects: bool) -> list[Matter]:
    """The matters that are named clearly enough to act on, in the order said."""
    floor = policy.understanding_floor
    floor_for_people = (1 + floor) / 2 if corrects else floor
    return [
        (intent, sure)
        for intent, sure in named
        if sure >= (floor_for_people if policy.risk_of(intent) == "human" else floor)
        and intent != OUT_OF_SCOPE
    ]


def _for_queue(named: tuple[Matter, ...], policy: Policy) -> Matter:
    """The matter whose queue a caller goes to: the first for people, else that of the whole."""
    for_people = (
        matter
        for matter in named[:-1]
        if matter[0] != SPEAK_TO_HUMAN and policy.risk_of(matter[0]) == "human"
    )
    return next(for_people, named[-1])
