"""What is said in the measurements, by the kind of step it answers, and what answers none."""

import random

from flows.events import Grammar
from ivr.speech.phrases import DIGITS

MENU = Grammar(
    "phrases", ("order tracking", "billing", "returns", "opening hours", "something else")
)
YES_NO = ("yes", "no", "yeah", "yep", "nope", "correct", "that's right", "no that's wrong")
SPELLED = (
    *("l a r k i n", "v e i t c h", "o r m e", "b a g s h a w", "q u i l l", "h o p w o o d"),
    *("d u n s t a n", "f i t c h", "z e l l e r", "i r v i n e", "p o m e r o y", "w y l d e"),
)
"""Names that no grammar is told."""
COMMANDS = ("agent", "repeat that", "go back", "start over", "hold on please")
SENTENCES = (
    "my neighbor took the parcel last tuesday but the box was empty",
    "i would rather have the green blanket than my money back",
    "somebody at your store told me to call about the broken kettle",
    "why does it say delivered when there is nothing at my door",
    "the second payment was higher than the first one",
    "can you send the bill to my new address please",
    "i forgot which email address i used for the account",
    "please stop the delivery i am away until friday",
    "we waited the whole afternoon and the driver never came",
    "how late is the shop on main street open tonight",
    "this lamp stopped working after only three days",
    "i think my wife already paid for that order",
    "is it possible to change the color of the shirt i bought",
    "nobody has answered my message from last month",
    "i only want to know when the keyboard will be back in the shop",
    "could a person call me after work tomorrow evening",
)
"""Open answers; none is among the sentences that a graph is built from."""
WITH_NUMBER = (
    "where is order {}",
    "i want to cancel order {} please",
    "i'm calling about order number {}",
    "it's {} i think",
    "my order number is {} and it has not come",
    "can you tell me when {} will be here",
)
"""Open answers with a number in them."""
STRANGE = (
    "the quick brown fox jumps over the lazy dog",
    "elephants dance under purple umbrellas",
    "my grandmother bakes delicious cookies",
    "scientists discovered a strange planet",
    "play some jazz music",
    "the children were laughing in the garden",
    "did you close the kitchen window",
    "turn down the television please",
)
"""Talk beside the telephone."""
PROMPTS = (
    "What's your order number?",
    "Sorry, I didn't get that. You can say it or key it in.",
    "Your order is on its way and should be with you tomorrow.",
    "Is there anything else I can help you with?",
)
"""What the line itself says, and may hear again as an echo."""


def numbers(count: int, longest: int = 10, seed: int = 3) -> tuple[str, ...]:
    """Numbers of four digits up to the longest, the zeros of each said one way."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    lengths = [4 + at % (longest - 3) for at in range(count)]
    said = [" ".join(chance.choices(DIGITS, k=length)) for length in lengths]
    return tuple(_with_zeros(number, ("zero", "oh")[at % 2]) for at, number in enumerate(said))


def _with_zeros(number: str, zero: str) -> str:
    return " ".join(zero if digit in ("zero", "oh") else digit for digit in number.split())


def with_numbers() -> tuple[str, ...]:
    """Open answers, each with an order's number of four digits."""
    orders = numbers(len(WITH_NUMBER), longest=4, seed=4)
    return tuple(text.format(number) for text, number in zip(WITH_NUMBER, orders, strict=True))
