"""A golden call made from a call in text: what was typed and said, as a script."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.events import HangUp, Listen, MatterBegan, MatterSettled, Output, Speak

NOISE = "#noise"
"""An exchange that a sound without words began; no key is called so."""
_MOST_HEARD = 5
_LONGEST = 4
"""Words of a fragment at most."""
_CHANGING = frozenset(
    re.findall(
        r"\w+",
        """zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty
        ninety hundred thousand double triple first second third fourth fifth sixth seventh eighth
        ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth
        eighteenth nineteenth twentieth thirtieth half quarter noon midnight morning afternoon
        evening today tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday
        january february march april may june july august september october november december""",
    )
)
"""Words that another day or another order would change."""


@dataclass(frozen=True)
class Exchange:
    """One line of the caller's, and what came of it."""

    entered: str | None
    """As typed, or `NOISE`; None for the beginning of the call."""
    wait: Listen | None
    """What the line waited for when it was typed."""
    outputs: tuple[Output, ...]
    """All that came out until the next wait."""


def saved_call(exchanges: Sequence[Exchange], number: str, earlier: str = "") -> str:
    """The script: YAML that `warmline call` plays.

    Args:
        exchanges: the whole call, from its beginning.
        number: the caller's own, E.164.
        earlier: intent of an earlier call that left the matter open; empty for none.
    """
    lines = [f"caller: {{number: {_quoted(number)}, voice: {_quoted('en-us+f3')}}}"]
    lines += [f"setup: {{earlier: {earlier}}}"] if earlier else []
    lines.append("turns:")
    for exchange in exchanges:
        lines += [f"  - {turn}" for turn in _turns(exchange)]
    if not isinstance(exchanges[-1].outputs[-1], HangUp):
        lines.append("  - hang_up: true")
    expected = list(_expected(exchanges))
    if expected:
        lines += ["expect:", *(f"  {line}" for line in expected)]
    return "\n".join(lines) + "\n"


def has_secret(exchanges: Sequence[Exchange]) -> bool:
    """Whether something was entered that the line itself stores nowhere."""
    return any(
        each.entered not in (None, "", NOISE) and each.wait is not None and each.wait.secret
        for each in exchanges
    )


def fragment(text: str) -> str | None:
    """The last words of a prompt that stay the same on another day; None where there are none."""
    for sentence in reversed(re.split(r"(?<=[.!?;:,])\s+", text)):
        runs: list[list[str]] = [[]]
        for word in re.findall(r"[\w'\u2019-]+", sentence):
            if _changes(word):
                runs.append([])
            else:
                runs[-1].append(word.lower())
        usable = [run for run in runs if len(run) > 1]
        if usable:
            return " ".join(usable[-1][-_LONGEST:])
    return None


def _turns(exchange: Exchange) -> Iterator[str]:
    if exchange.entered is not None:
        yield _entry(exchange.entered, exchange.wait)
    found = [words for text in _spoken(exchange) if (words := fragment(text))]
    if found:
        yield f"hear: {_quoted(found[-1])}"


def _entry(entered: str, wait: Listen | None) -> str:
    """The caller's turn: an empty line is silence, `#` begins keys, all else is spoken."""
    if not entered:
        return f"silence: {wait.silence_s if wait else Listen.silence_s:g}"
    if entered == NOISE:
        return "noise: {seconds: 1, kind: shout, level: 0.8}"
    if not entered.startswith("#"):
        return f"say: {_quoted(entered)}"
    digits = entered.strip("#")
    return f"press: {_quoted(digits if _is_whole(digits, wait) else digits + '#')}"


def _is_whole(digits: str, wait: Listen | None) -> bool:
    """Whether the entry is complete at its last digit, without #."""
    if not digits or wait is None:
        return False
    menu = [key for key, _ in wait.keys.menu]
    return digits in ("0", *menu) or len(digits) == wait.keys.digits_max


def _expected(exchanges: Sequence[Exchange]) -> Iterator[str]:
    outputs = [output for exchange in exchanges for output in exchange.outputs]
    began = [output.intent for output in outputs if isinstance(output, MatterBegan)]
    if isinstance(outputs[-1], HangUp):
        yield f"outcome: {outputs[-1].outcome}"
        settled = [output.intent for output in outputs if isinstance(output, MatterSettled)]
        yield f"settled: {json.dumps(settled)}"
    if began:
        yield f"intent: {began[0]}"
    heard = list(dict.fromkeys(_answers(exchanges)))[:_MOST_HEARD]
    if heard:
        yield f"heard: {json.dumps(heard)}"


def _answers(exchanges: Sequence[Exchange]) -> Iterator[str]:
    """What tells one answer from another: the beginning of what the line said to each entry."""
    for exchange in exchanges[1:]:
        for text in list(_spoken(exchange))[:1]:
            if words := fragment(text):
                yield words


def _spoken(exchange: Exchange) -> Iterator[str]:
    return (output.text for output in exchange.outputs if isinstance(output, Speak))


def _changes(word: str) -> bool:
    parts = re.split(r"[-'\u2019]", word.lower())
    return any(part in _CHANGING or any(c.isdigit() for c in part) for part in parts)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
