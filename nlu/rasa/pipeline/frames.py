"""Ways to ask for something, the same for every intent, so that none of them tells one."""

import re

ACTIONS = frozenset(
    [
        "activate",
        "add",
        "alter",
        "amend",
        "apply",
        "block",
        "book",
        "call",
        "cancel",
        "change",
        "chase",
        "check",
        "claim",
        "close",
        "collect",
        "complain",
        "confirm",
        "contact",
        "correct",
        "create",
        "deactivate",
        "delete",
        "dispute",
        "download",
        "edit",
        "enquire",
        "exchange",
        "file",
        "find",
        "follow",
        "get",
        "locate",
        "merge",
        "modify",
        "obtain",
        "order",
        "provide",
        "reach",
        "receive",
        "recover",
        "redeem",
        "register",
        "remove",
        "rename",
        "replace",
        "report",
        "request",
        "reset",
        "restore",
        "retrieve",
        "return",
        "review",
        "revise",
        "send",
        "set",
        "settle",
        "ship",
        "stop",
        "submit",
        "subscribe",
        "swap",
        "switch",
        "terminate",
        "track",
        "transfer",
        "unblock",
        "unfreeze",
        "unlock",
        "unsubscribe",
        "update",
        "upgrade",
        "verify",
        "view",
        "withdraw",
    ]
)
"""Verbs of requests that mean the same in every frame."""

REQUEST = re.compile(
    r"(?:please )?(?:(?:i (?:want|need|would like)|i'd like|i'm trying|i am trying|help me"
    r"|how (?:do|can) i|can i|could i|can you|could you|would you|i wanna)(?: to)? )?"
    r"(?P<action>\w+)\b(?P<rest>.*)"
)

PLAIN = (
    "i want to {}", "i need to {}", "i'd like to {}", "i would like to {}", "how do i {}",
    "how can i {}", "can you help me {}", "could you help me to {}", "can u help me {}",
    "i need help to {}", "i need assistance to {}", "i'm trying to {}", "i am trying to {}",
    "is it possible to {}", "where can i {}", "where do i {}", "could i {}", "can i {}",
    "could you {}", "can you {}", "would you {} for me", "what do i have to do to {}",
    "what do i need to do to {}", "i don't know how to {}", "i do not know what i need to do to {}",
    "i have to {}", "i gotta {}", "i wanna {}", "help me {}", "help me to {}",
    "will you help me {}",
    "i'd like some help to {}", "i need you to {}", "do you know how i can {}",
    "do you know how to {}", "could you tell me how to {}", "tell me how to {}",
    "i'm calling to {}", "i'm ringing to {}", "i was hoping to {}", "i was wondering how to {}",
    "i'm looking to {}", "i wish to {}", "you need to {}", "let me {}", "show me how to {}",
    "what's the process to {}", "what are the steps to {}", "would it be possible to {}",
    "is there a way to {}", "am i able to {}", "i try to {} but i don't know how",
    "i need some support to {}", "i want assistance to {}", "kindly {}", "kindly help me to {}",
    "please help me {}", "assistance to {}", "help to {}", "i require help to {}",
    "my husband wants to {}", "we'd like to {}", "we need to {}", "who can help me {}",
)  # fmt: skip
"""With the request's plain form."""

GERUND = (
    "help me {}", "i need help {}", "i need assistance {}", "can you help me with {}",
    "assistance {}", "help {}", "how do i go about {}", "i'm interested in {}",
    "i have a question about {}", "could you help {}", "i want help {}", "can u help me {}",
    "i need information about {}", "i'd like some help {}", "what's involved in {}",
)  # fmt: skip
"""With the request's form in -ing."""

_DOUBLED = frozenset(["get", "set", "stop", "cancel", "ship", "swap", "submit"])


def gerund(verb: str) -> str:
    """The form in -ing: "track" gives "tracking"; British doubling of the l."""
    if verb in _DOUBLED:
        return f"{verb}{verb[-1]}ing"
    if verb.endswith("e") and not verb.endswith(("ee", "oe")):
        return f"{verb[:-1]}ing"
    return f"{verb}ing"
