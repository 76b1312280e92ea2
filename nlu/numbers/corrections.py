"""What a caller means who corrects a number in the middle of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Corrected:
    """The best reading of a corrected number, and others."""

    value: str
    alternatives: tuple[str, ...]
    """Less likely readings, best first."""


def correct(before: str, after: str) -> Corrected:
    """Reads the digits `before` and `after` words such as "no sorry".

    The first rule that fits gives the value, the others the alternatives:

    1. Restated: `after` is as long or longer and has the digit of `before` in at least half of
       its places. "four five one four, no, four five one two" is 4512.
    2. Taken up again: at least two digits at the end of `before` begin `after`. "four five one,
       no sorry, five one two" is 4512.
    3. Last digits: `after` is shorter and replaces as many digits at the end. "four five one
       two, no sorry, three" is 4513.
    4. Noticed at once: `before` was cut short; its last digit was wrong and `after` goes on from
       there. "four nine, no, five one two" is 4512.
    5. Another number altogether: `after` alone.
    """
    readings: list[str] = []
    shared = sum(a == b for a, b in zip(before, after, strict=False))
    if len(after) >= len(before) and shared * 2 >= len(before):
        readings.append(after)
    overlap = _overlap(before, after)
    if overlap >= 2:
        readings.append(before[: len(before) - overlap] + after)
    if len(after) < len(before):
        readings.append(before[: len(before) - len(after)] + after)
    if 1 < len(before) < len(after):
        readings.append(before[:-1] + after)
    readings.append(after)
    unique = tuple(dict.fromkeys(readings))
    return Corrected(unique[0], unique[1:])


def _overlap(before: str, after: str) -> int:
    """Length of the longest end of `before`, short of all of it, that begins `after`."""
    longest = min(len(before) - 1, len(after))
    return next((n for n in range(longest, 0, -1) if after.startswith(before[-n:])), 0)
