"""What the forms of the editor say, for people who write no code: labels, helps and examples.

Which keys a step has, and which it must have, stands with the step itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.events import Json


@dataclass(frozen=True)
class Words:
    """One field of a form."""

    label: str
    kind: str
    """How it is filled in: text, wordings, way, slot, action, queue, intent, flow, entry, number,
    flag, choices, mapping, list, one_of, yaml."""
    help: str
    example: Json = None
    item: str = ""
    """Of a list or mapping: the kind of what it holds."""
    options: Sequence[str] = ()
    """Of one_of: what can be chosen."""


NEXT = Words("Then go to", "way", "The step that follows, or how the flow ends.", "look_up")
PROMPT = Words(
    "What the line says",
    "wordings",
    "One sentence or several: they take turns, so that a caller who hears it again hears other "
    "words. Keep each under twelve seconds. {order.number:digits} puts a value in.",
    ["What's your order number?", "Could you give me your order number?"],
)
SILENCE = Words(
    "Wait for an answer",
    "number",
    "Seconds of silence after which the line takes it that nobody answered.",
    8,
)

COMMON: Mapping[str, Words] = {
    "prompt": PROMPT,
    "next": NEXT,
    "silence": SILENCE,
    "slot": Words("Keep the answer in", "slot", "The slot that gets the value.", "order_number"),
    "help": Words(
        "Help when it fails",
        "list",
        "One for each time the answer was missing or not understood; say a little more each time, "
        "and name the keys.",
        ["It's on your receipt.", "You can also key it in and press hash."],
        item="wordings",
    ),
    "choices": Words(
        "Choices",
        "choices",
        "Answers a caller can give by key, by words, or by what the words mean.",
        [{"key": "1", "phrase": "yes", "heard_as": ["affirm"], "next": "send"}],
    ),
    "on_fail": Words(
        "After three failures",
        "way",
        "Where to go in place of a person. Leave it empty to fetch one.",
        "give_up",
    ),
    "with": Words(
        "What it gets",
        "mapping",
        "Values by name. {order_number} hands on what a slot holds.",
        {"order_number": "{order_number}"},
        item="text",
    ),
    "save": Words(
        "What it keeps",
        "mapping",
        "Slots, each with the name of what comes back.",
        {"order": "order"},
        item="text",
    ),
    "outcomes": Words(
        "Then, by what came of it",
        "mapping",
        "For each outcome the step that follows.",
        {"found": "by_state", "not_found": "check_number"},
        item="way",
    ),
    "queue": Words(
        "Queue",
        "queue",
        "Whose people get it. Leave it empty for the usual queue of the matter.",
        "support",
    ),
    "else": Words("Otherwise go to", "way", "Where none of the conditions holds.", "to_person"),
    "empty": Words("Where there is nothing", "way", "Where to go then.", "no_orders"),
}
"""Fields that mean the same in several steps."""

HEAD: Mapping[str, Words] = {
    "format": Words("Format", "number", "The version of the file format. Leave it as it is.", 1),
    "flow": Words("Name", "text", "Other flows name it so; lower case, no spaces.", "gift_card"),
    "title": Words("Title", "text", "For people.", "Gift cards"),
    "spoken": Words(
        "Its matter as callers hear it",
        "text",
        'Said when it comes after another one: "Now, about your gift card."',
        "your gift card",
    ),
    "description": Words(
        "Description", "text", "For people.", "Tells what a gift card is good for."
    ),
    "intents": Words(
        "Begins when a caller wants",
        "list",
        "Intents that start the flow. An intent starts one flow alone.",
        ["track_order"],
        item="intent",
    ),
    "slots": Words("Slots", "yaml", "The values the flow works with."),
    "start": Words("First step", "way", "The step the flow begins with.", "ask_number"),
    "steps": Words("Steps", "yaml", "The steps of the flow by name."),
}

SLOT: Mapping[str, Words] = {
    "type": Words(
        "Type", "one_of", "What kind of value it is; it decides what the line listens for.", "date"
    ),
    "min": Words("Fewest digits", "number", "Only for values made of digits.", 4),
    "max": Words(
        "Most digits",
        "number",
        "With both alike the line answers as soon as the last digit is said.",
        4,
    ),
    "secret": Words(
        "Secret", "flag", "Never spoken, recorded or logged: for PINs and codes.", True
    ),
    "shared": Words("For the whole call", "flag", "One value for all flows of the call.", True),
}

CHOICE: Mapping[str, Words] = {
    "key": Words("Key", "text", "One key of the telephone; under YAML in quotes.", "1"),
    "phrase": Words("Words", "text", "Lower case, without punctuation.", "track my order"),
    "also": Words("Other words for it", "list", "As above.", ["yes please"], item="text"),
    "heard_as": Words(
        "Meanings", "list", "Intents that mean this choice.", ["affirm"], item="intent"
    ),
    "value": Words("Value", "text", "What the slot gets; left out: the words.", "home"),
    "next": NEXT,
    "begin": Words("Begin", "intent", "The matter it begins, in place of a step.", "refund"),
}

CASE: Mapping[str, Words] = {
    "slot": Words("Look at", "text", "A slot, or something inside it.", "order.state"),
    "is": Words("is", "text", "This value and no other.", "shipped"),
    "is_not": Words("is not", "text", "Any other value.", "shipped"),
    "in": Words("is one of", "list", "One of these values.", ["placed", "packed"], item="text"),
    "not_in": Words("is none of", "list", "None of these values.", ["cancelled"], item="text"),
    "exists": Words("has a value", "flag", "No: it has none.", True),
    "is_phone": Words("is a telephone number", "flag", "No: it is none.", True),
    "less_than": Words("is less than", "text", "A number or a day such as 2026-12-24.", 3),
    "more_than": Words("is more than", "text", "A number or a day such as 2026-12-24.", 3),
    "next": NEXT,
}
