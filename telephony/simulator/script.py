"""Scripted calls: YAML in, a script out.

    caller: {number: "+15005550101", voice: "en-us+f3"}
    turns:
      - hear: "how can I help"
      - say: "where is my order"
    agents:
      - {number: "+15005550201", behaviour: accept}
    expect: {outcome: contained}

`{code}` in say and press is the code in the newest text message to the caller, waited for. Turns,
beside hear, say, press ("4512#"), interrupt, silence (seconds) and hang_up (true):

    - wav: caller.wav                  # a recording's voice; looked up beside the script
    - noise: {seconds: 2, kind: shout, level: 0.8}      # white, babble or shout
    - drop_frames: 1.5                 # the network loses that many seconds of the caller
    - malformed: "{not json"           # sent to the application; or {repeat: x, times: 9000},
                                       # or {binary: 100}
    - kill_stream: true                # the connection to the application breaks
    - fault: rasa_down                 # who plays the script makes that happen
    - desk: accept                     # likewise: what an agent does at the desk
    - agent: ringing                   # waits until an agent's call has come so far: ringing,
                                       # whispering, accepted, joined

`hear` takes words, or a list of which any will do, and `within` (seconds of audio time, 30);
`interrupt` takes `after_ms` (how long the other side has been speaking, 700) and `within`. Sections
other than caller, turns, agents and to are kept as they are, for whoever plays the script.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast, get_args

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from telephony.simulator.script_turns import turn_of
from telephony.simulator.script_values import Complaints, Place, is_number, is_phone, options_of
from telephony.simulator.turns import Turn

Behaviour = Literal[
    "accept",
    "decline",
    "no_key",
    "no_answer",
    "busy",
    "fail",
    "voicemail",
    "hang_up_in_whisper",
    "hear_again",
]


AgentState = Literal["available", "in_call", "away"]


@dataclass(frozen=True)
class Caller:
    """Who calls, and how they sound."""

    number: str = "+15005550101"
    """E.164, or `anonymous` where the number is withheld."""
    voice: str = "en-us"
    """A voice of espeak-ng, with or without a variant."""
    rate_wpm: int = 165
    """Words a minute."""
    noise_level: float = 0.0
    """Peak of the noise on the line, 0 to 1."""
    forwarded_from: str | None = None


@dataclass(frozen=True)
class Agent:
    """A phone that can be called during the call, and what it does."""

    number: str
    """E.164, `client:name` or `sip:name@host`."""
    behaviour: Behaviour = "accept"
    voice: str = "en-us+f2"
    turns: tuple[Turn, ...] = ()
    """What an agent who accepts does then."""
    after_s: float = 0.0
    """Seconds between the end of the whisper and the agent's key."""
    state: AgentState = "available"
    """What the agent is doing as the call begins; for whoever plays the script."""
    stay_s: float = 5.0
    """Seconds an agent who accepted stays on the line after their turns."""


@dataclass(frozen=True)
class Script:
    """One call to be placed."""

    name: str
    """File name, or what stands for it."""
    caller: Caller
    turns: tuple[Turn, ...]
    agents: tuple[Agent, ...] = ()
    to: str | None = None
    """Number to call; None takes the account's first."""
    rest: Mapping[str, object] = field(default_factory=dict)
    """All other sections (`expect`, `setup`), untouched."""


class ScriptRefused(Exception):
    """A script with mistakes; the text has one line for each: file, line, what is wrong."""


def read(path: Path) -> Script:
    """The script in a file.

    Raises:
        ScriptRefused: it cannot be read or is not a script.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as failure:
        raise ScriptRefused(f"{path}: cannot be read: {failure}") from None
    return parse(text, path.name, path.parent)


def parse(text: str, name: str = "script", folder: Path = Path()) -> Script:
    """A script from its text.

    Args:
        text: YAML.
        name: what messages call the file.
        folder: WAV files are looked up from here.

    Raises:
        ScriptRefused: it is not a script.
    """
    try:
        document = YAML(typ="rt", pure=True).load(text)
    except MarkedYAMLError as broken:
        line = broken.problem_mark.line + 1 if broken.problem_mark else 1
        raise ScriptRefused(f"{name}:{line}: not YAML: {broken.problem}") from None
    except (YAMLError, ValueError, RecursionError, AttributeError, TypeError) as broken:
        raise ScriptRefused(f"{name}:1: not YAML: {broken}") from None
    complaints = Complaints()
    script = _script(document, name, Place(complaints, folder))
    if script is None or complaints.found:
        found = sorted(complaints.found)
        raise ScriptRefused("\n".join(f"{name}:{line}: {what}" for line, what in found))
    return script


def _script(document: object, name: str, place: Place) -> Script | None:
    if not isinstance(document, CommentedMap):
        place.complaints.add(1, "a script is a mapping with caller and turns")
        return None
    if "turns" not in document:
        place.complaints.add(1, "the section turns is missing")
    to = document.get("to")
    if to is not None and not is_phone(to):
        place.complaints.add(_line(document, "to"), f"to: {to!r} is not a number such as +1500…")
    known = ("caller", "turns", "agents", "to")
    return Script(
        name=name,
        caller=_caller(document, place),
        turns=_turns(document, "turns", place),
        agents=_agents(document, place),
        to=cast("str | None", to),
        rest={str(key): value for key, value in document.items() if key not in known},
    )


def _turns(mapping: CommentedMap, key: str, place: Place) -> tuple[Turn, ...]:
    given = mapping.get(key, [])
    if not isinstance(given, list):
        place.complaints.add(_line(mapping, key), f"{key} is a list")
        return ()
    lines = given.lc if isinstance(given, CommentedSeq) else None
    turns = (
        turn_of(item, lines.item(index)[0] + 1 if lines else 1, place)
        for index, item in enumerate(given)
    )
    return tuple(turn for turn in turns if turn is not None)


def _caller(document: CommentedMap, place: Place) -> Caller:
    line = _line(document, "caller")
    options = options_of(
        document.get("caller", {}),
        line,
        place,
        {
            "number": lambda value: is_phone(value) or value == "anonymous",
            "voice": lambda value: isinstance(value, str),
            "rate": lambda value: is_number(value, 80, 450),
            "noise": lambda value: is_number(value, 0, 1),
            "forwarded_from": is_phone,
        },
    )
    return Caller(
        number=options.text("number", Caller.number),
        voice=options.text("voice", Caller.voice),
        rate_wpm=int(options.number("rate", Caller.rate_wpm)),
        noise_level=options.number("noise", Caller.noise_level),
        forwarded_from=options.text("forwarded_from", "") or None,
    )


def _agents(document: CommentedMap, place: Place) -> tuple[Agent, ...]:
    given = document.get("agents", [])
    if not isinstance(given, list):
        place.complaints.add(_line(document, "agents"), "agents is a list")
        return ()
    lines = given.lc if isinstance(given, CommentedSeq) else None
    return tuple(
        _agent(item, lines.item(index)[0] + 1 if lines else 1, place)
        for index, item in enumerate(given)
    )


def _agent(item: object, line: int, place: Place) -> Agent:
    options = options_of(
        item,
        line,
        place,
        {
            "number": lambda value: is_phone(value) or str(value).startswith(("client:", "sip:")),
            "behaviour": lambda value: value in get_args(Behaviour),
            "voice": lambda value: isinstance(value, str),
            "stay": lambda value: is_number(value, 0, 3600),
            "after": lambda value: is_number(value, 0, 3600),
            "state": lambda value: value in get_args(AgentState),
            "turns": lambda value: isinstance(value, list),
        },
    )
    if not options.has("number"):
        place.complaints.add(line, "an agent lacks a number")
    return Agent(
        number=options.text("number", ""),
        behaviour=cast("Behaviour", options.text("behaviour", Agent.behaviour)),
        voice=options.text("voice", Agent.voice),
        turns=_turns(item, "turns", place) if isinstance(item, CommentedMap) else (),
        stay_s=options.number("stay", Agent.stay_s),
        after_s=options.number("after", Agent.after_s),
        state=cast("AgentState", options.text("state", Agent.state)),
    )


def _line(mapping: CommentedMap, key: str) -> int:
    return int(mapping.lc.key(key)[0]) + 1 if key in mapping and mapping.lc.data else 1
