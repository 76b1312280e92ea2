from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from telephony.simulator import ScriptRefused, parse, read
from telephony.simulator.turns import (
    CauseFault,
    HangUp,
    Hear,
    Interrupt,
    KeepSilent,
    KillStream,
    LoseFrames,
    MakeNoise,
    Press,
    Say,
    SendRaw,
)

DESIGN = """
caller: {number: "+15005550101", voice: "en-us+f3"}
turns:
  - hear: "how can I help"            # a comment
  - say: "where is my order"
  - hear: "order number"
    within: 10
  - press: "4512#"
  - hear: ["arrive", "was cancelled"]
  - interrupt: "no wait"
  - silence: 6
  - noise: {seconds: 2, kind: shout, level: 0.8}
  - drop_frames: 1.5
  - malformed: "{not json"
  - malformed: {binary: 3}
  - kill_stream: true
  - fault: rasa_down
  - hang_up: true
agents:
  - {number: "+15005550201", behaviour: accept}
expect: {outcome: contained, intent: track_order, heard: ["arrive"]}
setup: {rasa: down}
"""


def test_the_format_of_scripted_calls() -> None:
    script = parse(DESIGN)
    assert script.caller.number == "+15005550101"
    assert script.caller.voice == "en-us+f3"
    assert [turn.act for turn in script.turns] == [
        Hear("how can I help"),
        Say("where is my order"),
        Hear("order number", 10.0),
        Press("4512#"),
        Hear("arrive", or_words=("was cancelled",)),
        Interrupt("no wait"),
        KeepSilent(6.0),
        MakeNoise("shout", 2.0, 0.8),
        LoseFrames(1.5),
        SendRaw("{not json"),
        SendRaw(b"\x00\x00\x00"),
        KillStream(),
        CauseFault("rasa_down"),
        HangUp(),
    ]
    assert [turn.line for turn in script.turns][:3] == [4, 5, 6]
    assert script.agents[0].behaviour == "accept"
    assert script.rest["expect"]["outcome"] == "contained"
    assert script.rest["setup"] == {"rasa": "down"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("turns: [", "call.yaml:1: not YAML"),
        ("- 1", "a script is a mapping"),
        ("caller: {}", "turns is missing"),
        ("turns:\n  - sing: la", "call.yaml:2: 'sing' is no turn"),
        ("turns:\n  - say: hi\n  - press: 4512", "call.yaml:3: press: write the keys in quotes"),
        ("turns:\n  - press: 'abc'", "no keys"),
        ("turns:\n  - hear: [arrive, '']", "'' is not text"),
        ("turns:\n  - hear: []", "[] is not text"),
        ("turns:\n  - hear: hi\n    for: 3", "call.yaml:2: 'for' is not one of within"),
        ("turns:\n  - wav: nothing.wav", "there is no file"),
        ("turns:\n  - hang_up: yes please", "write true"),
        ("turns: []\ncaller: {number: '123'}", "number: '123' will not do"),
        ("turns: []\nagents: [{number: '+15005550201', behaviour: sleep}]", "behaviour"),
        ("turns: []\nagents: [{}]", "lacks a number"),
        ("turns: []\nto: me", "not a number"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(text: str, message: str) -> None:
    with pytest.raises(ScriptRefused) as refused:
        parse(text, "call.yaml")
    assert message in str(refused.value)


def test_every_mistake_is_named_at_once() -> None:
    with pytest.raises(ScriptRefused) as refused:
        parse("turns:\n  - sing: la\n  - dance: 1\n", "c.yaml")
    assert len(str(refused.value).splitlines()) == 2


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ScriptRefused, match="cannot be read"):
        read(tmp_path / "none.yaml")


PLAIN = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                [
                    "turns",
                    "caller",
                    "agents",
                    "to",
                    "say",
                    "hear",
                    "press",
                    "noise",
                    "number",
                    "seconds",
                    "malformed",
                    "times",
                    "within",
                    "behaviour",
                    "wav",
                    "x",
                ]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)


@given(st.one_of(st.text(), PLAIN))
def test_no_document_does_anything_but_parse_or_be_refused(document) -> None:
    if not isinstance(document, str):
        import io

        stream = io.StringIO()
        YAML(typ="safe").dump(document, stream)
        document = stream.getvalue()
    try:
        parse(document)
    except ScriptRefused:
        return
