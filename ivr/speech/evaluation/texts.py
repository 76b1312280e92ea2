"""What is said in the measurements, by the kind of step it answers, and what answers none."""

import random

from flows.events import Grammar
from ivr.speech.phrases import DIGITS

MENU = Grammar(
    "phrases", ("order tracking", "billing", "returns", "opening hours", "something else")
)
YES_NO = ("yes", "no", "yeah", "yep", "nope", "correct", "that's right", "no that's wrong")
SPELLED = ("s m i t h", "j o n e s", "b r o w n", "p e r e z", "q u i l l", "d o y l e")
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


def numbers(count: int, seed: int = 3) -> tuple[str, ...]:
    """Numbers of four to ten digits."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    lengths = [4 + at % 7 for at in range(count)]
    return tuple(" ".join(chance.choices(DIGITS, k=length)) for length in lengths)
