"""Which verbs there are, what they take and what may stand inside them.

Source: the pages under https://www.twilio.com/docs/voice/twiml
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from telephony.simulator import twiml_checks as check
from telephony.simulator.twiml_checks import Check
from telephony.simulator.twiml_document import Element

_SPEECH = frozenset(
    {"break", "emphasis", "lang", "p", "phoneme", "prosody", "s", "say-as", "sub", "w"}
)
_CALL_EVENTS = check.words_of("initiated", "ringing", "answered", "completed")
_RECORDING_EVENTS = check.words_of("in-progress", "completed", "absent")
_CONFERENCE_EVENTS = check.words_of(
    "start", "end", "join", "leave", "mute", "hold", "modify", "speaker", "announcement"
)
_ACTION: Mapping[str, Check] = {"action": check.url, "method": check.method}
_RECORDING: Mapping[str, Check] = {
    "trim": check.one_of("trim-silence", "do-not-trim"),
    "recordingStatusCallback": check.url,
    "recordingStatusCallbackMethod": check.method,
    "recordingStatusCallbackEvent": _RECORDING_EVENTS,
}
_CALLBACK: Mapping[str, Check] = {
    "statusCallback": check.url,
    "statusCallbackMethod": check.method,
}
_DIALLED: Mapping[str, Check] = {
    "url": check.url,
    "method": check.method,
    "statusCallbackEvent": _CALL_EVENTS,
    **_CALLBACK,
}


@dataclass(frozen=True)
class Rule:
    """What one verb or noun takes."""

    attributes: Mapping[str, Check] = field(default_factory=dict)
    children: frozenset[str] = frozenset()
    has_text: bool = False
    required: tuple[str, ...] = ()


VERBS = frozenset(
    {
        *("Connect", "Dial", "Gather", "Hangup", "Pause", "Play", "Record", "Redirect"),
        *("Reject", "Say", "Start", "Stop"),
    }
)
"""What may stand directly within a Response."""

RULES: Mapping[str, Rule] = {
    "Say": Rule(
        {"voice": check.anything, "loop": check.whole(0, 1000), "language": check.anything},
        children=_SPEECH,
        has_text=True,
    ),
    "Play": Rule({"loop": check.whole(0, 1000), "digits": check.keys_with_waits}, has_text=True),
    "Pause": Rule({"length": check.whole(0, 14400)}),
    "Redirect": Rule({"method": check.method}, has_text=True),
    "Hangup": Rule(),
    "Reject": Rule({"reason": check.one_of("rejected", "busy")}),
    "Gather": Rule(
        {
            "input": check.one_of("dtmf"),
            "timeout": check.whole(0, 600),
            "finishOnKey": check.keys,
            "numDigits": check.whole(1, 1000),
            "actionOnEmptyResult": check.boolean,
            **_ACTION,
        },
        children=frozenset({"Say", "Play", "Pause"}),
    ),
    "Record": Rule(
        {
            "timeout": check.whole(0, 3600),
            "finishOnKey": check.keys,
            "maxLength": check.whole(1, 14400),
            "playBeep": check.boolean,
            "transcribe": check.one_of("false"),
            **_ACTION,
            **_RECORDING,
        }
    ),
    "Connect": Rule(_ACTION, children=frozenset({"Stream"})),
    "Start": Rule(_ACTION, children=frozenset({"Stream"})),
    "Stop": Rule(children=frozenset({"Stream"})),
    "Stream": Rule(
        {
            "url": check.stream_url,
            "name": check.anything,
            "track": check.one_of("inbound_track", "outbound_track", "both_tracks"),
            **_CALLBACK,
        },
        children=frozenset({"Parameter"}),
    ),
    "Parameter": Rule(
        {"name": check.anything, "value": check.anything}, required=("name", "value")
    ),
    "Dial": Rule(
        {
            "timeout": check.whole(1, 600),
            "hangupOnStar": check.boolean,
            "timeLimit": check.whole(1, 14400),
            "callerId": check.anything,
            "answerOnBridge": check.boolean,
            "record": check.one_of("do-not-record"),
            **_ACTION,
        },
        children=frozenset({"Number", "Client", "Conference"}),
        has_text=True,
    ),
    "Number": Rule({"sendDigits": check.keys_with_waits, **_DIALLED}, has_text=True),
    "Client": Rule(_DIALLED, has_text=True),
    "Conference": Rule(
        {
            "muted": check.boolean,
            "beep": check.one_of("true", "false", "onEnter", "onExit"),
            "startConferenceOnEnter": check.boolean,
            "endConferenceOnExit": check.boolean,
            "participantLabel": check.label,
            "jitterBufferSize": check.one_of("large", "medium", "small", "off"),
            "waitUrl": check.url,
            "waitMethod": check.method,
            "maxParticipants": check.whole(2, 250),
            "record": check.one_of("do-not-record"),
            "region": check.anything,
            "coach": check.anything,
            "statusCallbackEvent": _CONFERENCE_EVENTS,
            **_CALLBACK,
        },
        has_text=True,
    ),
    **{name: Rule({}, children=_SPEECH, has_text=True) for name in _SPEECH},
}
_FREE_ATTRIBUTES = _SPEECH


def complaints(verbs: Iterable[Element]) -> list[str]:
    """What in a document is against the schema, one sentence each."""
    found: list[str] = []
    for verb in verbs:
        if verb.name in VERBS:
            found.extend(_within(verb))
        else:
            found.append(f"<{verb.name}> is not a verb the simulator knows")
    return found


def known_part(verb: Element) -> Element | None:
    """A verb without what the schema does not know in it; None where the verb is not known."""
    rule = RULES.get(verb.name)
    if rule is None:
        return None
    children = (known_part(child) for child in verb.children if child.name in rule.children)
    attributes = {
        name: value
        for name, value in verb.attributes.items()
        if name in rule.attributes and rule.attributes[name](value) is None
    }
    kept = tuple(child for child in children if child is not None)
    return Element(verb.name, attributes, kept, verb.text)


def _within(element: Element) -> Iterator[str]:
    rule = RULES[element.name]
    if element.name not in _FREE_ATTRIBUTES:
        yield from _attributes(element, rule)
    if element.text and not rule.has_text and not element.children:
        yield f"<{element.name}> holds text: {element.text[:40]!r}"
    for child in element.children:
        if child.name in rule.children:
            yield from _within(child)
        else:
            yield f"<{child.name}> does not belong in <{element.name}>"


def _attributes(element: Element, rule: Rule) -> Iterator[str]:
    for name, value in element.attributes.items():
        if name not in rule.attributes:
            yield f"<{element.name}> has no attribute {name}"
        elif complaint := rule.attributes[name](value):
            yield f"{name}={value!r} of <{element.name}> {complaint}"
    for name in rule.required:
        if name not in element.attributes:
            yield f"<{element.name}> lacks the attribute {name}"
