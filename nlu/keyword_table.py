"""The words that keep a caller's way open while Rasa is away. Data, in order of precedence.

An entry matches where all words of one of its phrases stand in the utterance side by side. Only
what a caller must always be able to reach is here; Rasa understands the rest.
"""

MATTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "speak_to_human",
        (
            "agent", "agents", "human", "person", "people", "representative", "operator",
            "somebody", "someone", "anybody", "anyone", "manager", "supervisor", "adviser",
            "advisor", "customer service", "customer support", "real", "put me through",
            "transfer me", "connect me", "call me back", "callback", "member of staff",
        ),
    ),
    (
        "complaint",
        (
            "complain", "complaint", "complaints", "unacceptable", "ridiculous", "disgusting",
            "outrageous", "furious", "angry", "disappointed", "unhappy", "terrible", "awful",
            "horrible", "worst", "rude", "lawyer", "useless", "a joke", "fed up", "sick of",
        ),
    ),
    (
        "billing_dispute",
        (
            "charged", "charge", "charges", "overcharged", "billed", "bill", "billing", "invoice",
            "fraud", "dispute", "statement", "took money", "taken money",
        ),
    ),
    (
        "service_failure",
        (
            "damaged", "wrong item", "wrong order", "wrong size", "wrong thing", "missing",
            "broken", "empty", "stolen", "never came", "never arrived", "nobody came",
            "says delivered",
        ),
    ),
    (
        "technical_problem",
        (
            "technical", "tech", "error", "crashes", "crashing", "website", "app", "not working",
            "isn't working", "doesn't work", "won't work", "stopped working", "won't start",
            "won't turn on",
        ),
    ),
    (
        "reset_password",
        ("password", "log in", "login", "sign in", "locked", "unlock", "username", "pin"),
    ),
    ("cancel_order", ("cancel", "cancellation", "cancelled")),
    ("refund", ("refund", "refunded", "money back", "reimburse")),
    (
        "faq_returns",
        ("return", "returns", "returning", "exchange", "send it back", "send back"),
    ),
    (
        "faq_store_finder",
        (
            "nearest store", "nearest shop", "nearest branch", "closest store", "closest shop",
            "closest branch", "local store", "local shop", "store near", "shop near",
            "branch near", "stores near", "shops near", "find a store", "find a shop",
            "find the store", "find my store", "store finder", "where are your stores",
            "where are your shops", "where is your store", "where is your shop",
            "where's your store", "where's your shop",
        ),
    ),
    (
        "faq_opening_hours",
        ("opening", "hours", "open", "close", "closed", "closing"),
    ),
    (
        "faq_shipping",
        ("shipping", "postage", "cost to ship", "ship to", "deliver to", "delivery cost"),
    ),
    (
        "faq_payment_methods",
        ("pay", "payment", "payments", "credit card", "paypal", "gift card", "instalments"),
    ),
    (
        "update_account",
        (
            "my address", "new address", "address", "my email", "phone number", "my details",
            "my account", "account", "my name", "i moved", "i've moved", "we moved", "moved house",
            "new number",
        ),
    ),
    (
        "track_order",
        (
            "order", "orders", "track", "tracking", "package", "parcel", "delivery", "shipment",
            "where is my", "arrive", "arrived", "delivered",
        ),
    ),
)  # fmt: skip
"""Matters; a caller who names two is taken to mean the first of this list."""

TALK: dict[str, tuple[str, ...]] = {
    "affirm": (
        "yes", "yeah", "yep", "yes please", "yes it is", "yes that's right", "yes that's correct",
        "that's right", "that's correct", "correct", "right", "sure", "okay", "exactly",
        "of course", "absolutely", "definitely", "go ahead", "uh huh", "mm hm", "mm hmm", "fine",
        "that's it", "yes i do", "yes yes", "yup", "go on", "go on then", "yeah go on",
        "yes go on", "i guess so", "i suppose so", "that's the one", "yes that's the one",
        "sure why not", "why not", "yeah sure", "sounds good",
    ),
    "deny": (
        "no", "nope", "nah", "no thanks", "no thank you", "no it isn't", "no it's not", "wrong",
        "no that's wrong", "no that's not right", "that's wrong", "that's not right", "incorrect",
        "not really", "no no", "negative", "never", "no i don't", "no not really", "nah not really",
        "uh uh", "i guess not", "i don't think so", "no way", "not that one", "not quite",
    ),
    "greet": ("hello", "hi", "hey", "good morning", "good afternoon", "good evening", "hi there"),
    "thank": ("thank you", "thanks", "thank you very much", "thanks a lot", "cheers"),
    "goodbye": (
        "goodbye", "bye", "bye bye", "that's all", "that's all thank you", "that's all thanks",
        "that's everything", "nothing else", "no that's all", "thank you goodbye", "thanks bye",
        "hang up", "i'm done", "have a nice day",
    ),
    "repeat": (
        "repeat", "repeat that", "repeat that please", "please repeat", "can you repeat that",
        "say that again", "say again", "again", "pardon", "sorry", "what", "what did you say",
        "one more time", "louder", "i didn't hear that", "i didn't catch that",
        "can you say that again", "could you repeat that",
    ),
    "slower": (
        "slower", "slower please", "speak slower", "speak slowly", "more slowly", "slow down",
        "slow down please", "too fast", "that's too fast", "you're too fast", "not so fast",
        "can you slow down", "can you speak slower", "can you speak more slowly",
        "could you slow down", "say that slower", "a bit slower",
    ),
    "wait": (
        "wait", "wait a minute", "wait a second", "wait a moment", "hold on", "hold on a second",
        "hold on a minute", "hang on", "hang on a second", "one moment", "one minute",
        "one second", "just a moment", "just a minute", "just a second", "give me a second",
        "give me a minute", "give me a moment", "let me find it", "let me look", "let me see",
        "let me check", "let me get it", "i'm looking for it", "bear with me",
    ),
    "start_over": (
        "start over", "start again", "start from the beginning", "from the beginning",
        "from the top", "restart", "begin again", "start all over", "start all over again",
        "can we start over", "can i start over", "can i start again", "let's start over",
        "let's start again", "i want to start over",
    ),
    "main_menu": (
        "main menu", "menu", "the menu", "the main menu", "go to the main menu",
        "back to the menu", "back to the main menu", "go back to the main menu",
        "go back to the menu", "i want the main menu",
    ),
    "go_back": (
        "go back", "back", "previous", "never mind", "something else", "previous menu",
    ),
}  # fmt: skip
"""What is said in a conversation; the whole utterance, fillers aside, must be one of these."""
