"""Several matters in one utterance: "where's my order and what are your opening hours". Pure.

An utterance is cut at conjunctions, and before a new request in one long breath. It names several
matters only where its clauses, each by itself, are understood with confidence as different ones;
what does not stand alone changes nothing.
"""

import re
from collections.abc import Callable

from nlu.keyword_table import TALK
from nlu.keywords import understand as by_keywords
from nlu.understanding import Understanding

Matters = tuple[tuple[str, float], ...]

MOST_CLAUSES = 3
"""Clauses that are asked about: each costs a question to Rasa."""
SURE_BY_RASA = 0.7
"""Confidence from which a clause counts."""
SURE_FOR_PEOPLE = 0.55
"""Confidence from which a clause counts that only a person can settle."""
SURE_BY_KEYWORDS = 0.5
NO_MATTERS = frozenset({*TALK, "provide_number", "provide_date", "out_of_scope"})
"""Intents that name no matter."""
FOR_PEOPLE = frozenset(
    {"billing_dispute", "complaint", "service_failure", "technical_problem", "speak_to_human"}
)
"""Intents of matters that people settle."""

_FEWEST_WORDS = 5
"""Words of the shortest utterance that is cut."""
_LONG_BREATH = 8
"""Words from which an utterance without a conjunction is cut."""
_BESIDES = (
    r"by the way|on top of (?:that|it|all that)|apart from that|besides(?: that)?|in addition"
    r"|while (?:i'm|i am|you're|you are|we're) (?:at it|on|here|there|about it)"
    r"|while i (?:have|'ve got|have got) you|the other thing is|another thing|one more thing"
    r"|not only that|after that|secondly|as well as"
)
"""Words that announce another matter."""
_CONJUNCTIONS = re.compile(
    rf" (?:(?:oh )?(?:and|but|plus)(?: (?:also|then|plus|oh|um|uh|{_BESIDES}))*|also|oh"
    rf"|{_BESIDES})(?: is)? "
)
_FIRM = re.compile(rf"\b(?:also|plus|oh|{_BESIDES})\b")
_AS_WELL = re.compile(r" (?:as well|too|also)(?: please)?$")
_REQUEST = re.compile(
    r"(?:please )?(?:i want|i need|i'd like|i would like|can (?:you|i)|could (?:you|i)|what|where"
    r"|when|how|do you|are you|is there|track|cancel|change|reset|update|refund|complain|tell me)\b"
)
_NEW_REQUEST = re.compile(
    r"(?<!know) (?=(?:i want to|i need to|i'd like to|i moved|i've moved|i forgot|can you|could you"
    r"|what are your|what time|where is my|where's my|when will i|how do i)\b)"
)
_PLEA = re.compile(
    r"(?<!to) (?=(?:get me|put me (?:on|through)|transfer me|connect me|let me (?:speak|talk)"
    r"|can i (?:speak|talk)|i (?:want|need) to (?:speak|talk))\b)"
)
"""Before words that ask for a person, however short what comes before them is."""
_LEADS_ON = frozenset({
    "know", "tell", "me", "ask", "wonder", "wondering", "that", "because", "if", "when", "since",
    "said", "think", "to", "hi", "hello", "what", "where", "why", "so", "see", "out", "about", "or",
    "calling", "um", "uh", "yes", "no", "please", "actually",
})  # fmt: skip
"""Words after which a request goes on with the same sentence."""
_OF_ONE_PIECE = frozenset(
    frozenset(pair)
    for pair in (
        ("refund", "faq_returns"), ("refund", "cancel_order"),
        ("refund", "service_failure"), ("refund", "technical_problem"),
        ("track_order", "service_failure"), ("track_order", "faq_shipping"),
        ("track_order", "cancel_order"), ("technical_problem", "reset_password"),
        ("technical_problem", "service_failure"), ("complaint", "service_failure"),
        ("reset_password", "update_account"), ("faq_opening_hours", "faq_store_finder"),
    )
)  # fmt: skip
"""Matters of which one is often told as the reason for the other: "it broke and i want a refund".
Such a pair counts as two only where each is asked for, or one comes with "also"."""


def matters_in(whole: Understanding, ask: Callable[[str], Understanding]) -> Matters:
    """The matters an utterance names, in the order said; empty where it names fewer than two.

    Args:
        whole: the understanding of the whole utterance.
        ask: understands a clause; asked at most `MOST_CLAUSES` times. What it raises goes on up.
    """
    clauses = clauses_of(whole.text)
    if len(clauses) < 2:
        return ()
    understood: list[tuple[str, Understanding]] = []
    for clause in clauses:
        meaning = ask(clause)
        named = meaning.intent not in NO_MATTERS and meaning.confidence >= _enough(meaning)
        if named and not any(meaning.intent == other.intent for _, other in understood):
            understood.append((clause, meaning))
    if len(understood) < 2 or (len(understood) == 2 and _of_one_piece(whole.text, understood)):
        return ()
    return tuple((meaning.intent, meaning.confidence) for _, meaning in understood)


def _enough(clause: Understanding) -> float:
    """Confidence from which a clause counts; a person too many costs less than a wrong answer."""
    if clause.source != "rasa":
        return SURE_BY_KEYWORDS
    return SURE_FOR_PEOPLE if clause.intent in FOR_PEOPLE else SURE_BY_RASA


def clauses_of(text: str) -> tuple[str, ...]:
    """The parts of an utterance that may each name a matter; one part where it is not cut."""
    if len(text.split()) < _FEWEST_WORDS:
        return (text,)
    parts = _joined(_CONJUNCTIONS.split(_AS_WELL.sub("", text)))
    if len(parts) == 1:
        cuts = _NEW_REQUEST if len(text.split()) >= _LONG_BREATH else _PLEA
        parts = _cut_at_requests(text, cuts)
    head, rest = parts[: MOST_CLAUSES - 1], parts[MOST_CLAUSES - 1 :]
    return (*head, " and ".join(rest)) if rest else tuple(head)


def _joined(parts: list[str]) -> list[str]:
    """Parts of one word that is no keyword belong to what stands before: "shoes and boots"."""
    joined: list[str] = []
    for part in parts:
        alone = len(part.split()) > 1 or by_keywords(part).intent not in NO_MATTERS
        if joined and not alone:
            joined[-1] += f" and {part}"
        else:
            joined.append(part)
    return joined


def _cut_at_requests(text: str, requests: re.Pattern[str]) -> list[str]:
    parts: list[str] = []
    for part in (piece for long in requests.split(text) for piece in _PLEA.split(long)):
        before = parts[-1].split() if parts else []
        if before and (len(before) < 3 or before[-1] in _LEADS_ON):
            parts[-1] += f" {part}"
        else:
            parts.append(part)
    return parts


def _of_one_piece(text: str, understood: list[tuple[str, Understanding]]) -> bool:
    """Whether one of two matters is only the other's reason."""
    pair = frozenset(meaning.intent for _, meaning in understood)
    asked = all(_REQUEST.match(clause) for clause, _ in understood)
    firm = any(_FIRM.search(cut) for cut in _CONJUNCTIONS.findall(text)) or _AS_WELL.search(text)
    return pair in _OF_ONE_PIECE and not asked and not firm
