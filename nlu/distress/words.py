"""Weights of the words that show how a caller feels. Data: add a line to teach a new one.

A weight is how sure one mention, by itself, makes us that the caller is in distress: 0.3 mild
annoyance, 0.5 anger or worry, 0.7 fury or despair, 0.9 and more a person must hear this now.
"""

WEIGHTS: dict[str, float] = {
    # anger
    "furious": 0.7, "livid": 0.7, "enraged": 0.7, "fuming": 0.65, "angry": 0.55, "mad": 0.45,
    "outraged": 0.6, "outrageous": 0.55, "disgusted": 0.55, "disgusting": 0.55, "disgrace": 0.55,
    "disgraceful": 0.55, "unacceptable": 0.5, "ridiculous": 0.45, "insane": 0.4, "appalling": 0.5,
    "appalled": 0.5, "infuriating": 0.6, "fed up": 0.5, "sick of": 0.5, "sick and tired": 0.6,
    "had enough": 0.5, "had it with": 0.5, "useless": 0.4, "incompetent": 0.5, "pathetic": 0.5,
    "terrible": 0.35, "awful": 0.35, "horrible": 0.4, "worst": 0.45, "nightmare": 0.45,
    "a joke": 0.35, "stupid": 0.35, "idiots": 0.5, "idiot": 0.5, "rude": 0.35, "liars": 0.5,
    "lied to me": 0.5, "you lied": 0.5, "hate": 0.35, "how dare you": 0.6, "frustrated": 0.4,
    "frustrating": 0.4, "annoyed": 0.35, "annoying": 0.3, "kidding me": 0.4, "fuck": 0.6,
    "fucking": 0.65, "shit": 0.45, "bullshit": 0.6, "bastards": 0.6, "damn": 0.25, "hell": 0.25,
    "crap": 0.3, "bloody": 0.3, "piss": 0.4, "pissed": 0.5, "assholes": 0.65, "scam": 0.4,
    "wasting my time": 0.45, "waste of time": 0.4, "nobody cares": 0.5, "shut up": 0.5,
    # the opposite of what is meant
    "great just great": 0.75, "just great": 0.45, "just wonderful": 0.45, "just perfect": 0.4,
    "just brilliant": 0.45, "just fantastic": 0.45, "thanks for nothing": 0.6, "way to go": 0.4,
    "surprise surprise": 0.45, "big surprise": 0.35, "yeah right": 0.4, "let me guess": 0.35,
    "how very helpful": 0.4, "slow clap": 0.5, "well isn't that": 0.35,
    # disappointment
    "not happy": 0.4, "unhappy": 0.4, "not satisfied": 0.35, "disappointed": 0.35,
    "disappointing": 0.35, "dissatisfied": 0.35, "upset": 0.45, "let down": 0.35,
    "can't believe": 0.3, "cannot believe": 0.3,
    # despair and worry
    "desperate": 0.65, "devastated": 0.7, "crying": 0.7, "in tears": 0.75, "hopeless": 0.6,
    "can't cope": 0.8, "cannot cope": 0.8, "can't take this": 0.7, "can't take it": 0.7,
    "can't go on": 0.85, "breaking down": 0.35, "at my wits end": 0.7, "at the end of my rope": 0.7,
    "don't know what to do": 0.5, "begging you": 0.6, "please help me": 0.35, "scared": 0.5,
    "frightened": 0.5, "terrified": 0.65, "worried": 0.35, "worried sick": 0.6, "stressed": 0.45,
    "panicking": 0.6, "can't afford": 0.4, "no money left": 0.5, "emergency": 0.6,
    # danger
    "kill myself": 0.99, "end my life": 0.99, "end it all": 0.95, "want to die": 0.98,
    "hurt myself": 0.98, "suicide": 0.98, "suicidal": 0.98, "heart attack": 0.9,
    "can't breathe": 0.9, "call an ambulance": 0.9,
    # threats
    "lawyer": 0.45, "lawyers": 0.45, "solicitor": 0.45, "sue": 0.5, "suing": 0.5,
    "take you to court": 0.6, "legal action": 0.55, "report you": 0.45, "the police": 0.35,
    "trading standards": 0.45, "ombudsman": 0.4, "the newspapers": 0.4, "never shop": 0.35,
    "never buying": 0.35, "never again": 0.3, "leave you": 0.4, "leaving you": 0.4,
    "go elsewhere": 0.4, "going elsewhere": 0.4, "business elsewhere": 0.5, "last chance": 0.4,
    "lost a customer": 0.5, "losing a customer": 0.5, "barrister": 0.45, "attorney": 0.4,
    "small claims": 0.5, "see you in court": 0.65, "from my lawyer": 0.6,
    "from my solicitor": 0.5, "kill you": 0.95, "hurt you": 0.9,
    # the same again and again
    "third time": 0.3, "fourth time": 0.35, "fifth time": 0.4, "how many times": 0.4,
    "again and again": 0.35, "over and over": 0.35, "for the last time": 0.45,
    "for weeks": 0.2, "for months": 0.3, "all day": 0.15, "nobody helps": 0.4,
    "no one helps": 0.4, "nobody ever": 0.35, "on hold for": 0.25,
}  # fmt: skip

STRONGER: dict[str, float] = {
    "so": 1.25, "very": 1.2, "really": 1.2, "absolutely": 1.3, "completely": 1.3, "totally": 1.3,
    "extremely": 1.3, "incredibly": 1.3, "utterly": 1.3, "beyond": 1.3, "bloody": 1.2,
    "fucking": 1.4, "such": 1.1,
}  # fmt: skip
"""Factors of a word one or two places before a weighted phrase."""

WEAKER: dict[str, float] = {
    "bit": 0.6, "little": 0.6, "slightly": 0.6, "somewhat": 0.7, "mildly": 0.6, "kind": 0.8,
    "sort": 0.8,
}  # fmt: skip
"""Factors likewise: "a bit annoyed"."""

NEGATIONS = frozenset({
    "not", "isn't", "never", "wasn't", "aren't", "don't", "didn't", "ain't", "without",
})  # fmt: skip
"""Within three words before a weighted phrase they leave a tenth of its weight."""

NEGATED = 0.1

DANGER = 0.9
"""Phrases of this weight and more count in full even where they are negated."""
