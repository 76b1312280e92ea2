"""Choices: a few answers a caller can say or key."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from flows.events import Json
from flows.problems import Place
from flows.reading import Node
from flows.spoken import DIGIT_WORDS
from flows.steps.step import Way

CHOICE_KEYS = ("key", "phrase", "also", "heard_as", "value", "next", "begin")
CHOICE_REQUIRED = ("phrase",)
_NOT = r"(?:not|don't|never|cannot|can't|won't)(?: (?:to|want|the|a|my))?"
"""What takes a phrase back that follows it."""
_KEY_NAMED = re.compile(rf"(?:(?:number|option|key|press) )?({'|'.join(DIGIT_WORDS)})(?: please)?")


@dataclass(frozen=True)
class Choice:
    """One answer: by key, by words, or by what the words mean.

    ```yaml
    choices:
      - {key: "1", phrase: "track my order", begin: track_order}
      - {key: "2", phrase: "no", also: ["nothing else"], heard_as: [deny, thank], next: bye}
      - {key: "3", phrase: "home", value: home}
    ```

    It gives the step's slot a value, leads to a step, or begins the flow of an intent.
    """

    phrase: str
    place: Place
    key: str = ""
    also: tuple[str, ...] = ()
    """Other words for it."""
    heard_as: tuple[str, ...] = ()
    """Intents that mean it."""
    value: Json = None
    way: Way | None = None
    begin: str = ""
    """Intent whose flow it begins."""

    @property
    def phrases(self) -> tuple[str, ...]:
        """All its words."""
        return (self.phrase, *self.also)

    def said_in(self, text: str, *, wholly: bool) -> str:
        """The longest of its phrases that an utterance says; empty where it says none.

        Of a choice that begins a flow the phrase has to be all that was said.
        """
        if self.begin or wholly:
            return text if text in self.phrases else ""
        said = [phrase for phrase in self.phrases if _says(text, phrase)]
        return max(said, key=len, default="")

    def denied_in(self, text: str) -> bool:
        """Whether an utterance names one of its phrases only to say that it is not meant."""
        return any(re.search(rf"\b{_NOT} {re.escape(each)}\b", text) for each in self.phrases)


def read_choices(node: Node) -> tuple[Choice, ...]:
    """A list of choices."""
    return tuple(_choice(item) for item in node.items())


def choice_said(
    choices: Iterable[Choice], text: str, intent: str, *, wholly: bool
) -> Choice | None:
    """The choice an utterance means: by intent first, then by the longest phrase said.

    Args:
        choices: what can be chosen.
        text: the words.
        intent: what they mean; empty where that is not clear.
        wholly: whether the phrase has to be all that was said.
    """
    for choice in choices:
        if intent in choice.heard_as and not choice.denied_in(text):
            return choice
    said = [(each.said_in(text, wholly=wholly), each) for each in choices]
    ordered = sorted(said, key=lambda found: -len(found[0]))
    return next((choice for phrase, choice in ordered if phrase), None)


def key_named(text: str) -> str:
    """The key that an utterance names and says nothing else, such as "press two"; else empty."""
    found = _KEY_NAMED.fullmatch(text)
    return str(DIGIT_WORDS.index(found.group(1))) if found else ""


def choice_keyed(choices: Iterable[Choice], digits: str) -> Choice | None:
    """The choice of a key."""
    return next((choice for choice in choices if digits and choice.key == digits), None)


def _says(text: str, phrase: str) -> bool:
    """Whether words say a phrase, and not only that it is not meant."""
    meant = re.sub(rf"\b{_NOT} {re.escape(phrase)}(?= |$)", " ", text)
    return f" {phrase} " in f" {meant} "


def _choice(node: Node) -> Choice:
    fields = node.keys_of(CHOICE_KEYS, required=CHOICE_REQUIRED)
    way = None
    if "next" in fields:
        way = Way(fields.read("phrase", Node.text, ""), fields["next"].text(), fields["next"].place)
    if way and "begin" in fields:
        fields["begin"].wrong("'next' and 'begin' in one choice", "Keep one of them")
    return Choice(
        phrase=fields.read("phrase", Node.text, ""),
        place=node.place,
        key=fields.read("key", Node.text, ""),
        also=fields.read("also", _texts, ()),
        heard_as=fields.read("heard_as", _texts, ()),
        value=fields.read("value", Node.scalar, None),
        way=way,
        begin=fields.read("begin", Node.text, ""),
    )


def _texts(node: Node) -> tuple[str, ...]:
    return tuple(item.text() for item in node.items())
