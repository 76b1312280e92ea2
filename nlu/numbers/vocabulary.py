"""The words of spoken numbers, and the words callers wrap around them."""

DIGITS = {
    "zero": 0, "oh": 0, "o": 0, "nought": 0, "naught": 0, "nil": 0,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "niner": 9,
}  # fmt: skip
TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
REPEATS = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4}

HOMOPHONES = {"for": 4, "fore": 4, "to": 2, "too": 2, "ate": 8, "won": 1}
"""What recognisers write for digits. They are digits only where their neighbours are."""

PREPOSITIONS = frozenset({"for", "to", "too"})
"""Homophones that usually are themselves at either end of a number: "change it to five"."""

FILLERS = frozenset({
    "uh", "um", "er", "erm", "ah", "hmm", "mm", "and", "then", "dash", "hyphen", "space", "well",
    "so", "like", "hash", "pound",
})  # fmt: skip
"""Words that may stand between the digits of one number."""

INTRODUCERS = frozenset({
    "is", "it's", "its", "that's", "number", "number's", "was", "be", "code", "reference", "ref",
    "order", "confirmation",
})  # fmt: skip
"""Carrier words after which a number begins; a homophone right after one may be a digit."""

CARRIERS = INTRODUCERS | {
    "a", "my", "the", "our", "this", "that", "here", "there", "it", "yes", "yeah", "yep", "okay",
    "ok", "oh", "sure", "right", "please", "thank", "thanks", "you", "hi", "hello", "hey", "would",
    "will", "should", "i", "i've", "i'm", "have", "got", "think", "believe", "said", "say", "says",
    "given", "can", "on", "at", "me", "reach", "call", "get", "phone", "telephone", "mobile",
    "cell", "account", "customer", "member", "zip", "postcode", "post", "tracking", "invoice",
    "digits", "digit", "ends", "end", "with", "ending", "starts", "starting", "of", "wrong",
}  # fmt: skip
"""Words that say nothing about the number they accompany."""

CORRECTIONS = (
    "no", "sorry", "wait", "i mean", "i meant", "scratch that", "make that", "actually", "oops",
    "rather", "correction", "no i said", "excuse me", "change that to", "strike that",
)  # fmt: skip
"""What follows puts right what came before."""

PAUSES = (
    "hang on", "hold on", "one second", "one sec", "one moment", "one minute", "just a second",
    "just a minute", "just a moment", "let me see", "let me think", "let me check",
)  # fmt: skip
"""The caller looks the number up and goes on, or begins again."""

REJECTIONS = ("not", "isn't", "it's not", "wasn't", "instead of")
"""What follows is what the number is not."""

EXCLAMATIONS = ("oh well", "oh so", "oh and", "oh right")
"""Phrases in which "oh" is no digit."""

IDIOMS = (
    "that one", "this one", "the one", "other one", "wrong one", "right one", "which one", "no one",
    "another one", "one more", "one of", "last one", "first one", "new one", "one time", "any one",
    "old one", "same one",
)  # fmt: skip
"""Phrases in which "one" is no digit."""
