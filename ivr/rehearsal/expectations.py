"""What a script expects of its call, held against what happened."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ivr.errors import WarmlineError
from ivr.rehearsal.call_record import CallRecord
from ivr.rehearsal.transfers import EXPECTED as OF_TRANSFER
from ivr.rehearsal.transfers import differences, transfer_of
from telephony.simulator import CallResult
from telephony.simulator.matching import contains

OUTCOMES = ("contained", "transferred", "callback", "voicemail", "abandoned", "failed")


class ExpectationUnknown(WarmlineError):
    """A script expects something that can't be checked."""

    code = "expectation-unknown"


@dataclass(frozen=True)
class Check:
    """One expectation and what was found."""

    name: str
    expected: Any
    found: Any
    passed: bool


def read_expectations(name: str, section: object) -> Mapping[str, Any]:
    """The `expect` section of a script.

    Raises:
        ExpectationUnknown: a key that is not checked, or a value of the wrong kind.
    """
    if section is None:
        return {}
    if not isinstance(section, dict):
        raise ExpectationUnknown(f"{name}: expect is a mapping such as {{outcome: contained}}")
    for key, value in section.items():
        if key not in _CHECKS:
            known = ", ".join(_CHECKS)
            raise ExpectationUnknown(f"{name}: expect knows no {key!r}; it knows {known}")
        if key == "outcome" and value not in OUTCOMES:
            raise ExpectationUnknown(f"{name}: outcome is one of {', '.join(OUTCOMES)}")
        fits, what = _VALUES[key]
        if not fits(value):
            raise ExpectationUnknown(f"{name}: {key} is {what}")
    return dict(section)


def check(expected: Mapping[str, Any], result: CallResult, record: CallRecord) -> list[Check]:
    """Every expectation, and that the script could be played to its end."""
    played = Check(
        "script", "played to its end", result.error or "played to its end", not result.error
    )
    return [played, *(_CHECKS[key](value, result, record) for key, value in expected.items())]


def _outcome(wanted: Any, _result: CallResult, record: CallRecord) -> Check:
    return Check("outcome", wanted, record.outcome, record.outcome == wanted)


def _intent(wanted: Any, _result: CallResult, record: CallRecord) -> Check:
    found = [each.body["understanding"]["intent"] for each in record.of_kind("understood")]
    found += [each.body["intent"] for each in record.of_kind("matter_began")]
    return Check("intent", wanted, sorted(set(found)), wanted in found)


def _heard(wanted: Any, result: CallResult, _record: CallRecord) -> Check:
    heard = " ".join(prompt.text for prompt in result.prompts)
    missing = [words for words in wanted if not contains(heard, str(words))]
    return Check("heard", wanted, {"missing": missing}, not missing)


def _not_heard(wanted: Any, result: CallResult, _record: CallRecord) -> Check:
    heard = " ".join(prompt.text for prompt in result.prompts)
    present = [words for words in wanted if contains(heard, str(words))]
    return Check("not_heard", wanted, {"heard": present}, not present)


def _recognised(wanted: Any, _result: CallResult, record: CallRecord) -> Check:
    said = [each.body["text"] for each in record.of_kind("caller_spoke")]
    missing = [words for words in wanted if not any(contains(text, str(words)) for text in said)]
    return Check("recognised", wanted, said, not missing)


def _keyed(wanted: Any, _result: CallResult, record: CallRecord) -> Check:
    keyed = [each.body["digits"] for each in record.of_kind("caller_keyed")]
    return Check("keyed", wanted, keyed, keyed == [str(digits) for digits in wanted])


def _queue(wanted: Any, _result: CallResult, record: CallRecord) -> Check:
    queues = [each.body["queue"] for each in record.of_kind("transfer_requested")]
    return Check("queue", wanted, queues, wanted in queues)


def _trigger(wanted: Any, _result: CallResult, record: CallRecord) -> Check:
    triggers = [each.body["trigger"] for each in record.of_kind("transfer_requested")]
    return Check("trigger", wanted, triggers, wanted in triggers)


def _faults(wanted: Any, _result: CallResult, record: CallRecord) -> Check:
    parts = [each.body["part"] for each in record.of_kind("fault_happened")]
    sources = [each.body["understanding"]["source"] for each in record.of_kind("understood")]
    found = sorted({*parts, *(["nlu"] if "keywords" in sources else [])})
    return Check("faults", wanted, found, set(wanted) <= set(found))


def _sms(wanted: Any, result: CallResult, _record: CallRecord) -> Check:
    """Texts themselves stay out of what was found: they may hold codes and links."""
    missing = [w for w in wanted if not any(contains(text, str(w)) for text in result.texts)]
    found = {"messages": len(result.texts), "missing": missing}
    return Check("sms", wanted, found, not missing)


def _rated(wanted: Any, _result: CallResult, record: CallRecord) -> Check:
    scores = [each.body["score"] for each in record.of_kind("caller_rated")]
    return Check("rated", wanted, scores, scores[-1:] == [wanted])


def _settled(wanted: Any, _result: CallResult, record: CallRecord) -> Check:
    settled = [each.body["intent"] for each in record.of_kind("matter_settled")]
    return Check("settled", wanted, settled, settled == wanted)


def _verified(wanted: Any, _result: CallResult, record: CallRecord) -> Check:
    verified = any(
        each.body["action"] == "check_identity" and each.body["outcome"] == "verified"
        for each in record.of_kind("action_ended")
    )
    return Check("verified", wanted, verified, verified == wanted)


def _interrupted(wanted: Any, _result: CallResult, record: CallRecord) -> Check:
    cut = sum(not each.body["complete"] for each in record.of_kind("prompt_heard"))
    return Check("interrupted", wanted, cut, cut == wanted)


def _streams(wanted: Any, _result: CallResult, record: CallRecord) -> Check:
    streams = len(list(record.of_kind("stream_opened")))
    return Check("streams", wanted, streams, streams == wanted)


def _transfer(wanted: Any, result: CallResult, record: CallRecord) -> Check:
    found = differences(wanted, transfer_of(result, record))
    return Check("transfer", wanted, found or wanted, not found)


def _message(wanted: Any, _result: CallResult, record: CallRecord) -> Check:
    kept = [each.body["text"] for each in record.of_kind("voicemail_left")]
    missing = [words for words in wanted if not any(contains(text, str(words)) for text in kept)]
    return Check("message", wanted, kept, bool(kept) and not missing)


_CHECKS: Mapping[str, Callable[[Any, CallResult, CallRecord], Check]] = {
    "outcome": _outcome,
    "intent": _intent,
    "heard": _heard,
    "not_heard": _not_heard,
    "recognised": _recognised,
    "keyed": _keyed,
    "queue": _queue,
    "trigger": _trigger,
    "faults": _faults,
    "interrupted": _interrupted,
    "streams": _streams,
    "sms": _sms,
    "rated": _rated,
    "settled": _settled,
    "verified": _verified,
    "transfer": _transfer,
    "message": _message,
}
Fit = tuple[Callable[[object], bool], str]
_LISTS = ("heard", "not_heard", "recognised", "keyed", "faults", "sms", "settled", "message")
_WORD: Fit = (lambda value: isinstance(value, str), "a word")
_LIST: Fit = (lambda value: isinstance(value, list), "a list")
_NUMBER: Fit = (
    lambda value: isinstance(value, int) and not isinstance(value, bool),
    "a whole number",
)
_VALUES: Mapping[str, Fit] = {
    **dict.fromkeys(("outcome", "intent", "queue", "trigger"), _WORD),
    **dict.fromkeys(_LISTS, _LIST),
    **dict.fromkeys(("interrupted", "streams", "rated"), _NUMBER),
    "verified": (lambda value: isinstance(value, bool), "true or false"),
    "transfer": (
        lambda value: isinstance(value, dict) and set(value) <= set(OF_TRANSFER),
        f"a mapping with {', '.join(OF_TRANSFER)}",
    ),
}
"""What may be expected under each key, and how to say so."""
