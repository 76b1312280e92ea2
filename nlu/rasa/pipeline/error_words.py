"""What speech recognition makes of words, and what callers put around them."""

MISHEARD = {
    "order": ("older", "or the"),
    "orders": ("older's",),
    "password": ("past word", "pass word", "passport"),
    "account": ("a count", "the count"),
    "refund": ("re fund", "refunds", "refined"),
    "cancel": ("council", "counsel", "can sell"),
    "parcel": ("partial", "pass all"),
    "package": ("pack itch", "packages"),
    "delivery": ("deliver he", "delivered"),
    "where's": ("wears", "whereas"),
    "where": ("wear", "were"),
    "address": ("a dress", "addressed"),
    "email": ("e mail", "mail"),
    "bill": ("build", "bell"),
    "billing": ("building",),
    "charged": ("charge", "church"),
    "pin": ("pen", "pin number"),
    "locked": ("looked", "lock"),
    "hours": ("ours", "our"),
    "store": ("stall", "star"),
    "branch": ("brunch",),
    "return": ("returned", "re turn"),
    "returns": ("return",),
    "shipping": ("chipping", "shopping"),
    "complaint": ("complained", "complain"),
    "person": ("parson",),
    "agent": ("asian", "age and"),
    "track": ("truck", "tract"),
    "booking": ("looking",),
    "my": ("me", "the"),
    "to": ("two", "too"),
    "for": ("four",),
    "your": ("you're", "you"),
    "it's": ("its",),
    "haven't": ("have",),
    "i'd": ("id",),
    "i'm": ("am",),
    "i've": ("i",),
    "want": ("won't", "wanna"),
    "phone": ("fone",),
    "number": ("numb her",),
    "login": ("log in", "logging"),
    "broken": ("broke in",),
    "bank": ("bang",),
    "card": ("cart", "car"),
}
"""A word with what it is heard as; the meaning must survive in the words around it."""

TYPED = {
    "you": ("u",),
    "your": ("ur",),
    "please": ("pls", "plz"),
    "are": ("r",),
    "because": ("cuz", "coz"),
    "don't": ("dont",),
    "can't": ("cant",),
    "i'm": ("im",),
    "i've": ("ive",),
    "haven't": ("havent",),
    "want to": ("wanna",),
    "going to": ("gonna",),
    "thanks": ("thx",),
    "what's": ("whats",),
    "where's": ("wheres",),
    "didn't": ("didnt",),
    "doesn't": ("doesnt",),
    "hasn't": ("hasnt",),
}
"""Short forms and forgotten apostrophes of callers who type."""

FILLERS = ("uh", "um", "er", "erm", "like", "you know", "well", "so", "okay so", "right")

OPENERS = (
    "hi", "hello", "hey there", "good morning", "good afternoon", "excuse me", "yeah hi", "so",
    "hiya", "uh yeah", "okay", "right so", "hello there", "please", "sir", "good evening",
    "yes hello", "hi there i've got a question", "i was just wondering", "quick question",
)  # fmt: skip

CLOSERS = ("please", "thanks", "thank you", "if that's okay", "cheers", "if you can", "right now",
           "as soon as possible", "today", "can you help", "can you help me", "help")  # fmt: skip
