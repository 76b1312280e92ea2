"""Makes utterances that mean what another means: asked in other ways, and misheard. Pure."""

from random import Random

from pipeline.error_words import CLOSERS, FILLERS, MISHEARD, OPENERS, TYPED
from pipeline.frames import ACTIONS, GERUND, PLAIN, REQUEST, gerund

_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "my",
        "to",
        "of",
        "is",
        "it",
        "this",
        "that",
        "i",
        "you",
        "for",
        "on",
        "in",
        "and",
        "me",
        "your",
        "do",
        "have",
    ]
)
"""Words that speech recognition drops."""
_FEWEST_WORDS = 3
"""Words of the shortest utterance that errors are put in."""


def asked_otherwise(text: str, chance: Random) -> str | None:
    """A request in another frame: "track my order" as "help me tracking my order".

    None where the utterance does not begin as a request does.
    """
    found = REQUEST.fullmatch(text)
    if found is None or found["action"] not in ACTIONS or not found["rest"]:
        return None
    rest = found["rest"]
    if chance.random() < 0.2:
        return chance.choice(GERUND).format(gerund(found["action"]) + rest)
    return chance.choice(PLAIN).format(found["action"] + rest)


def dressed(text: str, chance: Random) -> str:
    """The utterance with a greeting, an empty word or a polite end."""
    kind = chance.random()
    if kind < 0.5:
        return f"{chance.choice(OPENERS)} {text}"
    if kind < 0.75:
        return f"{text} {chance.choice(CLOSERS)}"
    words = text.split()
    words.insert(chance.randrange(len(words) + 1), chance.choice(FILLERS))
    return " ".join(words)


def misheard(text: str, chance: Random) -> str | None:
    """The utterance with an error of recognition or typing; None where it is too short."""
    words = text.split()
    if len(words) < _FEWEST_WORDS:
        return None
    kind = chance.random()
    table = MISHEARD if kind < 0.4 else TYPED
    places = [n for n, word in enumerate(words) if word in table]
    if kind < 0.65 and places:
        place = chance.choice(places)
        words[place] = chance.choice(table[words[place]])
    elif kind < 0.8:
        small = [n for n, word in enumerate(words) if word in _SMALL]
        if not small:
            return None
        del words[chance.choice(small)]
    else:
        place = max(range(len(words)), key=lambda n: (len(words[n]), n))
        words[place] = _mistyped(words[place], chance)
    changed = " ".join(words)
    return changed if changed != text else None


def _mistyped(word: str, chance: Random) -> str:
    """Two letters changed about, one left out, or one doubled."""
    place = chance.randrange(1, max(2, len(word) - 1))
    before, after = word[:place], word[place:]
    kind = chance.randrange(3)
    if kind == 0 and len(after) > 1:
        return before + after[1] + after[0] + after[2:]
    if kind == 1:
        return before + after[1:]
    return before + after[:1] + after
