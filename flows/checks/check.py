"""All checks over all flows."""

from collections.abc import Callable, Iterator
from itertools import islice

from flows.checks.catalogue import Catalogue
from flows.checks.dead_end import dead_end
from flows.checks.entry_unserved import entry_unserved
from flows.checks.identity_unchecked import identity_unchecked
from flows.checks.long_prompt import long_prompt
from flows.checks.loop_without_wait import loop_without_wait
from flows.checks.missing_else import missing_else
from flows.checks.missing_flow import missing_flow
from flows.checks.no_help import no_help
from flows.checks.no_keys import no_keys
from flows.checks.no_way_out import no_way_out
from flows.checks.no_way_to_person import no_way_to_person
from flows.checks.personal_before_identity import personal_before_identity
from flows.checks.policy_breach import policy_breach
from flows.checks.secret_spoken import secret_spoken
from flows.checks.slot_not_set import slot_not_set
from flows.checks.transfer_not_carried_out import transfer_not_carried_out
from flows.checks.unknown_action import unknown_action
from flows.checks.unknown_entry import unknown_entry
from flows.checks.unknown_flow import unknown_flow
from flows.checks.unknown_intent import unknown_intent
from flows.checks.unknown_outcome import unknown_outcome
from flows.checks.unknown_queue import unknown_queue
from flows.checks.unknown_slot import unknown_slot
from flows.checks.unknown_target import unknown_target
from flows.checks.unknown_word import unknown_word
from flows.checks.unreachable_step import unreachable_step
from flows.checks.untrained_intent import untrained_intent
from flows.checks.verify_missing import verify_missing
from flows.definition import Flow, FlowSet
from flows.problems import Problem, in_order

MOST_OF_ONE = 100
"""Problems of one check in one flow that are told; nobody reads more."""

Check = Callable[[Flow, FlowSet, Catalogue], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    missing_flow,
    unknown_target,
    unreachable_step,
    dead_end,
    loop_without_wait,
    missing_else,
    unknown_flow,
    unknown_intent,
    untrained_intent,
    unknown_action,
    unknown_outcome,
    unknown_queue,
    unknown_slot,
    unknown_entry,
    entry_unserved,
    slot_not_set,
    secret_spoken,
    no_help,
    no_keys,
    no_way_to_person,
    no_way_out,
    policy_breach,
    verify_missing,
    identity_unchecked,
    personal_before_identity,
    transfer_not_carried_out,
    long_prompt,
    unknown_word,
)


def check(flows: FlowSet, known: Catalogue) -> list[Problem]:
    """Everything to mend in some flows, in the order of files and lines.

    Args:
        flows: with the policy they run under.
        known: what they may name.
    """
    found = (
        problem
        for flow in flows.flows.values()
        for each in CHECKS
        for problem in islice(each(flow, flows, known), MOST_OF_ONE)
    )
    return list(in_order(found))
