import pytest

from flows.yaml_io import read_library

KNOWLEDGE = """
format: 1
entries:
  old:
    intent: faq_returns
    title: Old
    spoken: "Thirteen days."
    valid_until: 2026-03-01
  general:
    intent: faq_returns
    title: General
    spoken: ["Thirty days.", "A month."]
  sale:
    intent: faq_returns
    title: Sale
    spoken: "Never. We are {hours.today}."
    synonyms: [sale, on sale]
    valid_from: 2026-03-02
    valid_until: 2026-03-02
"""
MENU = """
start: ask
steps:
  ask:
    type: collect
    prompt: "Yes?"
    choices: [{key: "1", phrase: "returns", begin: faq_returns}]
"""
RETURNS = """
format: 1
flow: returns
title: Returns
spoken: "returns"
intents: [faq_returns]
start: tell
steps: {tell: {type: answer, next: settled}}
"""


@pytest.fixture
def asking(play, tmp_path):
    file = tmp_path / "knowledge.yaml"
    file.write_text(KNOWLEDGE)
    knowledge = read_library([file])[0].knowledge

    def start(returns: str = RETURNS):
        anything = MENU.replace("\nstart", "\nformat: 1\nflow: anything_else\ntitle: Else\nstart")
        return play(MENU, returns, anything, knowledge=knowledge)

    return start


def test_the_first_entry_that_holds_today(asking):
    call = asking()
    assert call.say("can i return it", "faq_returns") == "Thirty days. Yes?"
    assert call.key("1") == "A month. Yes?"


def test_the_entry_that_the_words_pick_is_remembered_by_its_name_alone(asking):
    call = asking()
    said = call.say("can i return what was on sale", "faq_returns")
    assert said.startswith("Never. We are from nine in the morning to six in the evening.")
    assert call.state.entries == {"faq_returns": "sale"}
    assert "can i" not in str(call.state.to_json())


def test_a_named_entry(asking):
    call = asking(RETURNS.replace("type: answer", "type: answer, entry: general"))
    assert call.say("sale returns", "faq_returns") == "Thirty days. Yes?"


def test_without_an_entry_that_holds_a_person_is_fetched(asking):
    call = asking(RETURNS.replace("type: answer", "type: answer, entry: old"))
    assert call.key("1").startswith("I'm sorry, something has gone wrong on our side. That's")
    assert call.state.slots["transfer"]["reason"].startswith("The knowledge base has no answer")
