"""The least flow that a check faults, and the same with its remedy followed."""

from dataclasses import replace

import pytest

from flows.checks.check import MOST_OF_ONE, check
from flows.checks.long_prompt import WORDS_A_MINUTE, seconds_of
from flows.templates import parse
from flows.yaml_io import read_documents

MATTER = "intents: [track_order]\nstart: tell\nsteps:\n"
PERSONAL = (
    "intents: [track_order]\nstart: {start}\nslots: {{customer: object}}\nsteps:\n"
    "  who: {{type: verify, next: look, else: end}}\n"
    "  look: {{type: action, action: account, save: {{customer: customer}},"
    " outcomes: {{known: tell, failed: end}}}}\n"
    '  tell: {{type: say, prompt: "{said}", next: settled}}\n'
    '  greet: {{type: say, prompt: "Hello {{{greeted}}}.", next: who}}\n'
)
ROUND = (
    "start: ask\nsteps:\n  ask:\n    type: collect\n    prompt: Home?\n    help: [Say home.]\n"
    '    choices: [{{key: "1", phrase: home, next: tell}}{more}]\n'
    "  tell: {{type: say, prompt: Home., next: ask}}\n"
)
FAULTS = {
    "untrained_intent": (
        MATTER + "  tell: {type: say, prompt: It comes., next: settled}\n",
        ["understanding has no examples of 'track_order'"],
        MATTER.replace("track_order", "refund") + "  tell: {type: transfer}\n",
    ),
    "untrained_choice": (
        ROUND.format(more=', {key: "2", phrase: work, heard_as: [affirm], next: end}'),
        ["understanding has no examples of 'affirm'"],
        ROUND.format(more=', {key: "2", phrase: work, heard_as: [deny], next: end}'),
    ),
    "personal_before_identity": (
        PERSONAL.format(start="greet", said="Done.", greeted="identity.name"),
        ["step 'greet' speaks 'identity' to callers whom nobody verified"],
        PERSONAL.format(start="who", said="Hello {identity.name}.", greeted="hours.today"),
    ),
    "personal_of_an_action": (
        PERSONAL.format(start="greet", said="Done.", greeted="customer.name"),
        ["step 'greet' speaks 'customer' to callers whom nobody verified"],
        PERSONAL.format(start="who", said="Hello {customer.name}.", greeted="hours.today"),
    ),
    "no_way_out": (
        ROUND.format(more=""),
        ["no answer at step 'ask' ever leads out of the flow"],
        ROUND.format(more=', {key: "2", phrase: work, next: end}'),
    ),
    "long_number": (
        f'start: tell\nsteps:\n  tell: {{type: say, prompt: "{"4512 " * 6}", next: end}}\n',
        ["the prompt takes about 13 seconds to say"],
        f'start: tell\nsteps:\n  tell: {{type: say, prompt: "{"4512 " * 5}", next: end}}\n',
    ),
}
KNOWLEDGE = """\
format: 1
entries:
  stripes: {intent: refund, title: Stripes, spoken: "Yes.", synonyms: ["zebra home"]}
"""


@pytest.fixture
def told(flow_set, known, head):
    """The sentences of the checks of this page for a flow."""
    knows = replace(
        known,
        trained=frozenset({"refund", "deny"}),
        needs_identity=frozenset({"account"}),
        outcomes={**known.outcomes, "account": frozenset({"known", "failed"})},
    )

    def tell(text: str, **more) -> list[str]:
        found = check(flow_set(head + text, **more), knows)
        return [p.what for p in found if p.flow != "person"]

    return tell


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_and_its_remedy(told, name):
    bad, what, mended = FAULTS[name]
    assert [each for each in told(bad) if each in what] == what
    assert [each for each in told(mended) if each in what] == []


def test_words_that_pick_an_answer_are_told_once(told):
    text = "start: tell\nsteps:\n  tell: {type: say, prompt: Home., next: end}\n"

    def unknown(words: str) -> list[str]:
        documents = {"knowledge.yaml": KNOWLEDGE.replace("zebra home", words)}
        found = told(text, knowledge=read_documents(documents)[0].knowledge)
        return [what for what in found if "stripes" in what or "zebra" in what]

    assert unknown("zebra home") == ["the speech model doesn't know 'zebra' in 'zebra home'"]
    assert unknown("home") == []


def test_many_faults_of_one_kind_hide_none_of_another(told):
    says = "".join(
        f"  s{each}: {{type: say, prompt: {'word ' * 40}, next: end}}\n"
        for each in range(2 * MOST_OF_ONE)
    )
    found = told(f"start: s0\nsteps:\n{says}  last: {{type: say, prompt: Hi., next: nowhere}}\n")
    assert sum(what.startswith("the prompt takes") for what in found) == MOST_OF_ONE
    assert "no step 'nowhere' in this flow" in found


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Hello there.", 2),
        ("It costs $4,512 now.", 3 + 6 + 1),
        ("Call 15005550101.", 1 + 11),
        ("Room 007", 1 + 3),
        ("that's e-mail", 2),
        ("2%", 2),
    ],
)
def test_a_prompt_lasts_as_long_as_what_is_spoken(written, words):
    assert seconds_of(parse(written)) == pytest.approx(words * 60 / WORDS_A_MINUTE)
