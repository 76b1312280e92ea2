"""Words and phrases that a caller may say, as speech recognition writes them.

A phrase that holds a word the model does not know is left out of its grammars, so the lists may
name more than the bundled model hears.
"""

from itertools import product

from flows.number_words import TENS, UNITS

_WANT = (
    "",
    "i want ",
    "i need ",
    "i would like ",
    "give me ",
    "get me ",
    "i want to speak to ",
    "i want to talk to ",
    "i would like to speak to ",
    "let me speak to ",
    "can i speak to ",
    "can i talk to ",
    "speak to ",
    "talk to ",
    "transfer me to ",
    "connect me to ",
)
_SOMEBODY = ("a person", "a human", "an agent", "a real person", "someone", "a representative")

PERSON = (
    *(want + who for want, who in product(_WANT, _SOMEBODY)),
    "agent",
    "human",
    "operator",
    "representative",
    "person",
    "real person",
    "customer service",
    "transfer me",
    "supervisor",
    "manager",
)
"""Asking for a person."""
REPEAT = (
    "repeat",
    "repeat that",
    "please repeat that",
    "repeat that please",
    "can you repeat that",
    "say that again",
    "say it again",
    "again",
    "pardon",
    "what did you say",
    "sorry what was that",
)
GO_BACK = (
    "go back",
    "previous",
    "start over",
    "start again",
    "can we start over",
    "can i start over",
    "i want to start over",
    "main menu",
    "the main menu",
    "go back to the main menu",
    "back to the main menu",
    "menu",
)
SLOWER = (
    "slower",
    "slower please",
    "slow down",
    "can you slow down",
    "can you speak slower",
    "speak slower",
    "more slowly",
    "not so fast",
    "too fast",
)
HOLD_ON = (
    "wait",
    "wait a minute",
    "wait a second",
    "hold on",
    "one moment",
    "one moment please",
    "one second",
    "one minute",
    "just a moment",
    "just a second",
    "just a minute",
    "hold on a second",
    "hold on a minute",
    "hold on please",
    "hang on",
    "hang on a second",
    "give me a second",
    "give me a minute",
    "give me a moment",
    "let me find it",
    "let me look",
    "let me get it",
    "let me see",
    "let me check",
    "stop",
    "cancel",
    "never mind",
)
GOODBYE = (
    "goodbye",
    "bye",
    "bye bye",
    "hang up",
    "that's all",
    "that is all",
    "nothing else",
    "i'm done",
    "thank you",
    "thanks",
    "thank you goodbye",
    "thank you bye",
)
HELP = ("help", "help me", "i need help", "more options", "options")
NOT_KNOWN = (
    "i don't know",
    "i don't know it",
    "i don't have it",
    "i'm not sure",
    "i don't have my order number",
    "i don't know my order number",
    "i don't understand",
)
COMMANDS = (*PERSON, *REPEAT, *GO_BACK, *SLOWER, *HOLD_ON, *GOODBYE, *HELP, *NOT_KNOWN)
"""What may be said at any step."""

YES = (
    "yes",
    "yeah",
    "yep",
    "yes please",
    "yes it is",
    "yes i do",
    "yes i did",
    "yes that's right",
    "yes that is right",
    "yes that's correct",
    "yes that is correct",
    "correct",
    "that's correct",
    "that is correct",
    "that's right",
    "that is right",
    "right",
    "sure",
    "okay",
    "alright",
    "of course",
    "absolutely",
    "definitely",
    "exactly",
    "affirmative",
    "uh huh",
    "mm hmm",
    "mm hm",
    "yup",
    "yeah sure",
    "yeah go on",
    "yes go on",
    "go on",
    "go on then",
    "i guess so",
    "i suppose so",
    "that's the one",
    "yes that's the one",
    "yes that one",
    "sure why not",
    "why not",
    "i think so",
    "sounds good",
    "fine",
    "that is fine",
    "that's fine",
    "perfect",
    "please do",
    "go ahead",
)
NO = (
    "no",
    "nope",
    "nah",
    "no thanks",
    "no thank you",
    "no it isn't",
    "no it is not",
    "no i don't",
    "no i did not",
    "no that's wrong",
    "no that is wrong",
    "no that's not right",
    "no that is not right",
    "that's wrong",
    "that is wrong",
    "that's not right",
    "that is not right",
    "wrong",
    "incorrect",
    "not really",
    "no not really",
    "not that one",
    "no not that one",
    "uh uh",
    "i guess not",
    "not correct",
    "negative",
    "i don't think so",
    "no way",
    "never",
)

DIGITS = (*UNITS[:10], "oh")
TEENS = UNITS[10:]
MULTIPLES = ("double", "triple")
SCALES = ("hundred", "thousand")
NUMBER_WORDS = frozenset((*DIGITS, *TEENS, *TENS, *MULTIPLES, *SCALES))

LETTERS = tuple("abcdefghijklmnopqrstuvwxyz")
NATO = (
    *("alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliet"),
    *("kilo", "lima", "mike", "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango"),
    *("uniform", "victor", "whiskey", "yankee", "zulu"),
)
"""Words that spell."""
LETTER_LINKS = ("as in", "is in", "for", "like")
"""What stands between a letter and its word; "is in" is how "as in" sounds to a small model."""
LETTER_LEADS = (
    "my name is",
    "my last name is",
    "the name is",
    "it is",
    "it's",
    "that's",
    "that is",
    "yes",
    "okay",
    "and",
    "then",
)
"""What leads to a spelling without being one."""

CARRIERS = (
    "my order number is",
    "the order number is",
    "order number is",
    "my number is",
    "the number is",
    "number is",
    "my account number is",
    "my phone number is",
    "my reference number is",
    "order number",
    "my order number",
    "number",
    "it is",
    "it's",
    "that's",
    "that is",
    "i said",
    "yes",
    "yes it is",
    "yes it's",
    "sure",
    "okay",
    "and",
    "and then",
    "then",
)
"""What leads to a number without being one."""
CORRECTIONS = ("no", "no sorry", "sorry", "sorry no", "no wait", "no it's", "no i said", "i mean")
HESITATIONS = frozenset({"um", "uh", "er", "erm", "oh", "ah", "mm", "mmm", "hmm", "huh"})
"""Sounds that say nothing by themselves."""
LEANING = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "i'm", "in", "my", "of", "or", "the", "to"}
    | {"with", "your"}
)
"""Words that say nothing without others; a hum is one of them to the bundled model."""
FILLERS = frozenset({"um", "uh", "er", "erm", "well", "so", "please", "sorry", "hello", "hi"})
"""Words that may stand around a phrase."""
LISTENING = ("uh huh", "mm hmm", "okay", "yeah", "um", "uh")
"""Murmurs that every grammar hears, so that they are not taken for an answer."""
MURMURS = HESITATIONS | {"okay", "alright"}
"""Sounds by which a listener says: go on."""
BACK_CHANNELS = MURMURS | {"right", "yeah", "yes", "yep", "sure"}
"""Words that mean no more than a murmur while the other one talks, save as an answer."""
STRONG_WORDS = frozenset(
    {"no", "nope", "wait", "stop", "cancel", "wrong", "agent", "person", "human", "operator"}
    | {"representative", "supervisor", "manager", "help", "repeat", "goodbye"}
)
"""Words that a caller says over a prompt only to stop it."""
CONNECTIVES = frozenset(
    {"and", "or", "but", "because", "so", "then", "the", "a", "an", "my", "your", "is", "are"}
    | {"it's", "to", "for", "of", "with", "at", "on", "from", "if", "that", "i", "um", "uh"}
)
"""Words after which a sentence goes on."""
