"""What the fields of a form can name: steps, slots, actions, queues and so on."""

from flows.definition import Flow, FlowSet
from flows.events import Json
from flows.moves import TARGETS
from flows.slots import SHARED_SLOTS
from ivr.actions import table


def names_in(flows: FlowSet, flow: Flow | None) -> Json:
    """Names by the kind of field that takes them, and what each action takes and comes to.

    Args:
        flows: all that the line would run on.
        flow: the one being edited.
    """
    shared = {
        slot.name for each in flows.flows.values() for slot in each.slots.values() if slot.shared
    }
    own = set(flow.slots) if flow else set()
    needed = {name: sorted(a | b) for name, (a, b) in table.arguments().items()}
    outcomes = {name: sorted(found) for name, found in table.outcomes().items()}
    return {
        "way": [*sorted(TARGETS)],
        "slot": [*sorted(own | shared | SHARED_SLOTS)],
        "action": [*sorted(outcomes)],
        "queue": [*sorted(flows.policy.queues)],
        "intent": [*sorted(flows.policy.intents)],
        "flow": [*sorted(flows.flows)],
        "entry": [*sorted(flows.knowledge.entries)],
        "outcomes": {name: [*of] for name, of in outcomes.items()},
        "arguments": {name: [*of] for name, of in needed.items()},
    }
