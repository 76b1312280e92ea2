"""All figures of a set of judged utterances, as a JSON object."""

from collections.abc import Sequence
from dataclasses import asdict
from statistics import quantiles
from typing import Any

from flows.policy import Policy
from ivr.evaluation.calibration import calibration_error, reliability
from ivr.evaluation.decisions import decision_figures
from ivr.evaluation.entities import entity_scores
from ivr.evaluation.intents import confusions, intent_scores, macro_f1
from ivr.evaluation.judged import Judged, Share, share_of
from ivr.evaluation.scores import Score
from ivr.policy.decide import OUT_OF_SCOPE

Figures = dict[str, Any]


def figures_of(judged: Sequence[Judged], policy: Policy) -> Figures:
    """Figures of a set: of intents, confidence, decisions and entities, and by trade."""
    scores = intent_scores(judged)
    bins = reliability([(each.meaning.confidence, each.right) for each in judged])
    outside = next((s for s in scores if s.name == OUT_OF_SCOPE), Score(OUT_OF_SCOPE, 0, 0, 0))
    return {
        **headline(judged, policy),
        "macro_f1": rounded(macro_f1(scores)),
        "out_of_scope": _score_json(outside),
        "calibration": {
            "error": rounded(calibration_error(bins)),
            "bins": [{key: rounded(value) for key, value in asdict(each).items()} for each in bins],
        },
        "several_matters": _several(judged),
        "intents": {score.name: _score_json(score) for score in scores},
        "confusions": [
            {"meant": meant, "understood": understood, "times": times}
            for meant, understood, times in confusions(judged)
        ],
        "entities": {score.name: _score_json(score) for score in entity_scores(judged)},
        "trades": {
            trade: headline([each for each in judged if each.test.trade == trade], policy)
            for trade in sorted({each.test.trade for each in judged} - {""})
        },
    }


def headline(judged: Sequence[Judged], policy: Policy) -> Figures:
    """What counts most: how often the intent is right, and what was decided."""
    decisions = asdict(decision_figures(judged, policy))
    return {
        "utterances": len(judged),
        "accuracy": rounded(share_of(judged, lambda each: each.right).value),
        "decisions": {name: share_json(Share(**share)) for name, share in decisions.items()},
    }


def latency(judged: Sequence[Judged]) -> dict[str, float]:
    """Milliseconds of understanding, of at least two utterances."""
    cuts = quantiles([each.ms for each in judged], n=100, method="inclusive")
    return {"p50": round(cuts[49], 1), "p95": round(cuts[94], 1), "p99": round(cuts[98], 1)}


def share_json(share: Share) -> Figures:
    """A share with what it was counted from."""
    return {"share": rounded(share.value), "count": share.count, "of": share.of}


def rounded(value: float | None) -> float | None:
    """Four places are enough."""
    return None if value is None else round(value, 4)


def _score_json(score: Score) -> Figures:
    return {
        "precision": rounded(score.precision),
        "recall": rounded(score.recall),
        "tests": score.tests,
    }


def _several(judged: Sequence[Judged]) -> Figures:
    """Of utterances that name several matters: whether all of them were found."""
    several = [each for each in judged if len(each.test.matters) > 1]
    return {"all_found": share_json(share_of(several, _all_found))}


def _all_found(each: Judged) -> bool:
    named = {each.meaning.intent, *(intent for intent, _ in each.meaning.matters)}
    return named.issuperset(each.test.matters)
