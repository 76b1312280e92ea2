"""What the line tells Twilio to do, as TwiML. Pure: values in, XML out.

Source: https://www.twilio.com/docs/voice/twiml
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from twilio.twiml.voice_response import Connect, Dial, Gather, Stream, VoiceResponse

MAX_SAID_LENGTH = 4096
"""Characters of one `<Say>`."""
MAX_PARAMETER_LENGTH = 499
"""Characters of a stream parameter, name and value together."""
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to write."""
SORRY = (
    "We are sorry. Our telephone line has a technical problem at the moment. "
    "Please call again in a few minutes."
)


def connect_stream(
    stream_url: str, parameters: Mapping[str, str], after_url: str, status_url: str
) -> str:
    """Carry the call's sound over a WebSocket, both ways, and go on at `after_url` when it ends.

    Args:
        stream_url: `wss://` address without a query, which Twilio would drop.
        parameters: passed on in the stream's first message.
        after_url: asked for instructions once the stream is over, in whatever way.
        status_url: told of the stream's beginning, end and errors.

    Raises:
        ValueError: a query in `stream_url`, or a parameter over MAX_PARAMETER_LENGTH.
    """
    if "?" in stream_url:
        raise ValueError("A stream's address takes no query: pass parameters")
    if any(len(name) + len(value) > MAX_PARAMETER_LENGTH for name, value in parameters.items()):
        raise ValueError("A stream parameter is too long for Twilio")
    stream = Stream(url=stream_url, status_callback=status_url, status_callback_method="POST")
    for name, value in parameters.items():
        stream.parameter(name=name, value=value)
    connect = Connect()
    connect.append(stream)
    response = VoiceResponse()
    response.append(connect)
    response.redirect(after_url, method="POST")
    return str(response)


def say_then_hang_up(text: str) -> str:
    """Say a last sentence by Twilio's own voice.

    Raises:
        ValueError: the text is over MAX_SAID_LENGTH.
    """
    response = _saying(text)
    response.hangup()
    return str(response)


def say_then_redirect(text: str, url: str) -> str:
    """Say a sentence by Twilio's own voice, then ask `url` for instructions.

    Raises:
        ValueError: the text is over MAX_SAID_LENGTH.
    """
    response = _saying(text)
    response.redirect(url, method="POST")
    return str(response)


def gather(
    prompt: str, action_url: str, no_input_url: str, num_digits: int = 1, timeout_s: int = 6
) -> str:
    """Ask for keys, by Twilio's own voice; pressing one stops the prompt.

    Args:
        prompt: what to say.
        action_url: gets the keys.
        no_input_url: asked for instructions where no key was pressed.
        num_digits: how many keys make an entry; # ends one early.
        timeout_s: seconds of silence after the prompt, and between keys.

    Raises:
        ValueError: the text is over MAX_SAID_LENGTH.
    """
    keys = Gather(
        input="dtmf", num_digits=num_digits, timeout=timeout_s, action=action_url, method="POST"
    )
    keys.say(_speakable(prompt))
    response = VoiceResponse()
    response.append(keys)
    response.redirect(no_input_url, method="POST")
    return str(response)


@dataclass(frozen=True)
class Entry:
    """How a call enters a conference; whoever leaves it ends it for both.

    Source: https://www.twilio.com/docs/voice/twiml/conference
    """

    name: str
    """Friendly name of the conference."""
    label: str
    """Names the participant in reports."""
    status_url: str
    """Told of the conference's start and end, and of who joins and leaves."""
    starts: bool = True
    """Whether the conference may begin with this participant."""
    after_url: str = ""
    """Asked for instructions once it is over; empty where the call ends then."""


def enter_conference(entry: Entry) -> str:
    """Join a conference of two, in silence until the other is there."""
    dial = Dial(**({"action": entry.after_url, "method": "POST"} if entry.after_url else {}))
    dial.conference(
        entry.name,
        participant_label=entry.label,
        start_conference_on_enter=entry.starts,
        end_conference_on_exit=True,
        beep="false",
        wait_url="",
        status_callback=entry.status_url,
        status_callback_method="POST",
        status_callback_event="start end join leave",
    )
    response = VoiceResponse()
    response.append(dial)
    response.hangup()
    return str(response)


def pause(length_s: int, then_url: str) -> str:
    """Wait in silence, then ask `then_url` for instructions."""
    response = VoiceResponse()
    response.pause(length=length_s)
    response.redirect(then_url, method="POST")
    return str(response)


def redirect(url: str) -> str:
    """Ask another address for instructions."""
    response = VoiceResponse()
    response.redirect(url, method="POST")
    return str(response)


def reject(reason: Literal["rejected", "busy"] = "rejected") -> str:
    """Don't answer: the caller hears that the number is out of service, or the busy tone."""
    response = VoiceResponse()
    response.reject(reason=reason)
    return str(response)


def hang_up() -> str:
    """End the call."""
    response = VoiceResponse()
    response.hangup()
    return str(response)


def fallback() -> str:
    """For a call the application can't serve. `docs/fallback-twiml.xml` holds it for a TwiML Bin.

    The pause gives a caller whose telephone is not at the ear yet time to hear the first words.
    """
    response = VoiceResponse()
    response.pause(length=1)
    response.say(SORRY)
    response.hangup()
    return str(response)


def _saying(text: str) -> VoiceResponse:
    response = VoiceResponse()
    response.say(_speakable(text))
    return response


def _speakable(text: str) -> str:
    """The text as it can stand in XML."""
    if len(text) > MAX_SAID_LENGTH:
        raise ValueError(f"Over {MAX_SAID_LENGTH} characters are too many for one Say")
    return _NOT_IN_XML.sub(" ", text)
