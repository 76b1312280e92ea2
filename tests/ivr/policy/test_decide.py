"""What the policy makes of an utterance, over the shipped policy and over any."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.events import Decision
from flows.policy import (
    ASKS_FOR_PERSON,
    DISTRESS,
    HUMAN_ONLY,
    REPEAT_CALL,
    TRIGGERS,
    Policy,
    Trigger,
)
from flows.yaml_io import LIBRARY, load_library
from ivr.policy.decide import decide
from nlu.understanding import Understanding

SHIPPED = load_library(LIBRARY).policy
FLOOR = SHIPPED.understanding_floor
UPSET = SHIPPED.distress_threshold
HUMAN = ("billing_dispute", "complaint", "service_failure", "technical_problem", "speak_to_human")
ACTIONS = {"automate", "verify", "clarify", "transfer", "talk"}


def of(intent: str, confidence: float = 0.9, distress: float = 0.0) -> Decision:
    return decide(Understanding("words", intent, confidence, distress=distress), SHIPPED)


@pytest.mark.parametrize(
    ("intent", "action", "queue"),
    [
        ("track_order", "automate", None),
        ("faq_opening_hours", "automate", None),
        ("faq_shipping", "automate", None),
        ("faq_returns", "automate", None),
        ("faq_payment_methods", "automate", None),
        ("reset_password", "verify", None),
        ("update_account", "verify", None),
        ("cancel_order", "verify", None),
        ("refund", "verify", None),
        ("billing_dispute", "transfer", "billing"),
        ("complaint", "transfer", "care"),
        ("service_failure", "transfer", "care"),
        ("technical_problem", "transfer", "technical"),
        ("speak_to_human", "transfer", "support"),
        ("affirm", "talk", None),
        ("deny", "talk", None),
        ("greet", "talk", None),
        ("thank", "talk", None),
        ("goodbye", "talk", None),
        ("repeat", "talk", None),
        ("go_back", "talk", None),
        ("provide_number", "talk", None),
        ("provide_date", "talk", None),
        ("out_of_scope", "clarify", None),
        ("an_intent_nobody_wrote_down", "transfer", "support"),
    ],
)
def test_every_intent_has_its_treatment(intent, action, queue):
    decision = of(intent)
    assert (decision.action, decision.queue) == (action, queue)


@pytest.mark.parametrize("intent", ["track_order", "refund", "complaint", "affirm"])
def test_below_the_floor_nothing_is_taken_for_sure(intent):
    assert of(intent, FLOOR - 0.01).action == "clarify"
    assert of(intent, FLOOR).action != "clarify"


def test_a_plea_for_a_person_needs_half_as_much():
    intent = "speak_to_human"
    assert of(intent, FLOOR / 2).trigger == ASKS_FOR_PERSON
    assert of(intent, FLOOR / 2 - 0.01).action == "clarify"


@pytest.mark.parametrize("intent", ["track_order", "affirm", "out_of_scope", "refund"])
@pytest.mark.parametrize("confidence", [0.0, 0.9])
def test_distress_fetches_a_person_whatever_is_said(intent, confidence):
    decision = of(intent, confidence, UPSET)
    assert (decision.action, decision.trigger) == ("transfer", DISTRESS)
    assert of(intent, confidence, UPSET - 0.01).trigger != DISTRESS


def of_several(*matters: tuple[str, float], whole: str = "track_order", distress=0.0) -> Decision:
    said = Understanding("words", whole, 0.9, distress=distress, matters=matters)
    return decide(said, SHIPPED)


class TestSeveralMatters:
    """One utterance names more than one matter."""

    def test_one_for_people_decides(self):
        decision = of_several(("track_order", 0.9), ("complaint", 0.9))
        assert (decision.action, decision.queue, decision.trigger) == (
            "transfer",
            "care",
            HUMAN_ONLY,
        )

    def test_else_the_first_decides(self):
        matters = (("track_order", 0.9), ("cancel_order", 0.9))
        assert of_several(*matters, whole="cancel_order").action == "automate"
        assert of_several(*reversed(matters)).action == "verify"

    def test_matters_are_understood_where_the_whole_is_not(self):
        matters = (("faq_returns", 0.9), ("track_order", 0.9))
        assert of_several(*matters, whole="out_of_scope").action == "automate"

    def test_a_plea_among_them_is_heard(self):
        decision = of_several(("billing_dispute", 0.9), ("speak_to_human", FLOOR / 2))
        assert (decision.trigger, decision.queue) == (ASKS_FOR_PERSON, "billing")

    def test_distress_goes_to_the_queue_of_the_one_for_people(self):
        decision = of_several(("track_order", 0.9), ("billing_dispute", 0.9), distress=1.0)
        assert (decision.trigger, decision.queue) == (DISTRESS, "billing")

    def test_what_was_not_clear_does_not_decide(self):
        assert of_several(("track_order", 0.9), ("complaint", FLOOR - 0.01)).action == "automate"


class TestOrder:
    """The first trigger that fires decides."""

    def test_a_plea_goes_before_distress(self):
        assert of("speak_to_human", 0.9, 1.0).trigger == ASKS_FOR_PERSON

    def test_distress_goes_before_a_matter_for_people(self):
        assert of("complaint", 0.9, 1.0).trigger == DISTRESS

    def test_distress_goes_before_what_was_not_understood(self):
        assert of("complaint", 0.0, 1.0).trigger == DISTRESS

    def test_what_was_not_understood_goes_before_a_matter_for_people(self):
        assert of("complaint", 0.0).action == "clarify"
        assert of("complaint", 0.9).trigger == HUMAN_ONLY


def test_a_distressed_caller_goes_to_the_queue_of_their_matter():
    assert of("billing_dispute", 0.9, 1.0).queue == "billing"
    assert of("track_order", 0.9, 1.0).queue == "care"


def test_every_reason_is_a_sentence():
    for intent in (*SHIPPED.intents, "unknown"):
        reason = of(intent).reason
        assert reason[0].isupper()
        assert len(reason.split()) > 3


SHARES = st.floats(0, 1)
UNDERSTANDINGS = st.builds(
    Understanding,
    text=st.text(max_size=40),
    intent=st.sampled_from(sorted(SHIPPED.intents)) | st.text(max_size=20),
    confidence=SHARES,
    distress=SHARES,
    matters=st.lists(st.tuples(st.sampled_from(sorted(SHIPPED.intents)), SHARES), max_size=3).map(
        tuple
    ),
)
POLICIES = st.builds(
    Policy,
    risks=st.dictionaries(
        st.sampled_from(sorted(SHIPPED.intents)),
        st.sampled_from(["automate", "verify", "human"]),
    ),
    talk=st.frozensets(st.sampled_from(sorted(SHIPPED.talk))),
    queue_of=st.dictionaries(st.sampled_from(sorted(SHIPPED.intents)), st.just("billing")),
    triggers=st.lists(SHARES, min_size=len(TRIGGERS), max_size=len(TRIGGERS)).map(
        lambda thresholds: tuple(
            Trigger(name, "support", f"Reason {name}", threshold)
            for name, threshold in zip(TRIGGERS, thresholds, strict=True)
        )
    ),
)


@given(UNDERSTANDINGS, POLICIES | st.just(SHIPPED))
def test_any_utterance_under_any_policy_gets_a_decision(understanding, policy):
    decision = decide(understanding, policy)
    assert decision.action in ACTIONS
    assert (decision.action == "transfer") == (decision.queue is not None)
    assert (decision.action == "transfer") == (decision.trigger is not None)
    assert decision.reason


@given(UNDERSTANDINGS, POLICIES | st.just(SHIPPED))
def test_what_is_kept_for_people_is_never_automated(understanding, policy):
    alone = replace(understanding, matters=())
    if policy.risk_of(understanding.intent) == "human":
        assert decide(alone, policy).action in ("transfer", "clarify")
    for intent, confidence in understanding.matters:
        if policy.risk_of(intent) == "human" and confidence >= policy.understanding_floor:
            assert decide(understanding, policy).action in ("transfer", "clarify")


@given(st.sampled_from(HUMAN), st.floats(FLOOR, 1), SHARES)
def test_a_matter_for_people_that_was_understood_goes_to_people(intent, confidence, distress):
    assert of(intent, confidence, distress).action == "transfer"


@given(UNDERSTANDINGS)
def test_more_distress_never_takes_a_person_away(understanding):
    calm = decide(replace(understanding, distress=0.0), SHIPPED)
    upset = decide(replace(understanding, distress=1.0), SHIPPED)
    assert upset.action == "transfer"
    if calm.action == "transfer":
        assert upset.queue is not None


@pytest.mark.parametrize(
    ("text", "intent", "confidence", "action"),
    [
        ("actually the other order", "service_failure", 0.5, "clarify"),
        ("actually i want to complain about the driver", "complaint", 1.0, "transfer"),
        ("no i meant i was charged twice", "billing_dispute", 1.0, "transfer"),
        ("actually your service is terrible", "complaint", 0.99, "transfer"),
        ("actually my neighbour's address", "update_account", 0.82, "verify"),
        ("actually a person please", "speak_to_human", 0.5, "transfer"),
    ],
)
def test_a_correction_is_a_matter_for_people_only_where_that_is_clear(
    text, intent, confidence, action
):
    """The readings are those of the shipped understanding model."""
    said = Understanding(text, intent, confidence, corrects=True)
    assert decide(said, SHIPPED).action == action


class TestCare:
    """Words of danger or of a death."""

    @pytest.mark.parametrize("care", ["danger", "bereavement"])
    @pytest.mark.parametrize("intent", ["track_order", "affirm", "out_of_scope", "speak_to_human"])
    def test_fetches_a_person_with_a_reason_of_its_own(self, care, intent):
        decision = decide(Understanding("words", intent, 0.9, care=care), SHIPPED)
        assert (decision.action, decision.care) == ("transfer", care)
        assert decision.reason == SHIPPED.trigger(DISTRESS).reasons[care]
        assert decision.reason not in {trigger.reason for trigger in SHIPPED.triggers}

    def test_the_reason_is_the_triggers_where_the_policy_has_none_of_its_own(self):
        care = Understanding("words", "track_order", 0.9, care="danger")
        assert decide(care, Policy()).action == "transfer"


class TestLead:
    """A matter for the line beside one that is kept for people."""

    @pytest.mark.parametrize("intent", ["track_order", "refund"])
    def test_what_may_as_well_be_for_people_is_asked_about(self, intent):
        close = Understanding("words", intent, 0.5, ((intent, 0.5), ("complaint", 0.4)))
        assert decide(close, SHIPPED).action == "clarify"
        spread = (("complaint", 0.1), ("service_failure", 0.1), ("billing_dispute", 0.1))
        assert decide(replace(close, ranking=((intent, 0.5), *spread)), SHIPPED).action == "clarify"
        ahead = replace(close, ranking=((intent, 0.5), ("complaint", 0.1)))
        assert decide(ahead, SHIPPED).action in ("automate", "verify")

    @pytest.mark.parametrize(("for_people", "action"), [(0.1, "automate"), (0.15, "clarify")])
    def test_it_must_be_three_times_as_likely_however_unsure(self, for_people, action):
        ranking = (("track_order", 0.42), ("complaint", for_people), ("faq_shipping", 0.3))
        decision = decide(Understanding("words", "track_order", 0.42, ranking), SHIPPED)
        assert decision.action == action
        assert -1 <= decision.scores.lead <= 1

    def test_another_matter_for_the_line_may_be_as_likely(self):
        close = Understanding("words", "refund", 0.45, (("refund", 0.45), ("faq_returns", 0.44)))
        assert decide(close, SHIPPED).action == "verify"

    def test_talk_needs_no_lead(self):
        close = Understanding("words", "deny", 0.45, (("deny", 0.45), ("complaint", 0.44)))
        assert decide(close, SHIPPED).action == "talk"


def test_the_whole_call_counts_where_it_says_more():
    calm = Understanding("words", "track_order", 0.9, distress=0.2)
    assert decide(calm, SHIPPED, UPSET).trigger == DISTRESS
    assert decide(replace(calm, distress=UPSET), SHIPPED, 0.0).trigger == DISTRESS
    assert decide(calm, SHIPPED, 0.1).scores.distress == 0.2


@given(UNDERSTANDINGS, POLICIES | st.just(SHIPPED))
def test_every_decision_says_what_was_weighed(understanding, policy):
    decision = decide(understanding, policy)
    assert decision.scores.distress == pytest.approx(understanding.distress, abs=1e-4)
    assert decision.policy == policy.version


def test_another_policy_has_another_version():
    other = replace(SHIPPED, risks={**SHIPPED.risks, "refund": "human"})
    assert other.version != SHIPPED.version
    assert load_library(LIBRARY).policy.version == SHIPPED.version


def again(intent: str, *about: str, **more) -> Decision:
    return decide(Understanding("words", intent, 0.9, **more), SHIPPED, 0.0, about)


@pytest.mark.parametrize(
    ("intent", "queue"),
    [("track_order", "care"), ("reset_password", "care"), ("refund", "billing")],
)
def test_a_matter_the_caller_rang_about_before_goes_to_a_person(intent, queue):
    decision = again(intent, intent)
    assert (decision.action, decision.trigger) == ("transfer", REPEAT_CALL)
    assert (decision.queue, decision.intent) == (queue, intent)
    assert decision.reason == SHIPPED.trigger(REPEAT_CALL).reason
    assert decision.threshold == FLOOR


def test_another_matter_than_before_is_settled_by_the_line():
    assert again("refund", "track_order").action == "verify"


def test_of_several_matters_the_one_from_before_decides():
    several = (("track_order", 0.9), ("refund", 0.9))
    assert again("track_order", "refund", matters=several).intent == "refund"


@pytest.mark.parametrize(
    ("intent", "distress", "trigger"),
    [
        ("speak_to_human", 0.0, ASKS_FOR_PERSON),
        ("refund", 0.95, DISTRESS),
        ("complaint", 0.0, HUMAN_ONLY),
    ],
)
def test_every_other_trigger_comes_before_a_repeat(intent, distress, trigger):
    assert again(intent, "refund", "complaint", distress=distress).trigger == trigger


def test_a_matter_that_is_unclear_is_asked_about_before_it_is_a_repeat():
    ranking = (("refund", 0.9), ("billing_dispute", 0.85))
    assert again("refund", "refund", ranking=ranking).action == "clarify"


def test_talk_is_no_repeat():
    assert again("affirm", "affirm").action == "talk"
