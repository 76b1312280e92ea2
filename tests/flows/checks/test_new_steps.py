"""What the checks say of steps that offer, verify and answer, and of the knowledge base."""

from dataclasses import replace
from pathlib import Path

import pytest

from flows.checks.check import check
from flows.yaml_io import read_library

OFFER = """\
start: find
slots: {orders: object, order: object}
steps:
  find: {type: action, action: ping, save: {orders: orders}, outcomes: {done: which}}
  which:
    type: offer
    from: orders
    slot: order
    prompt: "Which?"
    help: ["Say it."]
    empty: end
    next: end
"""


def test_an_offer_without_faults(assert_told):
    assert_told(OFFER, [])


@pytest.mark.parametrize(
    ("before", "after", "line", "what"),
    [
        ("empty: end", "empty: gone", 14, "no step 'gone' in this flow"),
        ("from: orders", "from: odours", 10, "no slot 'odours' in this flow"),
        ("slot: order\n", "slot: odour\n", 8, "no slot 'odour' in this flow"),
        ("save: {orders: orders}, ", "", 10, "slot 'orders' has no value yet"),
        ('    help: ["Say it."]\n', "", 8, "question 'which' has no help"),
        ("empty: end", "empty: which", 8, "a loop without a wait through step 'which'"),
    ],
)
def test_faults_of_an_offer(flow_set, known, head, before, after, line, what):
    problems = check(flow_set(head + OFFER.replace(before, after)), known)
    told = [each for each in problems if each.what.startswith(what)]
    assert len(told) == 1
    assert told[0].step in ("which", "")
    assert abs(told[0].line - line) <= 2


@pytest.mark.parametrize(
    ("label", "key", "what"),
    [
        ("{order.number}", "8", "no 'order' in a label"),
        ("{item}", "3", "key '3' belongs to the items"),
    ],
)
def test_faults_of_labels_and_keys(tmp_path: Path, head, label, key, what):
    more = f'    label: "{label}"\n    choices: [{{key: "{key}", phrase: home, next: end}}]\n'
    file = tmp_path / "flow.yaml"
    file.write_text(head + OFFER + more)
    (problem,) = read_library([file])[1]
    assert problem.what == what
    assert problem.step == "which"


def test_verify_needs_a_flow_that_identifies(assert_told):
    assert_told(
        "start: who\nsteps:\n  who: {type: verify, next: end, else: end}\n",
        [(6, 8, "who", "no flow 'identify'", "Write one of")],
    )


def test_answers_need_an_entry(assert_told):
    assert_told(
        "start: a\nsteps:\n"
        "  a: {type: answer, entry: returns_exchnge, next: b}\n"
        "  b: {type: answer, next: end}\n",
        [
            (6, 28, "a", "no entry 'returns_exchnge'", "Did you mean 'returns_exchange'?"),
            (7, 6, "b", "no entry answers the intents of 'welcome'", "Name an 'entry'"),
        ],
    )


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ('{intent: faq_return, title: T, spoken: "S"}', "unknown intent 'faq_return'"),
        ('{intent: affirm, title: T, spoken: "S"}', "no flow serves intent 'affirm'"),
        ('{intent: faq_returns, title: T, spoken: "{order.number}"}', "no slot 'order' in the"),
        (f'{{intent: faq_returns, title: T, spoken: "{"word " * 40}"}}', "the entry takes about"),
    ],
)
def test_faults_of_the_knowledge_base(library, known, tmp_path: Path, entry, what):
    file = tmp_path / "knowledge.yaml"
    file.write_text(f"format: 1\nentries:\n  one: {entry}\n")
    flows = replace(library, knowledge=read_library([file])[0].knowledge)
    told = [each for each in check(flows, known) if each.file == str(file)]
    assert [each.what[: len(what)] for each in told] == [what]
    assert told[0].line == 3


@pytest.mark.parametrize("phrase", ["silence", "offer_item"])
def test_phrases_have_their_own_fields_alone(tmp_path: Path, phrase):
    text = (Path(__file__).parents[3] / "flows/library/phrases.yaml").read_text()
    file = tmp_path / "phrases.yaml"
    file.write_text(text.replace(f"  {phrase}:", f'  {phrase}: "{{order.number}}"\n  x_{phrase}:'))
    told = [each.what for each in read_library([file])[1]]
    assert f"phrase '{phrase}' has no field 'order.number'" in told
