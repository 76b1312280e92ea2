"""What the line did in a call, and what came of it."""

from collections.abc import Iterable, Mapping

from ivr.calls.events import ActionEnded, CallEvent
from ivr.calls.notes import in_words
from ivr.transfer.summary.facts import Tried

_SENTENCES: Mapping[tuple[str, str], str] = {
    ("look_up_order", "found"): "The order was found",
    ("look_up_order", "not_found"): "No order under the number given",
    ("list_orders", "one"): "One order is on the account",
    ("list_orders", "several"): "Several orders are on the account",
    ("list_orders", "none"): "No order is on the account",
    ("check_identity", "verified"): "Identity shown",
    ("check_identity", "refused"): "Identity not shown",
    ("check_identity", "locked"): "Identity not shown, no tries left today",
    ("send_code", "sent"): "A code was sent by text",
    ("send_code", "no_number"): "No code could be sent to that number",
    ("send_code", "locked"): "No more codes by text today",
    ("send_reset_link", "sent"): "A link to a new password was sent",
    ("send_reset_link", "no_phone"): "The account has no phone number",
    ("send_reset_link", "account_locked"): "The account is locked",
    ("send_reset_link", "phone_is_new"): "No link, as their number is new",
    ("look_up_streets", "unknown"): "The new ZIP code is not known",
    ("change_address", "changed"): "The address was changed",
    ("change_address", "unchanged"): "That address was there already",
    ("change_phone", "changed"): "The phone number was changed",
    ("change_phone", "unchanged"): "That number was there already",
    ("change_phone", "not_a_number"): "The new phone number can't be called",
    ("cancel_order", "cancelled"): "The order was cancelled",
    ("cancel_order", "too_late"): "Too late to cancel the order",
    ("cancel_order", "already_cancelled"): "The order was cancelled already",
    ("cancel_order", "not_found"): "That order is not on the account",
    ("cancel_order", "half_done"): "The cancelling stopped half way",
    ("refund_status", "paid"): "The refund has been paid",
    ("refund_status", "on_its_way"): "The refund is on its way",
    ("refund_status", "being_checked"): "The return is being checked",
    ("refund_status", "none"): "No refund was begun",
    ("refund_status", "not_found"): "That order is not on the account",
    ("find_store", "found"): "The nearest store was told",
    ("find_store", "none_near"): "No store is near",
    ("find_store", "unknown_postcode"): "The ZIP code is not known",
    ("open_ticket", "opened"): "A ticket was opened",
    ("store_callback", "stored"): "A callback was promised",
}
_FAILED: Mapping[str, str] = {
    "look_up_order": "Our order lookup failed",
    "list_orders": "Our order lookup failed",
    "check_identity": "Our identity check failed",
    "send_code": "Our text message failed",
    "send_reset_link": "Our text message failed",
    "change_address": "Our change of address failed",
    "change_phone": "Our change of number failed",
    "cancel_order": "Our cancelling failed",
    "refund_status": "Our refund lookup failed",
}
_QUIET = frozenset(
    {
        ("look_up_customer", "known"),
        ("look_up_streets", "found"),
        ("look_up_customer", "not_verified"),
        ("list_orders", "not_verified"),
    }
)
"""Steps on the way that tell an agent nothing."""


def tried(events: Iterable[CallEvent]) -> tuple[Tried, ...]:
    """The actions of a call in order; the same result several times in a row is one."""
    found: list[Tried] = []
    for event in events:
        if not isinstance(event, ActionEnded) or (event.action, event.outcome) in _QUIET:
            continue
        new = Tried(event.action, event.outcome, _sentence(event))
        last = found[-1] if found else None
        if last and (last.action, last.outcome) == (new.action, new.outcome):
            new = Tried(last.action, last.outcome, last.sentence, last.times + 1)
            found.pop()
        found.append(new)
    return tuple(found)


def failed(event: ActionEnded) -> bool:
    """Whether an action failed on our side."""
    return bool(event.fault) or event.outcome == "failed"


def _sentence(event: ActionEnded) -> str:
    known = _SENTENCES.get((event.action, event.outcome))
    if known:
        return known
    name = in_words(event.action).capitalize()
    if failed(event):
        return _FAILED.get(event.action, f"{name} failed on our side")
    return f"{name}: {in_words(event.outcome)}"
