"""Ask the caller for something and wait for the answer."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from flows.asking import take
from flows.choices import Choice, read_choices
from flows.events import ActionFinished, GrammarKind, Wait
from flows.listening import listen
from flows.moves import GoTo, Move
from flows.problems import Place
from flows.prompts import Wordings, read_rising, read_wordings
from flows.reading import Keyed as Fields
from flows.reading import Node
from flows.steps.step import Answer, Read, Step, Way, read_way

if TYPE_CHECKING:
    from flows.turn import Turn

CONFIRM = ("never", "when_unsure", "always")
"""When an answer is read back."""
ASK = ("when_missing", "always")
"""When it is asked at all."""
GRAMMARS: tuple[GrammarKind, ...] = ("open", "digits", "yes_no", "phrases", "letters")


@dataclass(frozen=True)
class Collect(Step):
    """Asks, and waits for an answer by voice or keys.

    ```yaml
    ask_number:
      type: collect
      slot: order_number            # left out for an open question or a menu
      prompt:
        - "What's your order number?"
        - "Could you give me your order number?"
      help:                         # one for each failed attempt, rising
        - "It's on your receipt, for example four five, one two. What is it?"
        - "You can also key it in and press hash."
      invalid: "Order numbers have four to eight digits."
      confirm: when_unsure          # never | when_unsure | always
      read_back: "I have {order_number:digits}. Is that right?"
      ask: always                   # when_missing: not asked where the answer is known
      grammar: open                 # else it follows from the slot's type
      phrases: ["i don't have it"]  # added to the grammar
      silence: 8                    # seconds until silence counts as no answer
      on_fail: give_up              # where to go after three failures, in place of a person
      next: look_up
    ```

    After two failures a person is offered, unless there is an `on_fail`.
    """

    KEYS: ClassVar[tuple[str, ...]] = (
        *("slot", "prompt", "help", "invalid", "confirm", "read_back", "ask", "grammar"),
        *("phrases", "choices", "silence", "on_fail", "next"),
    )
    REQUIRED: ClassVar[tuple[str, ...]] = ("prompt",)

    prompt: Wordings
    next: Way
    slot: str = ""
    help: tuple[Wordings, ...] = ()
    invalid: Wordings = ()
    confirm: str = "never"
    read_back: Wordings = ()
    ask: str = "when_missing"
    grammar: GrammarKind | None = None
    phrases: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    silence_s: int = 6
    on_fail: Way | None = None
    once: bool = False
    """Whether it takes any failure for an answer, and goes on; not to be set in YAML."""

    @classmethod
    def read(cls, name: str, place: Place, fields: Fields) -> "Collect":
        """The step as its YAML says."""
        confirm = fields.read("confirm", _confirm, "never")
        if confirm != "never" and "read_back" not in fields:
            fields["confirm"].wrong("'read_back' is missing", "Add the question that confirms it")
        return cls(
            name,
            place,
            prompt=fields.read("prompt", read_wordings, ()),
            next=read_way(fields),
            slot=fields.read("slot", Node.text, ""),
            help=fields.read("help", read_rising, ()),
            invalid=fields.read("invalid", read_wordings, ()),
            confirm=confirm,
            read_back=fields.read("read_back", read_wordings, ()),
            ask=fields.read("ask", _ask, "when_missing"),
            grammar=fields.read("grammar", _grammar, None),
            phrases=fields.read("phrases", _phrases, ()),
            choices=fields.read("choices", read_choices, ()),
            silence_s=fields.read("silence", Node.whole, 6),
            on_fail=read_way(fields, "on_fail") if "on_fail" in fields else None,
        )

    @property
    def waits(self) -> bool:
        """It waits for the caller."""
        return True

    @property
    def ways(self) -> tuple[Way, ...]:
        """The next step, those of choices, and where failure leads."""
        own = [choice.way for choice in self.choices if choice.way]
        leads_on = self.slot or any(not choice.begin and not choice.way for choice in self.choices)
        on = [self.next] if self.next.target or leads_on else []
        return (*on, *own, *([self.on_fail] if self.on_fail else []))

    @property
    def wordings(self) -> tuple[Wordings, ...]:
        """The question and its helps; the read-back stands apart, as it follows the answer."""
        return tuple(w for w in (self.prompt, *self.help, self.invalid) if w)

    @property
    def reads(self) -> tuple[Read, ...]:
        """What it is told to read back, save its own slot."""
        return tuple(
            Read(field.path[0], prompt.place)
            for prompt in self.read_back
            for field in prompt.text.fields
            if field.path[0] != self.slot
        )

    @property
    def sets(self) -> frozenset[str]:
        """Its slot."""
        return frozenset({self.slot} if self.slot else ())

    def asks(self, turn: "Turn") -> "Collect | None":
        """It is the question."""
        del turn
        return self

    def execute(self, turn: "Turn") -> Move:
        """Ask, unless the answer is known; confirm what is known but not sure."""
        if self.slot and self.ask == "when_missing" and turn.has(self.slot):
            return self.known(turn)
        return self.question(turn)

    def question(self, turn: "Turn") -> Move:
        """Ask, whatever is known."""
        turn.stand("ask")
        turn.say("prompt", self.prompt)
        return listen(turn, self)

    def known(self, turn: "Turn") -> Move:
        """With a value in the slot: confirm it where that is due, else go on."""
        if self.to_confirm(turn):
            turn.stand("confirm")
            turn.say("read_back", self.read_back)
            return listen(turn, self)
        return self.answered(turn)

    def to_confirm(self, turn: "Turn") -> bool:
        """Whether the slot has a value that the caller has yet to confirm."""
        if not self.slot or not turn.has(self.slot):
            return False
        certainty = turn.certainty(self.slot)
        unsure = certainty == "unsure" and self.confirm == "when_unsure"
        return unsure or (self.confirm == "always" and certainty != "confirmed")

    def answered(self, turn: "Turn") -> Move:
        """Go on: the question is settled."""
        turn.note_answered()
        return GoTo(self.next.target)

    def hear(self, turn: "Turn", happened: Answer) -> Move | None:
        """Take a choice or a value; None where there is neither."""
        return None if isinstance(happened, ActionFinished) else take(turn, self, happened)

    def wait(self, turn: "Turn") -> Wait | None:
        """The same question."""
        return listen(turn, self)


def _confirm(node: Node) -> str:
    return node.one_of(CONFIRM, "confirm")


def _ask(node: Node) -> str:
    return node.one_of(ASK, "ask")


def _grammar(node: Node) -> GrammarKind | None:
    word = node.one_of(GRAMMARS, "grammar")
    return next((kind for kind in GRAMMARS if kind == word), None)


def _phrases(node: Node) -> tuple[str, ...]:
    return tuple(item.text() for item in node.items())
