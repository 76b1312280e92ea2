"""Names from flows, actions and tables in words that an agent reads or hears."""

from collections.abc import Mapping

from flows.number_words import cardinal
from ivr.actions.list_orders import STATE_WORDS
from ivr.calls.notes import in_words
from ivr.store.redaction import slot_name

_MATTERS: Mapping[str, str] = {
    "track_order": "where an order is",
    "reset_password": "a new password",
    "update_account": "a change of address or phone number",
    "cancel_order": "cancelling an order",
    "refund": "a refund",
    "faq_opening_hours": "opening hours",
    "faq_shipping": "delivery",
    "faq_returns": "returns",
    "faq_payment_methods": "payment",
    "faq_store_finder": "the nearest store",
    "billing_dispute": "a wrong charge",
    "complaint": "a complaint",
    "service_failure": "something that went wrong",
    "technical_problem": "a technical problem",
    "speak_to_human": "a person",
}
_RISKS: Mapping[str, str] = {
    "human": "By the policy this is a matter for people.",
    "verify": "By the policy the line settles this once the caller has shown who they are.",
    "automate": "By the policy the line may settle this.",
}
_METHODS: Mapping[str, str] = {
    "order_postcode": "order number and ZIP code",
    "phone_pin": "PIN",
    "sms_code": "a code by text",
}
_ORDER_STATES: Mapping[str, str] = {**STATE_WORDS, "delivered": "delivered by our record"}
_WHY_FAILED: Mapping[str, str] = {
    "silence": "nothing was said",
    "noise": "there was only noise",
    "not_understood": "not understood",
    "invalid": "not a possible answer",
    "denied": "misheard, as the caller said",
}
_OUTCOMES: Mapping[str, str] = {
    "contained": "settled",
    "transferred": "passed to a person",
    "callback": "a callback was promised",
    "voicemail": "the caller left a message",
    "abandoned": "the caller hung up",
    "failed": "the line could not help",
}
_PROMISES: Mapping[str, str] = {
    "open": "still to be kept",
    "claimed": "being rung",
    "done": "kept",
    "unreached": "not reached yet",
}
_SLOTS: Mapping[str, str] = {
    "order_number": "order number",
    "postcode": "ZIP code",
    "new_phone": "new phone number",
    "callback_number": "number to call back",
    "phone": "account phone number",
    "house": "house number",
    "what": "what to change",
    "how": "way to show who they are",
    "own_number": "whether their number is on the account",
    "use_own_number": "whether to call back on their number",
    "pin": "PIN",
    "code": "code from the text",
}
_QUESTIONS: Mapping[str, str] = {
    "main_menu.ask": "the first question",
    "ask_number": "order number",
    "check_number": "order number",
    "arrived": "whether the order is there",
    "offer_person": "offer of a person",
    "confirm": "confirmation",
    "confirm_last": "confirmation",
}
_STEERS = frozenset({"how", "own_number", "use_own_number", "again"})
"""Slots that steer the talk and tell an agent nothing."""
_MANY = 100


def matter(intent: str) -> str:
    """An intent as a matter: "where an order is"."""
    return _MATTERS.get(intent, in_words(intent))


def policy_says(risk: str | None) -> str:
    """What the policy says of a matter of that risk, as one sentence."""
    return _RISKS.get(risk or "", "")


def method(name: str) -> str:
    """How identity was shown."""
    return _METHODS.get(name, in_words(name))


def order_state(state: str) -> str:
    """Where an order stands."""
    return _ORDER_STATES.get(state, in_words(state))


def outcome(name: str) -> str:
    """How a call ended."""
    return _OUTCOMES.get(name, in_words(name))


def promise(status: str) -> str:
    """Where a promise to ring back stands."""
    return _PROMISES.get(status, in_words(status))


def why_failed(why: str) -> str:
    """Why a question brought no answer."""
    return _WHY_FAILED.get(why, in_words(why))


def slot(name: str) -> str:
    """A slot's label; empty for one that steers the talk alone."""
    bare = slot_name(name)
    return "" if bare in _STEERS else _SLOTS.get(bare, in_words(bare))


def question(step: str, asked: str | None) -> str:
    """What a step asks for: "the order number".

    Args:
        step: flow.step.
        asked: its slot, where that is known.
    """
    if asked:
        return f"the {_SLOTS.get(slot_name(asked), in_words(slot_name(asked)))}"
    bare = slot_name(step)
    words = _QUESTIONS.get(step) or _QUESTIONS.get(bare) or in_words(bare.removeprefix("ask_"))
    return words if words.startswith(("the ", "whether ")) else f"the {words}"


def tries(number: int) -> str:
    """A count of tries: "one try", "two tries"."""
    return "one try" if number == 1 else f"{_count(number)} tries"


def repeated(sentence: str, times: int) -> str:
    """A sentence that held so many times: "…, twice"."""
    often = {0: "", 1: "", 2: ", twice"}.get(times, f", {_count(times)} times")
    return f"{sentence}{often}"


def _count(number: int) -> str:
    return cardinal(number) if 0 <= number < _MANY else "many"
