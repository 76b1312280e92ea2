"""What the checks say of matters that go ahead without, or with a made-up, identity."""

from dataclasses import replace

import pytest

from flows.checks.check import check
from flows.checks.identity_unchecked import identity_unchecked
from flows.checks.verify_missing import verify_missing
from flows.yaml_io import LIBRARY, load_library
from ivr.flow_checks import catalogue

CANCEL = """\
format: 1
flow: cancel
title: Cancel
intents: [cancel_order]
start: who
slots: {order: object}
steps:
  who: {type: verify, next: cancel, else: end}
  cancel: {type: action, action: cancel, outcomes: {done: told, failed: sorry}}
  told: {type: say, prompt: "Done.", next: settled}
  sorry: {type: say, prompt: "Sorry.", next: end}
"""
OTHER = """\
format: 1
flow: other
title: Other
start: first
steps:
"""


@pytest.fixture
def told(flow_set, known):
    """The sentences of the two checks for some flows, with the steps they are about."""
    knows = replace(
        known, needs_identity=frozenset({"cancel"}), identifies=frozenset({"check_identity"})
    )

    def tell(*texts: str) -> list[tuple[str, str, str]]:
        flows = flow_set(*texts)
        return [
            (each.flow, each.step, each.what)
            for flow in flows.flows.values()
            for found in (verify_missing, identity_unchecked)
            for each in found(flow, flows, knows)
        ]

    return tell


def test_a_matter_that_verifies_first(told):
    assert told(CANCEL) == []


@pytest.mark.parametrize(
    ("before", "after", "steps"),
    [
        ("start: who", "start: cancel", ["cancel", "told"]),
        ("else: end", "else: cancel", ["cancel", "told"]),
        ("else: end", "else: settled", ["who"]),
        ("else: end", "else: told", ["told"]),
        (
            "intents: [cancel_order]\nstart: who",
            "intents: [track_order]\nstart: cancel",
            ["cancel"],
        ),
        ("intents: [cancel_order]\nstart: who", "start: cancel", []),
    ],
)
def test_a_matter_that_goes_ahead(told, before, after, steps):
    assert sorted(step for _, step, _ in told(CANCEL.replace(before, after))) == steps


@pytest.mark.parametrize(
    ("first", "steps"),
    [
        ("{type: verify, next: end, else: bye}\n  bye: {type: hangup}", []),
        ("{type: verify, next: end, else: end}", ["cancel", "told"]),
        ("{type: say, prompt: Hi., next: end}", ["cancel", "told"]),
        (
            "{type: action, action: check_identity, outcomes: {verified: end, refused: bye}}\n"
            "  bye: {type: hangup}",
            [],
        ),
        ("{type: link, flow: cancel, next: end}", ["cancel", "told"]),
    ],
)
def test_another_flow_may_verify(told, first, steps):
    linked = CANCEL.replace(
        "{type: verify, next: cancel, else: end}", "{type: link, flow: other, next: cancel}"
    )
    found = told(linked, f"{OTHER}  first: {first}\n")
    assert sorted(step for _, step, _ in found) == steps


@pytest.mark.parametrize(
    ("link", "what"),
    [
        ("{type: link, flow: other, next: told}", ["who"]),
        ("{type: link, flow: other}", ["who", "who"]),
    ],
)
def test_another_flow_may_go_ahead(told, link, what):
    linked = CANCEL.replace("{type: verify, next: cancel, else: end}", link)
    linked = linked.replace("next: settled", "next: end")
    acts = "{type: action, action: cancel, outcomes: {done: settled, failed: end}}"
    found = told(linked, f"{OTHER}  first: {acts}\n")
    assert [step for _, step, _ in found] == what


def test_a_branch_by_whether_there_is_an_identity(told):
    branch = "{type: branch, when: [{slot: identity, exists: true, next: cancel}], else: end}"
    assert told(CANCEL.replace("{type: verify, next: cancel, else: end}", branch)) == []


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("order: object", "identity: object", "the flow has a slot 'identity'"),
        ("action: cancel, ", "action: cancel, save: {identity: order}, ", "step 'cancel' fills"),
        ("next: cancel, else", "with: {identity: ann}, next: cancel, else", "step 'who' fills"),
        (
            "action: cancel, ",
            "action: check_identity, save: {identity: method}, ",
            "step 'cancel' fills",
        ),
        (
            '  told: {type: say, prompt: "Done.", next: settled}',
            '  told: {type: collect, slot: identity, prompt: "Who?", next: settled}',
            "step 'told' fills",
        ),
    ],
)
def test_an_identity_that_nobody_checked(told, before, after, what):
    (found,) = told(CANCEL.replace(before, after))
    assert found[2].startswith(what)


def test_a_checked_identity(told):
    saved = "action: check_identity, save: {identity: identity}, "
    assert told(CANCEL.replace("action: cancel, ", saved)) == []


def test_the_shipped_flows_without_their_verify_steps_are_errors():
    library = load_library(LIBRARY)
    known = catalogue(library.policy.intents)
    for name in ("cancel_order", "refund", "reset_password", "update_account"):
        flow = library.flows[name]
        steps = {
            step: replace(each, otherwise=each.next) if step.startswith("who") else each
            for step, each in flow.steps.items()
        }
        loose = replace(library, flows={**library.flows, name: replace(flow, steps=steps)})
        errors = [each for each in check(loose, known) if each.severity == "error"]
        assert {each.flow for each in errors} == {name}
        assert any("needs a verified caller" in each.what for each in errors)
