from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from flows.answers import TALK
from flows.hours import Holiday, Hours
from flows.policy import TRIGGERS, Policy, callback_by, queue_is_open
from flows.yaml_io import LIBRARY, POLICY_FILE, read_library

SHIPPED = (LIBRARY / POLICY_FILE).read_text()


@pytest.fixture
def policy(library) -> Policy:
    return library.policy


@pytest.mark.parametrize(
    ("intent", "risk"),
    [
        ("track_order", "automate"),
        ("reset_password", "verify"),
        ("refund", "verify"),
        ("billing_dispute", "human"),
        ("complaint", "human"),
        ("service_failure", "human"),
        ("technical_problem", "human"),
        ("speak_to_human", "human"),
        ("affirm", None),
        ("out_of_scope", None),
        ("never_heard_of", "human"),
    ],
)
def test_risks_of_the_shipped_policy(policy, intent, risk):
    assert policy.risk_of(intent) == risk


def test_what_the_engine_answers_itself_is_talk_whatever_a_policy_lists(policy, tmp_path):
    assert policy.talk == TALK | {"provide_number", "provide_date", "out_of_scope"}
    file = tmp_path / POLICY_FILE
    file.write_text(SHIPPED.replace("  - provide_number\n", "").replace("  - provide_date\n", ""))
    flows, _ = read_library(file)
    assert {flows.policy.risk_of(intent) for intent in TALK} == {None}
    assert flows.policy.risk_of("provide_date") == "human"


def test_triggers_stand_in_the_order_in_which_they_are_weighed(policy):
    assert tuple(trigger.name for trigger in policy.triggers) == TRIGGERS
    for trigger in policy.triggers:
        assert trigger.queue in policy.queues
        assert trigger.reason
    assert policy.failures_before_offer == 2
    assert 0 < policy.understanding_floor < policy.distress_threshold < 1
    assert policy.trigger("repeat_call").days == 7


def test_a_matter_has_a_queue_of_its_own_or_that_of_the_trigger(policy):
    human_only = policy.trigger("human_only")
    assert policy.queue_for("billing_dispute", human_only) == "billing"
    assert policy.queue_for("track_order", human_only) == "support"


def test_an_unknown_trigger_is_refused(policy):
    with pytest.raises(KeyError):
        policy.trigger("rain")


@pytest.mark.parametrize(
    ("written", "instead", "what", "remedy"),
    [
        ("refund: verify", "refund: verfy", "unknown risk 'verfy'", "Write one of: automate"),
        ("queue: care", "queue: car", "unknown queue 'car'", "Did you mean 'care'?"),
        ("threshold: 0.7", "threshold: 70", "a number from 0 to 1", "Write it like 0.4"),
        ("times: 2", "times: 9", "9 is out of range", "Write 1 to 3"),
        ("days: 7", "days: 365", "365 is out of range", "Write 1 to 90"),
        ("active: true", "active: 1", "true or false is expected", "Write true or false"),
        ("      - track_order", "      - trak_order", "unknown intent", "Did you mean"),
        ("times: 2", "tmies: 2", "unknown key 'tmies'", "Did you mean 'times'?"),
        ("spoken: ", "spokn: ", "unknown key 'spokn'", "Did you mean 'spoken'?"),
        ("billing_dispute: billing", "billing_dispute: bill", "unknown queue 'bill'", "Did you"),
    ],
)
def test_a_fault_in_the_policy_is_told_with_its_line(tmp_path, written, instead, what, remedy):
    problems = problems_after(tmp_path, written, instead)
    line = SHIPPED[: SHIPPED.index(written)].count("\n") + 1
    (problem,) = [each for each in problems if each.what.startswith(what)]
    assert problem.line == line
    assert problem.remedy.startswith(remedy)


def test_triggers_in_another_order_are_refused(tmp_path):
    (problem,) = problems_after(tmp_path, "  distress:", "  distres:")
    assert problem.what == "the triggers are not the known ones in their order"
    assert problem.remedy.endswith("asks_for_person, " + ", ".join(TRIGGERS[1:]))


def problems_after(folder, written, instead):
    (folder / POLICY_FILE).write_text(SHIPPED.replace(written, instead, 1))
    return read_library(folder)[1]


BILLING_HOURS = '  billing: {title: "Billing", spoken: "our billing team", hours: HOURS}'
MONDAY, SUNDAY, CHRISTMAS = (2026, 11, 23), (2026, 11, 29), (2026, 12, 25)


@pytest.fixture
def with_hours(tmp_path) -> Policy:
    plain = BILLING_HOURS.replace(", hours: HOURS", "")
    hours = BILLING_HOURS.replace("HOURS", '{monday: ["09:00-12:00"], friday: ["09:00-17:00"]}')
    file = tmp_path / POLICY_FILE
    file.write_text(SHIPPED.replace(plain, hours))
    flows, problems = read_library(file)
    assert not problems
    return flows.policy


@pytest.mark.parametrize(
    ("queue", "at", "is_open"),
    [
        ("billing", (*MONDAY, 9, 0), True),
        ("billing", (*MONDAY, 11, 59), True),
        ("billing", (*MONDAY, 12, 0), False),
        ("billing", (*SUNDAY, 10, 0), False),
        ("billing", (*CHRISTMAS, 10, 0), False),
        ("support", (*SUNDAY, 3, 0), True),
        ("never_heard_of", (*SUNDAY, 3, 0), True),
    ],
)
def test_a_queue_with_hours_is_open_within_them_and_on_no_holiday(with_hours, queue, at, is_open):
    holidays = {date(*CHRISTMAS): Holiday("Christmas Day")}
    assert (
        queue_is_open(with_hours, queue, Hours(holidays=holidays), datetime(*at, tzinfo=UTC))
        is is_open
    )


@pytest.mark.parametrize(
    ("queue", "at", "by"),
    [
        ("billing", (*MONDAY, 10, 0), (*MONDAY, 12, 0)),
        ("billing", (*MONDAY, 13, 0), (2026, 11, 27, 11, 0)),
        ("billing", (*CHRISTMAS, 10, 0), (2026, 12, 28, 11, 0)),
        ("support", (*SUNDAY, 3, 0), (*SUNDAY, 5, 0)),
    ],
)
def test_a_callback_is_promised_for_when_people_are_there(with_hours, queue, at, by):
    hours = Hours(holidays={date(*CHRISTMAS): Holiday("Christmas Day")})
    promised = callback_by(with_hours, queue, hours, datetime(*at, tzinfo=UTC))
    assert promised == datetime(*by, tzinfo=UTC)


@pytest.mark.parametrize(
    ("intent", "settled", "repeat"),
    [
        ("refund", False, True),
        ("refund", True, True),
        ("track_order", False, True),
        ("track_order", True, False),
        ("faq_opening_hours", False, False),
        ("affirm", False, False),
    ],
)
def test_what_counts_as_ringing_again(policy, intent, settled, repeat):
    assert policy.is_repeat(intent, settled=settled) is repeat
    calm = tuple(replace(each, active=False) for each in policy.triggers)
    assert not replace(policy, triggers=calm).is_repeat(intent, settled=settled)
