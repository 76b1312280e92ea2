"""From meaning to decision: automate, verify first, ask again, or fetch a person.

Pure and in a fixed order: a plea for a person, distress, a matter that is kept for people, what
was not understood, and only then the matter itself. Failures at a step and faults of the line are
weighed by the flow engine, which sees them. A plea for a person needs half the confidence of any
other matter: a person too many costs less than a plea unheard.
"""

from flows.events import Decision
from flows.policy import ASKS_FOR_PERSON, DISTRESS, HUMAN_ONLY, Policy
from nlu.understanding import Understanding

SPEAK_TO_HUMAN = "speak_to_human"
OUT_OF_SCOPE = "out_of_scope"


def decide(understanding: Understanding, policy: Policy) -> Decision:
    """What to do about an utterance.

    Args:
        understanding: what it means.
        policy: risks, triggers and thresholds.

    Returns:
        A decision whose reason is one sentence an agent can read.
    """
    intent = understanding.intent
    understood = understanding.confidence >= policy.understanding_floor and intent != OUT_OF_SCOPE
    if intent == SPEAK_TO_HUMAN and understanding.confidence >= policy.understanding_floor / 2:
        return _transfer(understanding, policy, ASKS_FOR_PERSON)
    if understanding.distress >= policy.distress_threshold:
        return _transfer(understanding, policy, DISTRESS)
    if not understood:
        return Decision("clarify", "It was not clear what the caller wants.")
    risk = policy.risk_of(intent)
    if risk == "human":
        return _transfer(understanding, policy, HUMAN_ONLY)
    if risk == "verify":
        return Decision("verify", "This matter is settled once the caller has shown who they are.")
    if risk == "automate":
        return Decision("automate", "This matter is low-risk and can be settled by the line.")
    return Decision("talk", "The caller answered or steered the conversation.")


def _transfer(understanding: Understanding, policy: Policy, name: str) -> Decision:
    trigger = policy.trigger(name)
    queue = policy.queue_for(understanding.intent, trigger)
    return Decision("transfer", trigger.reason, queue, trigger.name)
