"""Let the caller choose from what an action found."""

from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING, ClassVar

from flows.answers import STEERING, yes_or_no
from flows.asking import take, take_choice
from flows.choices import Choice, key_named, read_choices
from flows.events import ActionFinished, Heard, Keyed, Wait
from flows.items import Item, items_of, picked
from flows.listening import listen
from flows.moves import GoTo, Move
from flows.problems import Place
from flows.prompts import Prompt, Wordings, read_rising, read_template, read_wordings
from flows.reading import Keyed as Fields
from flows.reading import Node
from flows.steps.collect import Collect
from flows.steps.step import Answer, Read, Step, Way, read_way
from flows.templates import Template, parse

if TYPE_CHECKING:
    from flows.turn import Turn

AT_ONCE = 4
"""Items named in one breath."""
KEY_MORE = "9"
"""The key that leads to the items after these, and from the last ones to the first."""
TAKEN_KEYS = frozenset({*map(str, range(AT_ONCE + 1)), KEY_MORE})
"""Keys that no choice of the step's own may have."""
MORE = ("more", "the next ones", "none of those", "none of them")


@dataclass(frozen=True)
class Offer(Step):
    """Names up to four items of a list with a key each, and puts the chosen one into a slot.

    ```yaml
    which_order:
      type: offer
      from: orders                # a slot that holds a list of texts or objects
      label: "{item.spoken}"      # the words of an item; "{item}" by default
      slot: order
      prompt: "I can see more than one order."
      help: ["Say the number of the order, or press its key."]
      empty: no_orders            # where the list is empty
      choices:                    # beside the items; keys 5 to 8
        - {key: "8", phrase: "none of these", next: other_number}
      silence: 8
      on_fail: give_up
      next: by_state
    ```

    More than four items are told four at a time: 9, or "more", leads on. An item is chosen by its
    key, by words of its label that only it has, by a value it holds, or as the first or last one.
    """

    KEYS: ClassVar[tuple[str, ...]] = (
        *("from", "label", "slot", "prompt", "help", "empty", "choices", "silence", "on_fail"),
        "next",
    )
    REQUIRED: ClassVar[tuple[str, ...]] = ("from", "slot", "prompt", "empty", "next")

    source: str
    source_place: Place
    label: Template
    question: Collect
    """What is asked, without the items."""
    empty: Way

    @classmethod
    def read(cls, name: str, place: Place, fields: Fields) -> "Offer":
        """The step as its YAML says."""
        question = Collect(
            name,
            place,
            prompt=fields.read("prompt", read_wordings, ()),
            next=read_way(fields),
            slot=fields.read("slot", Node.text, ""),
            help=fields.read("help", read_rising, ()),
            ask="always",
            grammar="open",
            choices=fields.read("choices", _own_choices, ()),
            silence_s=fields.read("silence", Node.whole, 8),
            on_fail=read_way(fields, "on_fail") if "on_fail" in fields else None,
        )
        return cls(
            name,
            place,
            source=fields.read("from", Node.text, ""),
            source_place=fields.read("from", lambda node: node.place, place),
            label=fields.read("label", _label, parse("{item}")),
            question=question,
            empty=read_way(fields, "empty"),
        )

    @property
    def passing(self) -> tuple[Way, ...]:
        """It waits, unless there is nothing to choose from."""
        return (self.empty,)

    @property
    def ways(self) -> tuple[Way, ...]:
        """Those of its question, and the one for an empty list."""
        return (*self.question.ways, self.empty)

    @property
    def wordings(self) -> tuple[Wordings, ...]:
        """The question and its helps."""
        return self.question.wordings

    @property
    def reads(self) -> tuple[Read, ...]:
        """The list."""
        return (Read(self.source.partition(".")[0], self.source_place),)

    @property
    def sets(self) -> frozenset[str]:
        """The slot of the chosen item."""
        return self.question.sets

    def asks(self, turn: "Turn") -> Collect | None:
        """The question with the items of the present page."""
        return self._with(turn, self._items(turn))

    def execute(self, turn: "Turn") -> Move:
        """Ask, from the first item on; go elsewhere where there are none."""
        turn.show_page(0)
        items = self._items(turn)
        return self._with(turn, items).question(turn) if items else GoTo(self.empty.target)

    def hear(self, turn: "Turn", happened: Answer) -> Move | None:
        """Take an item, the next page, or a choice of the step's own."""
        if isinstance(happened, ActionFinished):
            return None
        items = self._items(turn)
        question = self._with(turn, items)
        if turn.state.phase == "offer_person" and yes_or_no(happened) is not None:
            return take(turn, question, happened)
        return (
            self._turned(turn, items, wanted=_wants_more(happened))
            or take_choice(turn, self.question, happened)
            or self._picked(turn, items, happened)
            or self._turned(turn, items, wanted=_wants_more(happened, wholly=False))
        )

    def wait(self, turn: "Turn") -> Wait | None:
        """The same question."""
        return listen(turn, self._with(turn, self._items(turn)))

    def _picked(
        self, turn: "Turn", items: tuple[Item, ...], happened: Heard | Keyed
    ) -> Move | None:
        chosen = picked(items, self._page(turn), happened)
        if chosen is None:
            return None
        turn.fill(self.question.slot, chosen.value, chosen.by)
        return self.question.answered(turn)

    def _turned(self, turn: "Turn", items: tuple[Item, ...], *, wanted: bool) -> Move | None:
        """The next page, after the last the first; None where there is one page, or none wanted."""
        pages = ceil(len(items) / AT_ONCE)
        if not wanted or pages <= 1:
            return None
        turn.show_page((turn.page + 1) % pages)
        return self._with(turn, items).question(turn)

    def _items(self, turn: "Turn") -> tuple[Item, ...]:
        return items_of(turn, tuple(self.source.split(".")), self.label)

    def _page(self, turn: "Turn") -> slice:
        return slice(turn.page * AT_ONCE, (turn.page + 1) * AT_ONCE)

    def _with(self, turn: "Turn", items: tuple[Item, ...]) -> Collect:
        """The question, its wordings followed by the items of the present page."""
        keyed = tuple(enumerate(items[self._page(turn)], 1))
        told = [turn.words_of("offer_item", label=each.label, key=key) for key, each in keyed]
        choices = [
            Choice(each.phrase, self.place, key=str(key), value=each.value) for key, each in keyed
        ]
        if len(items) > AT_ONCE:
            told.append(turn.words_of("offer_more"))
            choices.append(Choice(MORE[0], self.place, key=KEY_MORE, also=MORE[1:]))
        listing = " ".join(told)
        return replace(
            self.question,
            prompt=_followed(self.question.prompt, listing),
            help=tuple(_followed(each, listing) for each in self.question.help),
            choices=(*choices, *self.question.choices),
        )


def _wants_more(happened: Heard | Keyed, *, wholly: bool = True) -> bool:
    """Whether the caller asks for other items, in so many words or among others."""
    if isinstance(happened, Keyed):
        return happened.digits == KEY_MORE
    said = happened.understanding
    if wholly:
        return said.text in MORE or key_named(said.text) == KEY_MORE
    return said.intent not in STEERING and any(f" {each} " in f" {said.text} " for each in MORE)


def _followed(wordings: Wordings, listing: str) -> Wordings:
    """Wordings with plain words after each; a recording can't hold them, so the voice speaks."""
    return tuple(
        Prompt(Template((*prompt.text.parts, f" {listing}")), prompt.place) for prompt in wordings
    )


def _label(node: Node) -> Template:
    label = read_template(node)
    for field in label.fields:
        if field.path[0] != "item":
            node.wrong(f"no '{field.path[0]}' in a label", "Begin its fields with 'item'")
    return label


def _own_choices(node: Node) -> tuple[Choice, ...]:
    choices = read_choices(node)
    for choice in choices:
        if choice.key in TAKEN_KEYS:
            node.wrong(f"key '{choice.key}' belongs to the items", "Write a key from 5 to 8")
    return choices
