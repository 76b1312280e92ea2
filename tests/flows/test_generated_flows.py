"""Whatever happens on the line, over small flows that chance has written."""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from flows.definition import FlowSet
from flows.engine import TURNS_BEFORE_END, begin, resume
from flows.events import ActionFinished, HangUp, Keyed, Listen, Speak
from flows.run import RunState
from flows.yaml_io import load_library, read_library
from tests.flows.test_engine_properties import OUTSIDE, WAITS, happenings

LIBRARY = load_library()
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PIN = "271828"
STEPS = ("s0", "s1", "s2", "s3")
SLOTS = {
    "number": {"type": "order_number", "min": 4, "max": 4},
    "pin": {"type": "digits", "min": 6, "max": 6, "secret": True},
    "day": "date",
    "things": "object",
    "thing": "object",
}
targets = st.sampled_from([*STEPS, *STEPS, "settled", "end", "declined", "nowhere"])
prompts = st.sampled_from(["Well?", "{number:digits}?", "{thing.name}?", "{hours.today}", "{pin}."])


def step(**keys) -> st.SearchStrategy[dict]:
    return st.fixed_dictionaries(
        {
            key: each if isinstance(each, st.SearchStrategy) else st.just(each)
            for key, each in keys.items()
        }
    )


steps = st.one_of(
    step(type="say", prompt=prompts, next=targets),
    step(
        type="collect",
        slot=st.sampled_from(["number", "pin", "day"]),
        prompt=prompts,
        confirm=st.sampled_from(["never", "when_unsure", "always"]),
        read_back="{number:digits}?",
        ask=st.sampled_from(["always", "when_missing"]),
        next=targets,
    ),
    step(type="verify", next=targets, **{"else": targets}),
    step(
        type="offer",
        slot="thing",
        label=st.sampled_from(["{item}", "{item.name}"]),
        prompt=prompts,
        empty=targets,
        next=targets,
        **{"from": "things"},
    ),
    step(type="answer", entry=st.sampled_from(["returns_general", "gone"]), next=targets),
    step(type="rate", prompt=prompts, next=targets),
    step(type="record", prompt=prompts, next=targets, empty=targets, failed=targets),
    step(type="transfer", reason="Why"),
    step(type="link", flow=st.sampled_from(["welcome", "identify", "other"]), next=targets),
    step(
        type="branch",
        when=st.lists(step(slot="number", exists=st.booleans(), next=targets), max_size=2),
        **{"else": targets},
    ),
    st.builds(
        lambda done, failed: {
            "type": "action",
            "action": "find",
            "with": {"pin": "{pin}", "number": "{number}"},
            "save": {"things": "things", "identity": "identity"},
            "retry": 1,
            "outcomes": {"done": done, "failed": failed},
        },
        targets,
        targets,
    ),
)
flow_steps = st.tuples(steps, steps, steps, steps).map(
    lambda each: dict(zip(STEPS, each, strict=True))
)
things = st.sampled_from([[], ["a lamp"], [{"name": "a lamp"}] * 6, "lamp", None, [None], 7])
answers = st.builds(
    lambda outcome, each, who: ActionFinished(outcome, {"things": each, "identity": who}),
    st.sampled_from(["done", "failed", "made_up", "recorded", "empty", "talked", "nobody"]),
    things,
    st.sampled_from([None, {"name": "Ann"}, "Ann"]),
)
turns = st.tuples(happenings, answers, st.integers(0, 9))


@st.composite
def flow_sets(draw) -> FlowSet:
    written = {"welcome": [], "identify": [], "other": ["track_order"]}
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name, intents in written.items():
            document = {"format": 1, "flow": name, "title": name, "start": "s0", "slots": SLOTS}
            document |= {"intents": intents} if intents else {}
            files.append(Path(folder) / f"{name}.yaml")
            files[-1].write_text(json.dumps(document | {"steps": draw(flow_steps)}))
        flows, problems = read_library(files)
    assert problems == ()
    shipped = ("person", "anything_else", "goodbye", "trouble", "main_menu")
    flows = {**{name: LIBRARY.flows[name] for name in shipped}, **flows.flows}
    return FlowSet(flows, LIBRARY.policy, LIBRARY.phrases, LIBRARY.knowledge, LIBRARY.hours)


def fitting_at(wait, turn):
    """What happens at a wait: actions mostly answer, and the PIN is keyed where it is asked for."""
    happened, answer, chance = turn
    if isinstance(wait, OUTSIDE) and chance:
        return answer
    if isinstance(wait, Listen) and wait.secret and chance:
        return Keyed(PIN)
    return happened


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(flow_sets(), st.lists(turns, min_size=1, max_size=10))
def test_any_flow_goes_from_wait_to_wait_and_comes_to_an_end(flows, habit):
    state, outputs = begin(flows, NOW, {"caller": {"number": "+15005550101"}})
    count = 0
    while not isinstance(outputs[-1], HangUp):
        fitting = fitting_at(outputs[-1], habit[count % len(habit)])
        again = RunState.from_json(json.loads(json.dumps(state.to_json())))
        elsewhere = resume(flows, again, fitting, NOW)
        before = state
        state, outputs = resume(flows, state, fitting, NOW)
        assert isinstance(outputs[-1], WAITS)
        if not before.secrets:
            assert (state, outputs) == elsewhere
        assert isinstance(elsewhere[1][-1], WAITS)
        assert PIN not in json.dumps(state.to_json())
        assert PIN not in " ".join(each.text for each in outputs if isinstance(each, Speak))
        count += 1
        assert count <= TURNS_BEFORE_END + 1
    assert state.secrets == {}
    assert state.outcome == outputs[-1].outcome
