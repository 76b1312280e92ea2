"""Who would be automated wrongly, and who sent on needlessly."""

from dataclasses import asdict

import pytest

from ivr.evaluation.decisions import decision_figures
from tests.ivr.evaluation.utterances import POLICY, judged

UNSURE = 0.2


@pytest.mark.parametrize(
    ("answer", "counts"),
    [
        (judged("complaint", "refund"), "human_automated"),
        (judged("complaint", "track_order"), "human_automated"),
        (judged("complaint", "billing_dispute"), "human_transferred"),
        (judged("complaint+refund", "refund"), "human_automated"),
        (
            judged("complaint+refund", "refund", matters=("refund", "complaint")),
            "human_transferred",
        ),
        (judged("refund", "complaint"), "automatable_transferred"),
        (judged("refund+track_order", "speak_to_human"), "automatable_transferred"),
        (judged("refund", "refund", UNSURE), "automatable_clarified"),
        (judged("refund", "refund"), "automatable_settled"),
        (judged("speak_to_human", "speak_to_human"), "pleas_heard"),
        (judged("speak_to_human+refund", "speak_to_human"), "pleas_heard"),
        (judged("out_of_scope", "track_order"), "out_of_scope_automated"),
        (judged("out_of_scope", "technical_problem"), "out_of_scope_transferred"),
    ],
)
def test_what_counts(answer, counts: str):
    figures = asdict(decision_figures([answer], POLICY))
    counted = {name for name, share in figures.items() if share["count"]} - {"clarified"}
    assert counted == {counts}
    assert figures[counts] == {"count": 1, "of": 1}


@pytest.mark.parametrize(
    ("answer", "of"),
    [
        (judged("refund", "track_order"), "automatable_settled"),
        (judged("speak_to_human", "refund"), "pleas_heard"),
        (judged("complaint", "complaint", UNSURE), "human_transferred"),
    ],
)
def test_what_fails_counts_among_the_whole(answer, of: str):
    assert asdict(decision_figures([answer], POLICY))[of] == {"count": 0, "of": 1}


def test_talk_is_no_matter():
    figures = decision_figures([judged("affirm", "refund")], POLICY)
    assert figures.human_automated.of == figures.automatable_settled.of == 0
    assert figures.clarified.of == 1
