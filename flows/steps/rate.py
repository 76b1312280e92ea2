"""Ask how the call went."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from flows.answers import STEERING
from flows.choices import Choice, choice_keyed, choice_said
from flows.events import ActionFinished, CallerRated, Heard, Keyed, Wait
from flows.listening import listen
from flows.moves import GoTo, Move
from flows.problems import Place
from flows.prompts import Wordings, read_wordings
from flows.reading import Keyed as Fields
from flows.reading import Node
from flows.spoken import DIGIT_WORDS
from flows.steps.collect import Collect
from flows.steps.step import Answer, Step, Way, read_way

if TYPE_CHECKING:
    from flows.turn import Turn

SCORES = range(1, 6)
_SCORE = re.compile(
    rf"\b(?:{'|'.join(DIGIT_WORDS[score] for score in SCORES)})\b"
    r"(?! (?:more|moment|second|minute|thing|question|last|other)s?\b)"
)


@dataclass(frozen=True)
class Rate(Step):
    """Asks for one to five, by key or word, and goes on whatever comes.

    ```yaml
    rate:
      type: rate
      prompt: "How did I do, from one to five? You can also hang up."
      silence: 5        # seconds until silence counts as no answer; 6 by default
      next: bye
    ```

    No answer, a no, or anything else unclear is no failure.
    """

    KEYS: ClassVar[tuple[str, ...]] = ("prompt", "silence", "next")
    REQUIRED: ClassVar[tuple[str, ...]] = ("prompt", "next")

    prompt: Wordings
    next: Way
    silence_s: int = 6

    @classmethod
    def read(cls, name: str, place: Place, fields: Fields) -> "Rate":
        """The step as its YAML says."""
        return cls(
            name,
            place,
            prompt=fields.read("prompt", read_wordings, ()),
            next=read_way(fields),
            silence_s=fields.read("silence", Node.whole, 6),
        )

    @property
    def waits(self) -> bool:
        """It waits for the caller."""
        return True

    @property
    def ways(self) -> tuple[Way, ...]:
        """Its one way on."""
        return (self.next,)

    @property
    def wordings(self) -> tuple[Wordings, ...]:
        """Its question."""
        return (self.prompt,)

    def asks(self, turn: "Turn") -> Collect | None:
        """A question with the five scores as choices."""
        del turn
        choices = tuple(
            Choice(DIGIT_WORDS[score], self.place, key=str(score), value=score) for score in SCORES
        )
        skip = Choice("no", self.place, also=("skip", "no thanks"), heard_as=("deny", "thank"))
        return Collect(
            self.name,
            self.place,
            prompt=self.prompt,
            next=self.next,
            choices=(*choices, skip),
            silence_s=self.silence_s,
            once=True,
        )

    def execute(self, turn: "Turn") -> Move:
        """Ask."""
        question = self.asks(turn)
        return question.question(turn) if question else GoTo(self.next.target)

    def hear(self, turn: "Turn", happened: Answer) -> Move | None:
        """Take a score, or a no."""
        question = self.asks(turn)
        if isinstance(happened, ActionFinished) or question is None:
            return None
        if isinstance(happened, Keyed):
            choice = choice_keyed(question.choices, happened.digits)
        else:
            choice = _said(question.choices, happened)
        if choice is None:
            return None
        if isinstance(choice.value, int):
            turn.outputs.append(CallerRated(choice.value))
        return GoTo(self.next.target)

    def wait(self, turn: "Turn") -> Wait | None:
        """The same question."""
        question = self.asks(turn)
        return listen(turn, question) if question else None


def _said(choices: Sequence[Choice], heard: Heard) -> Choice | None:
    """The first score of an utterance: "four out of five" is four, "one moment" none."""
    said = heard.understanding
    score = _SCORE.search(said.text)
    if said.intent in STEERING and not (score and score.group() == said.text):
        return None
    if score:
        return choice_said(choices, score.group(), "", wholly=True)
    own = [choice for choice in choices if choice.value is None]
    return choice_said(own, said.text, said.intent, wholly=False)
