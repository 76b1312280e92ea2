"""What a caller wants, gave and stumbled at, read off the call's events."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows.events import Json, MatterBegan, MatterSettled, SlotFilled, StepFailed
from flows.policy import NOT_UNDERSTOOD, STEP_FAILED, Policy
from ivr.calls.events import CallerKeyed, CallerSpoke, CallEvent, Decided, SilenceNoted, Understood
from ivr.policy.decide import SPEAK_TO_HUMAN
from ivr.store.redaction import SECRET, slot_name
from ivr.transfer.summary import words
from ivr.transfer.summary.facts import FailedStep, Given, Matter, MatterState
from nlu.understanding import Understanding


@dataclass
class _Wish:
    words: str = ""
    settled: bool = False


def matters(events: Iterable[CallEvent], policy: Policy) -> tuple[Matter, ...]:
    """What the caller wants, in the order they said so."""
    found: dict[str, _Wish] = {}
    said = ""
    for event in events:
        match event:
            case Understood(understanding):
                said = _shown(understanding.text)
                for intent in _named(understanding, policy):
                    wish = found.setdefault(intent, _Wish())
                    wish.words = wish.words or said
            case CallerKeyed():
                said = ""
            case MatterBegan(intent):
                wish = found.setdefault(intent, _Wish())
                wish.words, wish.settled = wish.words or said, False
            case MatterSettled(intent):
                found.setdefault(intent, _Wish()).settled = True
            case _:
                pass
    return tuple(_matter(intent, wish, policy) for intent, wish in found.items())


def wish(events: Sequence[CallEvent], matter: Matter | None) -> str:
    """What the caller wants in their words: of the matter, else those that asked for a person.

    Where there are neither, the longest sentence.
    """
    if matter and matter.words:
        return matter.words
    said, asked, longest = "", "", ""
    for event in events:
        match event:
            case CallerSpoke(text):
                said = _shown(text)
                longest = max(longest, said, key=lambda each: len(each.split()))
            case CallerKeyed():
                said = ""
            case Decided(decision) if decision.action == "transfer" and said:
                asked = said
            case _:
                pass
    return asked or ("" if matter else longest)


def last_words(events: Sequence[CallEvent]) -> str:
    """The last sentence of the caller that may be shown."""
    spoken = (_shown(event.text) for event in reversed(events) if isinstance(event, CallerSpoke))
    return next((text for text in spoken if text), "")


def given(events: Iterable[CallEvent]) -> tuple[Given, ...]:
    """The values the caller gave, each as often as it changed; none that is secret or steers."""
    found: dict[str, list[str]] = {}
    for event in events:
        if not isinstance(event, SlotFilled) or event.by not in ("voice", "keys"):
            continue
        label = words.slot(event.slot)
        if not label:
            continue
        value = _plain(event.value)
        if value and value not in (SECRET, *found.get(label, ())[-1:]):
            found.setdefault(label, []).append(value)
    return tuple(Given(label, ", then ".join(values)) for label, values in found.items())


@dataclass
class _Failures:
    asked: str | None = None
    """Slot of the question."""
    tries: int = 0
    why: str = ""
    answered: bool = False


def failed_steps(events: Iterable[CallEvent], trigger: str) -> tuple[FailedStep, ...]:
    """The questions at which an attempt failed, and whether they were given up.

    Args:
        events: of the call.
        trigger: why a person takes over.
    """
    found: dict[str, _Failures] = {}
    asked: str | None = None
    for event in events:
        match event:
            case CallerSpoke() | CallerKeyed():
                asked = event.slot
            case SilenceNoted():
                asked = None
            case StepFailed():
                step = found.pop(event.step, None) or _Failures()
                step.asked, step.why = step.asked or asked, event.why
                step.tries, step.answered = max(step.tries, event.attempt), False
                found[event.step] = step
            case SlotFilled(slot) if slot_name(slot):
                for step in found.values():
                    step.answered |= step.asked is not None and step.asked == slot_name(slot)
            case _:
                pass
    last = list(found)[-1] if found and trigger in (STEP_FAILED, NOT_UNDERSTOOD) else None
    return tuple(_failed(step, each, last) for step, each in found.items())


def _failed(step: str, failures: _Failures, last: str | None) -> FailedStep:
    return FailedStep(
        step,
        words.question(step, failures.asked),
        failures.tries,
        words.why_failed(failures.why),
        gave_up=step == last and not failures.answered,
    )


def _named(understanding: Understanding, policy: Policy) -> Iterable[str]:
    """Matters the words name clearly, beside the wish for a person."""
    named = understanding.matters or ((understanding.intent, understanding.confidence),)
    for intent, sure in named:
        known = intent in policy.risks and intent != SPEAK_TO_HUMAN
        if known and sure >= policy.understanding_floor:
            yield intent


def _matter(intent: str, found: _Wish, policy: Policy) -> Matter:
    risk = policy.risk_of(intent)
    state: MatterState = "settled" if found.settled else "open"
    if risk == "human":
        state = "for_people"
    return Matter(intent, words.matter(intent), found.words, state, words.policy_says(risk))


def _shown(text: str) -> str:
    """A sentence as it may be shown: none at all where it was a secret."""
    return "" if text == SECRET else text.strip()


def _plain(value: Json) -> str:
    """A value as it is shown; empty for one that has parts, and for none."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, str | int | float) else ""
