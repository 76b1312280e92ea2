"""When an utterance is over: how long a silence means "done" depends on what was said."""

from dataclasses import dataclass

from ivr.speech.expectation import Standing


@dataclass(frozen=True)
class EndpointSettings:
    """Silence after the last speech that ends an utterance, in milliseconds."""

    complete_ms: int = 400
    """After a whole answer: yes, no, a phrase, all the digits."""
    enough_ms: int = 1400
    """After as many digits as are needed while more are allowed."""
    sentence_ms: int = 750
    """After words of any other kind."""
    more_digits_ms: int = 1900
    """Between groups of digits."""
    unfinished_ms: int = 1500
    """After "and", "um", "my order number is"."""
    nothing_ms: int = 700
    """After sound without words."""
    longest_ms: int = 15_000
    """An utterance of this length is taken as it is."""


def silence_needed_ms(standing: Standing, settings: EndpointSettings) -> int:
    """Silence after which an utterance of that standing is over, in milliseconds."""
    return {
        Standing.NOTHING: settings.nothing_ms,
        Standing.COMPLETE: settings.complete_ms,
        Standing.ENOUGH: settings.enough_ms,
        Standing.MORE_DIGITS: settings.more_digits_ms,
        Standing.UNFINISHED: settings.unfinished_ms,
        Standing.SENTENCE: settings.sentence_ms,
    }[standing]


def is_over(standing: Standing, spoken_ms: int, silent_ms: int, settings: EndpointSettings) -> bool:
    """Whether the caller is done.

    Args:
        standing: how far the words so far have come.
        spoken_ms: from the start of the utterance until now.
        silent_ms: from the last speech until now.
        settings: the silences.
    """
    if spoken_ms >= settings.longest_ms:
        return True
    return silent_ms >= silence_needed_ms(standing, settings)
