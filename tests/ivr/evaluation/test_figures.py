"""Figures of intents, entities, confidence and moods, on answers small enough to count by hand."""

import pytest

from ivr.evaluation.calibration import calibration_error, reliability
from ivr.evaluation.entities import entity_scores
from ivr.evaluation.figures import figures_of, latency
from ivr.evaluation.intents import confusions, intent_scores, macro_f1
from ivr.evaluation.moods import area_under_curve, mood_figures
from tests.ivr.evaluation.utterances import POLICY, judged, naming

ANSWERS = [
    judged("refund", "refund"),
    judged("refund", "refund"),
    judged("refund", "complaint"),
    judged("complaint", "refund"),
    judged("complaint+refund", "refund", matters=("refund", "complaint")),
    judged("out_of_scope", "out_of_scope", trade="other"),
]


def test_precision_and_recall_count_utterances_with_one_matter():
    scores = {score.name: score for score in intent_scores(ANSWERS)}
    assert (scores["refund"].precision, scores["refund"].recall) == (2 / 3, 2 / 3)
    assert (scores["complaint"].precision, scores["complaint"].recall) == (0, 0)
    assert macro_f1(list(scores.values())) == pytest.approx((2 / 3 + 0 + 1) / 3)


def test_an_intent_without_tests_does_not_count_in_the_mean():
    scores = intent_scores([judged("refund", "refund"), judged("refund", "thank")])
    assert [score.name for score in scores] == ["refund", "thank"]
    assert macro_f1(scores) == pytest.approx(2 / 3)


def test_confusions_come_by_how_often():
    again = [*ANSWERS, judged("complaint", "refund")]
    assert confusions(again) == [("complaint", "refund", 2), ("refund", "complaint", 1)]


def test_any_of_several_matters_is_right():
    figures = figures_of(ANSWERS, POLICY)
    assert figures["accuracy"] == pytest.approx(4 / 6, abs=1e-4)
    assert figures["several_matters"]["all_found"] == {"share": 1.0, "count": 1, "of": 1}


def test_a_matter_left_unheard_is_told():
    one = judged("complaint+refund", "refund", matters=("refund", "thank"))
    assert figures_of([one], POLICY)["several_matters"]["all_found"]["count"] == 0


def test_figures_come_by_trade():
    trades = figures_of(ANSWERS, POLICY)["trades"]
    assert {name: trade["utterances"] for name, trade in trades.items()} == {
        "other": 1,
        "retail": 5,
    }
    assert trades["other"]["accuracy"] == 1.0


def test_no_utterances_give_no_shares():
    figures = figures_of([], POLICY)
    assert figures["accuracy"] is figures["macro_f1"] is figures["calibration"]["error"] is None
    assert figures["out_of_scope"] == {"precision": None, "recall": None, "tests": 0}


def test_confidence_that_means_what_it_says_has_no_error():
    bins = reliability([(0.75, True), (0.75, True), (0.75, True), (0.75, False)])
    assert [(each.least, each.count, each.accuracy) for each in bins] == [(0.7, 4, 0.75)]
    assert calibration_error(bins) == 0


def test_calibration_error_weighs_bins_by_their_size():
    bins = reliability([(1.0, True), (1.0, False), (1.0, False), (0.2, False)])
    assert calibration_error(bins) == pytest.approx(3 / 4 * (1 - 1 / 3) + 1 / 4 * 0.2)


def test_entities_count_by_name_and_words():
    scores = entity_scores(
        [
            naming(
                (("order_number", "Four one"), ("date", "today")), (("order_number", "four one"),)
            ),
            naming((("date", "monday"),), (("date", "monday"), ("date", "friday"))),
            naming((), (("date", "sunday"),)),
        ]
    )
    assert [(s.name, s.precision, s.recall) for s in scores] == [
        ("date", 0.5, 0.5),
        ("order_number", 1.0, 1.0),
    ]


@pytest.mark.parametrize(
    ("angry", "neutral", "area"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1], [0.9], 0.0),
        ([0.5, 0.5], [0.5], 0.5),
        ([0.9, 0.3], [0.5, 0.1], 0.75),
        ([], [0.5], None),
    ],
)
def test_area_under_the_curve(angry: list[float], neutral: list[float], area: float | None):
    assert area_under_curve(angry, neutral) == area


def test_moods_over_the_threshold():
    figures = mood_figures([0.7, 0.6], [0.8, 0.1, 0.0], 0.7)
    assert (figures.angry_over.value, figures.neutral_over.value) == (1 / 2, 1 / 3)


def test_latency_is_told_by_its_percentiles():
    assert latency(ANSWERS) == {"p50": 5.0, "p95": 5.0, "p99": 5.0}
