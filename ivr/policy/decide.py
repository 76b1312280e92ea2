"""From meaning to decision: automate, verify first, ask again, or fetch a person.

Pure and in a fixed order: a plea for a person, distress, a matter that is kept for people, what
was not understood, and only then the matter itself. Failures at a step and faults of the line are
weighed by the flow engine, which sees them. A plea for a person needs half the confidence of any
other matter: a person too many costs less than a plea unheard. A correction ("actually the other
order") needs more for a matter that is kept for people: its few words resemble many.
"""

from flows.events import Decision
from flows.policy import ASKS_FOR_PERSON, DISTRESS, HUMAN_ONLY, Policy
from nlu.understanding import Understanding

SPEAK_TO_HUMAN = "speak_to_human"
OUT_OF_SCOPE = "out_of_scope"


def decide(understanding: Understanding, policy: Policy) -> Decision:
    """What to do about an utterance; of several matters in it, one for people decides.

    Args:
        understanding: what it means.
        policy: risks, triggers and thresholds.

    Returns:
        A decision whose reason is one sentence an agent can read.
    """
    floor = policy.understanding_floor
    whole = (understanding.intent, understanding.confidence)
    named = (*understanding.matters, whole)
    if any(intent == SPEAK_TO_HUMAN and sure >= floor / 2 for intent, sure in named):
        return _transfer(_queue_intent(named, policy), policy, ASKS_FOR_PERSON)
    if understanding.distress >= policy.distress_threshold:
        return _transfer(_queue_intent(named, policy), policy, DISTRESS)
    clear = _clear(named, policy, corrects=understanding.corrects)
    if not clear:
        return Decision("clarify", "It was not clear what the caller wants.")
    for_people = next((intent for intent in clear if policy.risk_of(intent) == "human"), None)
    if for_people is not None:
        return _transfer(for_people, policy, HUMAN_ONLY)
    risk = policy.risk_of(clear[0])
    if risk == "verify":
        return Decision("verify", "This matter is settled once the caller has shown who they are.")
    if risk == "automate":
        return Decision("automate", "This matter is low-risk and can be settled by the line.")
    return Decision("talk", "The caller answered or steered the conversation.")


def _clear(named: tuple[tuple[str, float], ...], policy: Policy, *, corrects: bool) -> list[str]:
    """The intents that are named clearly enough to act on, in the order said."""
    floor = policy.understanding_floor
    floor_for_people = (1 + floor) / 2 if corrects else floor
    return [
        intent
        for intent, sure in named
        if sure >= (floor_for_people if policy.risk_of(intent) == "human" else floor)
        and intent != OUT_OF_SCOPE
    ]


def _queue_intent(named: tuple[tuple[str, float], ...], policy: Policy) -> str:
    """The intent whose queue a caller goes to: the first for people, else that of the whole."""
    for_people = (
        intent
        for intent, _ in named[:-1]
        if intent != SPEAK_TO_HUMAN and policy.risk_of(intent) == "human"
    )
    return next(for_people, named[-1][0])


def _transfer(intent: str, policy: Policy, name: str) -> Decision:
    trigger = policy.trigger(name)
    return Decision("transfer", trigger.reason, policy.queue_for(intent, trigger), trigger.name)
