"""The spoken form: what an agent hears before joining, short enough to be heard out."""

import re
from datetime import UTC, datetime
from itertools import product

from flows import spoken
from ivr.calls.notes import in_words
from ivr.transfer.summary import words
from ivr.transfer.summary.facts import Facts, Order, Tried

MOST_WORDS = 35
MOST_S = 10.3
"""Seconds the whisper may take, so that it and the keys (4.2 s) stay below 15 s."""
_START_S, _CHARACTERS_PER_S, _COMMA_S, _STOP_S = 0.8, 19.5, 0.375, 0.3
"""A fit to the line's voice at 160 words a minute: fifty whispers, none more than 0.4 s longer."""
_QUOTE_WORDS = (14, 12, 10, 8, 6, 5, 4)
"""Words of the caller's that are told, as far as there is time."""
_LONGEST_WORD = 18
_LETTERS = 7
"""Characters a word may have on average, its blank included."""
_NAME_WORDS = 3
_RESULT_WORDS = 12
_NOTE_WORDS = (12, 10, 8, 5, 3)
_TITLE_WORDS = 6
_NUMBER = re.compile(r"\d+")
_UNSPEAKABLE = re.compile(r"[^\w\s',-]|_")
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""Digits are spoken alike at any time."""


def whisper(facts: Facts) -> str:
    """Who, in which mood, what they want in their words, what was tried, what is asked."""
    for who, told, ask in product(_who(facts), _tried(facts), _asks(facts)):
        for most in _QUOTE_WORDS:
            text = " ".join((who, _wants(facts, most), told, ask))
            if fits(text):
                return text
    return " ".join((_who(facts)[-1], _wants(facts, _QUOTE_WORDS[-1]), _asks(facts)[-1]))


def fits(text: str) -> bool:
    """Whether a text is within the limits."""
    return len(text.split()) <= MOST_WORDS and seconds(text) <= MOST_S


def seconds(text: str) -> float:
    """About how long the line's voice takes to say it, in seconds."""
    stops = sum(text.count(mark) for mark in ".:;")
    pauses = text.count(",") * _COMMA_S + stops * _STOP_S
    return _START_S + len(text) / _CHARACTERS_PER_S + pauses


def sayable(text: str, most: int) -> str:
    """At most so many words of a text, with digits as words and nothing that can't be said.

    Long words count for more.
    """
    numbered = _NUMBER.sub(lambda run: f" {spoken.digits(run.group(), _ANY_TIME)} ", text)
    plain = _UNSPEAKABLE.sub(" ", numbered).split()
    kept = [word for word in plain if len(word) <= _LONGEST_WORD and any(map(str.isalnum, word))]
    end = 0
    while end < min(most, len(kept)) and len(" ".join(kept[: end + 1])) <= most * _LETTERS:
        end += 1
    return " ".join(kept[:end]).strip(" ,-")


def _who(facts: Facts) -> tuple[str, ...]:
    """Who calls and how they are, the fullest wording first."""
    mood = in_words(facts.mood.level)
    if not facts.identity.verified:
        return (f"Caller not verified, {mood}.",)
    name = sayable(facts.identity.name, _NAME_WORDS)
    unnamed = f"Caller verified, {mood}."
    return (f"{name}, verified, {mood}.", unnamed) if name else (unnamed,)


def _wants(facts: Facts, most: int) -> str:
    quote = sayable(facts.wish, most)
    about = sayable(facts.matter.title, _TITLE_WORDS) if facts.matter else ""
    if quote:
        return f"Says: {quote}."
    if about:
        return f"It's about {about}."
    return "Asked for a person."


def _tried(facts: Facts) -> tuple[str, ...]:
    """What was tried, the fullest wording first."""
    if sayable(facts.reason.note, _TITLE_WORDS):
        notes = (sayable(facts.reason.note, most) for most in _NOTE_WORDS)
        return tuple(f"Colleague: {note}." for note in notes)
    order = _of_order(facts.order)
    given_up = [step for step in facts.failed_steps if step.gave_up]
    done = [each for each in facts.tried if _is_told(each)]
    if given_up:
        step = given_up[-1]
        what = sayable(step.what, _TITLE_WORDS)
        return (f"Gave up at {what} after {words.tries(step.tries)}.",)
    if done:
        last = done[-1]
        result = f"{sayable(words.repeated(last.sentence, last.times), _RESULT_WORDS)}."
        if order and last.action == "look_up_order" and last.outcome == "found":
            return order
        return (*(f"{each} {result}" for each in order), result)
    titles = [each.title for each in facts.matters if each.state == "settled"]
    settled = sayable(titles[-1], _TITLE_WORDS) if titles else ""
    if settled:
        return (f"Settled already: {settled}.",)
    return order or _reason(facts)


def _reason(facts: Facts) -> tuple[str, ...]:
    """Where no action was tried: the flow's own reason, which tells how far the caller came."""
    told = facts.reason.sentence.removeprefix("The caller ")
    if not (facts.reason.own and sayable(told, _TITLE_WORDS)):
        return ("Nothing tried.",)
    return tuple(f"{_sentence(sayable(told, most))}." for most in _NOTE_WORDS)


def _sentence(words_of_it: str) -> str:
    return words_of_it[:1].upper() + words_of_it[1:]


def _is_told(tried: Tried) -> bool:
    """Whether an agent needs to hear of it: not of a promise that this transfer makes good."""
    return tried.action != "store_callback" and sayable(tried.sentence, _TITLE_WORDS) != ""


def _of_order(order: Order | None) -> tuple[str, ...]:
    if order is None:
        return ()
    state = sayable(words.order_state(order.state), _TITLE_WORDS)
    number = sayable(order.number, _TITLE_WORDS)
    return (f"Order {number} is {state}.", f"The order is {state}.") if state else ()


def _asks(facts: Facts) -> tuple[str, ...]:
    """What is asked of the agent, the fullest wording first."""
    plain = f"Please {facts.asked_of_agent}."
    if facts.mood.level == "very_upset":
        return (f"Please listen first, then {facts.asked_of_agent}.", plain)
    return (plain,)
