"""What the editor says of each step type, and of fields that it alone has."""

from collections.abc import Mapping
from typing import get_args

from flows.editing.form_words import Words
from flows.events import Outcome
from flows.policy import TRIGGERS
from flows.steps.collect import ASK, CONFIRM, GRAMMARS

STEPS: Mapping[str, tuple[str, str]] = {
    "say": ("Say", "Says something and goes on."),
    "collect": ("Ask", "Asks something, and waits for an answer by voice or keys."),
    "branch": ("Decide", "Goes one way or another by what is known."),
    "action": ("Do", "Looks something up or does something, and goes on by what came of it."),
    "transfer": ("Fetch a person", "Hands the caller to a person."),
    "link": ("Run another flow", "Runs another flow, and comes back where a next step is named."),
    "verify": (
        "Check who it is",
        "Goes on only with a caller whose identity is known, and asks for it where it is not.",
    ),
    "offer": ("Offer a list", "Names the items of a list with a key each; the caller picks one."),
    "answer": ("Answer", "Says an entry of the knowledge base."),
    "rate": ("Ask for a rating", "Asks how the call went, from one to five. No answer is fine."),
    "record": ("Take a message", "Records a message for people."),
    "hangup": ("Hang up", "Says a last sentence and ends the call."),
}
"""Label and help by step type."""

OWN: Mapping[str, Mapping[str, Words]] = {
    "say": {
        "interruptible": Words("Callers may interrupt", "flag", "No: it is said to its end.", True),
    },
    "collect": {
        "invalid": Words(
            "When the value can't be right",
            "wordings",
            "Said, for example, when a number has too few digits.",
            "Order numbers have four digits.",
        ),
        "confirm": Words(
            "Read the answer back",
            "one_of",
            "A change is always read back; for a mere look-up, when the line is unsure.",
            "when_unsure",
            options=CONFIRM,
        ),
        "read_back": Words(
            "How it is read back",
            "wordings",
            "A question with the value in it.",
            "I have {order_number:digits}. Is that right?",
        ),
        "ask": Words(
            "Ask",
            "one_of",
            "What the caller has said already is not asked for again, unless always.",
            "when_missing",
            options=ASK,
        ),
        "grammar": Words(
            "Listen for",
            "one_of",
            "Leave it empty: it follows from the slot.",
            "open",
            options=GRAMMARS,
        ),
        "phrases": Words(
            "Other words to listen for",
            "list",
            "Lower case, without punctuation.",
            ["i don't have it"],
            item="text",
        ),
    },
    "branch": {
        "when": Words(
            "Conditions",
            "list",
            "The first that holds decides where to go.",
            [{"slot": "order.state", "is": "shipped", "next": "on_its_way"}],
            item="case",
        ),
    },
    "action": {
        "action": Words("What to do", "action", "One of the line's actions.", "look_up_order"),
        "retry": Words("Try again", "number", "How often, after it failed.", 1),
    },
    "transfer": {
        "reason": Words(
            "Why", "text", "One sentence that the agent reads.", "The order could not be found"
        ),
        "trigger": Words(
            "By the rule",
            "one_of",
            "The rule of the policy it belongs to.",
            "asks_for_person",
            options=TRIGGERS,
        ),
    },
    "link": {"flow": Words("Flow", "flow", "The flow that is run.", "track_order")},
    "verify": {
        "else": Words("Otherwise go to", "way", "Where they are not known after all.", "to_person"),
    },
    "offer": {
        "from": Words("The list", "text", "A slot that holds a list.", "orders"),
        "label": Words("Words of an item", "text", "How an item is named.", "{item.spoken}"),
    },
    "answer": {
        "entry": Words(
            "Entry",
            "entry",
            "Leave it empty for the one that fits the caller's words best.",
            "returns_general",
        ),
    },
    "record": {
        "limit": Words("Longest message", "number", "Seconds, 600 at most.", 120),
        "quiet": Words("Ends after silence of", "number", "Seconds.", 4),
        "failed": Words("Where it could not be recorded", "way", "Where to go then.", "sorry"),
        "empty": Words("Where nobody spoke", "way", "Where to go then.", "nothing_heard"),
    },
    "hangup": {
        "outcome": Words(
            "Count the call as",
            "one_of",
            "Leave it empty: the line knows whether the matter was settled.",
            "contained",
            options=get_args(Outcome),
        ),
    },
}
"""Fields of one step type, and common ones that mean something of their own there."""
