"""One turn of a script: a mapping in, an act out."""

import re
from collections.abc import Callable, Mapping
from typing import cast, get_args

from telephony.simulator.script_values import Options, Place, is_number, options_of
from telephony.simulator.turns import (
    Act,
    AgentStage,
    AwaitAgent,
    CauseFault,
    HangUp,
    Hear,
    Interrupt,
    KeepSilent,
    KillStream,
    LoseFrames,
    MakeNoise,
    NoiseKind,
    PlayWav,
    Press,
    Say,
    SendRaw,
    Turn,
)

_MOST_S = 3600
_MOST_RAW = 8 * 1024 * 1024


class _Wrong(Exception):
    pass


def turn_of(item: object, line: int, place: Place) -> Turn | None:
    """The turn a list item stands for; None, and a complaint, where it stands for none."""
    if not isinstance(item, dict) or not item:
        place.complaints.add(line, f"a turn is one of {', '.join(_READERS)}; found {item!r}")
        return None
    word = next((str(key) for key in item if str(key) in _READERS), None)
    if word is None:
        place.complaints.add(
            line, f"{next(iter(item))!r} is no turn; there are {', '.join(_READERS)}"
        )
        return None
    others = {key: value for key, value in item.items() if key != word}
    options = options_of(others, line, place, _OPTIONS.get(word, {}))
    try:
        return Turn(line, _READERS[word](item[word], options, place))
    except _Wrong as wrong:
        place.complaints.add(line, f"{word}: {wrong}")
        return None


def _text(value: object) -> str:
    if not isinstance(value, str | int) or isinstance(value, bool) or not str(value).strip():
        raise _Wrong(f"{value!r} is not text")
    return str(value)


def _seconds(value: object) -> float:
    if not is_number(value, 0.02, _MOST_S):
        raise _Wrong(f"{value!r} is not a number of seconds from 0.02 to {_MOST_S}")
    return float(cast("float", value))


def _true(value: object) -> None:
    if value is not True:
        raise _Wrong(f"write true, not {value!r}")


def _hear(value: object, options: Options, place: Place) -> Act:
    words, *others = value if isinstance(value, list) and value else [value]
    within_s = options.number("within", Hear.within_s)
    return Hear(_text(words), within_s, tuple(_text(other) for other in others))


def _say(value: object, options: Options, place: Place) -> Act:
    return Say(_text(value))


def _wav(value: object, options: Options, place: Place) -> Act:
    path = place.folder / _text(value)
    if not path.is_file():
        raise _Wrong(f"there is no file {path}")
    return PlayWav(path)


def _press(value: object, options: Options, place: Place) -> Act:
    if isinstance(value, int) and not isinstance(value, bool):
        raise _Wrong(f"write the keys in quotes: {str(value)!r}")
    keys = _text(value)
    if not re.fullmatch(r"([0-9*#]|\{code\})+", keys):
        raise _Wrong(f"{keys!r} has characters that are no keys")
    return Press(keys)


def _interrupt(value: object, options: Options, place: Place) -> Act:
    return Interrupt(
        _text(value),
        int(options.number("after_ms", Interrupt.after_ms)),
        options.number("within", Interrupt.within_s),
    )


def _silence(value: object, options: Options, place: Place) -> Act:
    return KeepSilent(_seconds(value))


def _noise(value: object, options: Options, place: Place) -> Act:
    given = {"seconds": value} if isinstance(value, int | float) else value
    if not isinstance(given, dict):
        raise _Wrong("write {seconds: 2, kind: white, level: 0.3}")
    kind, level = given.get("kind", "white"), given.get("level", MakeNoise.level)
    if kind not in get_args(NoiseKind) or not is_number(level, 0, 1):
        raise _Wrong(f"kind is one of {', '.join(get_args(NoiseKind))}, level a number to 1")
    if unknown := set(given) - {"seconds", "kind", "level"}:
        raise _Wrong(f"{min(map(str, unknown))!r} is not one of seconds, kind, level")
    return MakeNoise(kind, _seconds(given.get("seconds")), float(level))


def _drop_frames(value: object, options: Options, place: Place) -> Act:
    return LoseFrames(_seconds(value))


def _malformed(value: object, options: Options, place: Place) -> Act:
    if isinstance(value, str):
        return SendRaw(str(value))
    if isinstance(value, dict) and is_number(value.get("binary"), 0, _MOST_RAW):
        return SendRaw(bytes(int(value["binary"])))
    if isinstance(value, dict) and is_number(value.get("times"), 1, _MOST_RAW):
        text = str(value.get("repeat", "x"))
        return SendRaw((text * int(value["times"]))[:_MOST_RAW])
    raise _Wrong("write the message as text, or {repeat: text, times: 1000}, or {binary: 100}")


def _kill_stream(value: object, options: Options, place: Place) -> Act:
    _true(value)
    return KillStream()


def _cause_fault(value: object, options: Options, place: Place) -> Act:
    return CauseFault(_text(value))


def _desk(value: object, options: Options, place: Place) -> Act:
    return CauseFault(f"desk {_text(value)}")


def _agent(value: object, options: Options, place: Place) -> Act:
    if value not in get_args(AgentStage):
        raise _Wrong(f"{value!r} is not one of {', '.join(get_args(AgentStage))}")
    return AwaitAgent(cast("AgentStage", value), options.number("within", AwaitAgent.within_s))


def _hang_up(value: object, options: Options, place: Place) -> Act:
    _true(value)
    return HangUp()


_READERS: Mapping[str, Callable[[object, Options, Place], Act]] = {
    "hear": _hear,
    "say": _say,
    "wav": _wav,
    "press": _press,
    "interrupt": _interrupt,
    "silence": _silence,
    "noise": _noise,
    "drop_frames": _drop_frames,
    "malformed": _malformed,
    "kill_stream": _kill_stream,
    "fault": _cause_fault,
    "agent": _agent,
    "desk": _desk,
    "hang_up": _hang_up,
}
_OPTIONS: Mapping[str, Mapping[str, Callable[[object], bool]]] = {
    "hear": {"within": lambda value: is_number(value, 0.1, _MOST_S)},
    "agent": {"within": lambda value: is_number(value, 0.1, _MOST_S)},
    "interrupt": {
        "within": lambda value: is_number(value, 0.1, _MOST_S),
        "after_ms": lambda value: is_number(value, 0, 60000),
    },
}
