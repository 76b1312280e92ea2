"""What an agent may do next: rules as data, in order of importance."""

from dataclasses import dataclass

from ivr.transfer.summary.facts import Facts

MOST = 5
_ACCOUNT = frozenset({"reset_password", "update_account", "cancel_order", "refund"})


@dataclass(frozen=True)
class Rule:
    """A suggestion, for calls on which each condition given holds."""

    say: str
    """As the desk shows it."""
    ask: str = ""
    """What is asked of the agent, after "please"; the first rule that has one decides."""
    triggers: frozenset[str] = frozenset()
    intents: frozenset[str] = frozenset()
    """One of them is open in the call."""
    results: frozenset[tuple[str, str]] = frozenset()
    """(action, outcome), one of which the call had."""
    order_states: frozenset[str] = frozenset()
    """State of the order the call is about."""
    moods: frozenset[str] = frozenset()
    verified: bool | None = None
    repeated: bool | None = None
    """Whether the caller rang about the same matter before."""


def _of(*names: str) -> frozenset[str]:
    return frozenset(names)


RULES: tuple[Rule, ...] = (
    Rule(
        "Listen first: say back what you heard, and apologise, before you ask for anything.",
        moods=_of("very_upset"),
    ),
    Rule("Apologise for the trouble before you begin.", moods=_of("upset")),
    Rule(
        "The caller rang about this before. Look at the earlier contacts, and don't ask for the "
        "story again.",
        repeated=True,
    ),
    Rule(
        "Make sure who calls by your own means; the line takes no more tries today.",
        "make sure who it is",
        results=frozenset({("check_identity", "locked"), ("send_code", "locked")}),
    ),
    Rule(
        "Make sure who calls before you tell or change anything on an account.",
        intents=_ACCOUNT,
        verified=False,
    ),
    Rule(
        "Give the locked account back, once you know that it is theirs.",
        "see to the locked account",
        results=frozenset({("send_reset_link", "account_locked")}),
    ),
    Rule(
        "Set the password up with the caller; the line could not send a link safely.",
        "help with the password",
        results=frozenset({("send_reset_link", "no_phone"), ("send_reset_link", "phone_is_new")}),
    ),
    Rule(
        "Finish the cancelling by hand; it stopped half way, and a ticket is open.",
        "finish cancelling the order",
        results=frozenset({("cancel_order", "half_done")}),
    ),
    Rule(
        "Try to have the parcel stopped, or offer a free return.",
        "see if it can be stopped",
        intents=_of("cancel_order"),
        order_states=_of("shipped", "out_for_delivery", "partly_shipped", "delayed"),
    ),
    Rule(
        "Find the order by name, address or email: the numbers given lead nowhere.",
        "find the order",
        results=frozenset({("look_up_order", "not_found")}),
    ),
    Rule(
        "It counts as delivered: have the carrier look for it, and offer another one or the money.",
        "look for the missing parcel",
        intents=_of("track_order"),
        order_states=_of("delivered"),
    ),
    Rule(
        "Tell why it is late and when it comes; offer to cancel it.",
        "help with the late order",
        intents=_of("track_order", "complaint", "service_failure"),
        order_states=_of("delayed"),
    ),
    Rule(
        "See whether the return has arrived, and begin the refund if it is due.",
        "look into the refund",
        results=frozenset({("refund_status", "none")}),
    ),
    Rule(
        "Something of ours failed: apologise, and do by hand what the line could not.",
        triggers=_of("system_failure"),
    ),
)
"""What this very call calls for."""
MATTERS: tuple[Rule, ...] = (
    Rule(
        "Compare the charge with the orders, and say when the money comes back.",
        "check the charge",
        intents=_of("billing_dispute"),
    ),
    Rule(
        "Take the complaint down in the caller's words, and say what happens next and by when.",
        "take the complaint",
        intents=_of("complaint"),
    ),
    Rule(
        "Find out what went wrong, and put it right or say who will.",
        "put right what went wrong",
        intents=_of("service_failure"),
    ),
    Rule(
        "Find out what fails, on which device, and since when.",
        "help with the technical problem",
        intents=_of("technical_problem"),
    ),
    Rule(
        "Find the refund, and say when the money comes.",
        "help with the refund",
        intents=_of("refund"),
    ),
    Rule("Cancel the order, if it can be.", "see to the cancelling", intents=_of("cancel_order")),
    Rule(
        "Set up a new password with the caller.",
        "help with the password",
        intents=_of("reset_password"),
    ),
    Rule(
        "Make the change on the account, and read it back.",
        "make the account change",
        intents=_of("update_account"),
    ),
    Rule(
        "Say where the order is and when it comes.",
        "say where the order is",
        intents=_of("track_order"),
    ),
)
"""What a matter calls for; not that of the main one where a rule above asks for something."""
FALLBACKS: tuple[Rule, ...] = (
    Rule(
        "Do by hand what the line could not.",
        "do what our system could not",
        triggers=_of("system_failure"),
    ),
    Rule(
        "Ask openly what it is about; the line did not get it.",
        "ask what it is about",
        triggers=_of("not_understood", "step_failed"),
    ),
    Rule("Ask what it is about.", "ask how you can help"),
)
"""Where nothing else is asked of the agent; the last one always holds."""


def next_steps(facts: Facts) -> tuple[str, tuple[str, ...]]:
    """What is asked of the agent, and suggestions, the most important first."""
    holding = [rule for rule in RULES if _holds(rule, facts)]
    main = facts.matter.intent if facts.matter else ""
    served = any(rule.ask for rule in holding)
    holding += [
        rule for rule in MATTERS if _holds(rule, facts) and not (served and main in rule.intents)
    ]
    if not any(rule.ask for rule in holding):
        holding.append(next(rule for rule in FALLBACKS if _holds(rule, facts)))
    ask = next(rule.ask for rule in holding if rule.ask)
    return ask, tuple(([rule.say for rule in holding] + _promises(facts))[:MOST])


def _holds(rule: Rule, facts: Facts) -> bool:
    opened = {each.intent for each in facts.matters if each.state != "settled"}
    results = {(each.action, each.outcome) for each in facts.tried}
    state = {facts.order.state} if facts.order else set()
    repeated = any(contact.same_matter for contact in facts.contacts)
    return all(
        (
            not rule.triggers or facts.reason.trigger in rule.triggers,
            not rule.intents or rule.intents & opened,
            not rule.results or rule.results & results,
            not rule.order_states or rule.order_states & state,
            not rule.moods or facts.mood.level in rule.moods,
            rule.verified in (None, facts.identity.verified),
            rule.repeated in (None, repeated),
        )
    )


def _promises(facts: Facts) -> list[str]:
    promised = any(contact.is_open for contact in facts.contacts)
    return ["A callback to this caller is still open: close it if this settles it."] * promised
