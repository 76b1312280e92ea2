from hypothesis import given
from hypothesis import strategies as st

from ivr.speech.ledger import LOST_MARK_MS, Ledger, PromptHeard
from ivr.speech.prompt import Phrase, Prompt

WELCOME = Prompt(
    (Phrase("Welcome to our line.", bytes(8000)), Phrase("How can I help", bytes(4000)))
)


def test_a_prompt_heard_to_its_end():
    ledger = Ledger()
    ledger.add("main.start", WELCOME, ["a", "b"], 0)
    assert ledger.returned("a", 1000) == []
    assert ledger.returned("b", 1500) == [
        PromptHeard("main.start", WELCOME.text, WELCOME.text, complete=True, first_mark="a")
    ]
    assert ledger.empty


def test_a_phrase_cut_off_is_heard_by_its_share():
    ledger = Ledger()
    ledger.add("s", WELCOME, ["a", "b"], 0)
    ledger.returned("a", 1000)
    (heard,) = ledger.cleared(1250)
    told = "Welcome to our line. How can"
    assert heard == PromptHeard("s", WELCOME.text, told, complete=False, first_mark="a")


def test_nothing_heard():
    ledger = Ledger()
    ledger.add("s", WELCOME, ["a", "b"], 0)
    (heard,) = ledger.cleared(0)
    assert (heard.heard_text, heard.complete) == ("", False)


def test_marks_after_a_clear_are_nothing():
    ledger = Ledger()
    ledger.add("s", WELCOME, ["a", "b"], 0)
    ledger.cleared(100)
    assert ledger.returned("a", 200) == []
    assert ledger.returned("b", 200) == []


def test_a_lost_mark_is_made_up_by_the_next():
    ledger = Ledger()
    ledger.add("s", WELCOME, ["a", "b"], 0)
    (heard,) = ledger.returned("b", 1500)
    assert heard.heard_text == WELCOME.text


def test_a_late_mark():
    ledger = Ledger()
    assert ledger.overdue(10**9) is None
    ledger.add("s", WELCOME, ["a", "b"], 0)
    assert ledger.overdue(1000 + LOST_MARK_MS) is None
    assert ledger.overdue(1001 + LOST_MARK_MS) == "a"


def test_prompts_one_after_another():
    ledger = Ledger()
    ledger.add("one", WELCOME, ["a", "b"], 0)
    ledger.add("two", WELCOME, ["c", "d"], 10)
    ledger.returned("a", 1000)
    first, second = ledger.cleared(1500)
    assert (first.step, first.heard_text) == ("one", WELCOME.text)
    assert (second.step, second.heard_text) == ("two", "")
    assert not first.complete


phrases = st.builds(
    lambda words, ms: Phrase(" ".join(words), bytes(ms * 8)),
    st.lists(st.sampled_from(["your", "order", "is", "late"]), min_size=1, max_size=6),
    st.integers(0, 3000),
)
prompts = st.lists(phrases, min_size=1, max_size=4).map(lambda made: Prompt(tuple(made)))
happenings = st.one_of(
    st.tuples(st.just("play"), prompts),
    st.tuples(st.just("mark"), st.integers(0, 30)),
    st.tuples(st.just("clear"), st.none()),
    st.tuples(st.just("wait"), st.integers(0, 4000)),
)


@given(st.lists(happenings, max_size=40))
def test_every_prompt_is_accounted_for_once(story):
    ledger, now, marks, played, over = Ledger(), 0, 0, [], []
    for what, value in story:
        if what == "play":
            names = [str(marks + n) for n in range(len(value.phrases))]
            marks += len(names)
            ledger.add(str(len(played)), value, names, now)
            played.append(value)
        elif what == "mark":
            over += ledger.returned(str(value), now)
        elif what == "clear":
            over += ledger.cleared(now)
        else:
            now += value
    over += ledger.cleared(now)
    assert [int(heard.step) for heard in over] == list(range(len(played)))
    assert ledger.empty
    for heard, prompt in zip(over, played, strict=True):
        assert heard.text == prompt.text
        assert heard.text.startswith(heard.heard_text)
        assert not heard.complete or heard.heard_text == heard.text
