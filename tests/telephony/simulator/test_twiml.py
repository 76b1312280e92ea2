import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from telephony.simulator import twiml_schema
from telephony.simulator.twiml_document import DocumentRefused, Element, of_answer, parse

NAMES = st.sampled_from([*twiml_schema.RULES, "Sprechen", "Refer", ""])
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["url", "timeout", "action", "numDigits", "loop", "beep", "name", "speed"]),
    st.text(max_size=12),
    max_size=3,
)
ELEMENTS = st.recursive(
    st.builds(Element, NAMES, ATTRIBUTES, st.just(()), st.text(max_size=10)),
    lambda inner: st.builds(
        Element, NAMES, ATTRIBUTES, st.lists(inner, max_size=3).map(tuple), st.just("")
    ),
    max_leaves=6,
)


def test_what_the_sdk_writes_is_taken() -> None:
    response = VoiceResponse()
    gather = Gather(num_digits=1, action="/x", timeout=5, action_on_empty_result=True)
    gather.say("Press 1.", voice="alice")
    response.append(gather)
    dial = Dial(action="/y", timeout=20)
    dial.conference(
        "ROOM",
        start_conference_on_enter=False,
        beep="false",
        status_callback="/z",
        status_callback_event="start end join leave",
        participant_label="caller",
        jitter_buffer_size="small",
    )
    response.append(dial)
    response.redirect("/again", method="POST")
    verbs = parse(str(response).encode())
    assert [verb.name for verb in verbs] == ["Gather", "Dial", "Redirect"]
    assert twiml_schema.complaints(verbs) == []
    assert next(verbs[0].named("Say")).text == "Press 1."


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", 12100),
        (b"<Response><Say></Response>", 12100),
        (b"<Answer/>", 12102),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><Response/>", 12100),
        (b"<Response><Say>" + b"x" * 65536 + b"</Say></Response>", 11750),
        (b"<?xml version='1.0' encoding='nonsense'?><Response/>", 12100),
    ],
)
def test_documents_that_are_none(body: bytes, code: int) -> None:
    with pytest.raises(DocumentRefused) as refused:
        parse(body)
    assert refused.value.code == code


def test_text_is_spoken_and_other_types_are_refused() -> None:
    assert of_answer("text/plain; charset=utf-8", b"Hello", "u")[0] == Element(
        "Say", {}, (), "Hello"
    )
    assert of_answer("audio/x-wav", b"", "https://x/y.wav")[0].name == "Play"
    with pytest.raises(DocumentRefused) as refused:
        of_answer("application/json", b"{}", "u")
    assert refused.value.code == 12300


@pytest.mark.parametrize(
    ("twiml", "word"),
    [
        ("<Sprechen/>", "Sprechen"),
        ("<Say speed='2'>x</Say>", "speed"),
        ("<Gather numDigits='none'/>", "numDigits"),
        ("<Gather><Dial/></Gather>", "Dial"),
        ("<Connect><Stream url='wss://x/y?z=1'/></Connect>", "query"),
        ("<Connect><Stream url='ws://x/y'/></Connect>", "wss"),
        ("<Stream url='wss://x/y'/>", "Stream"),
        ("<Connect><Stream url='wss://x/y'><Parameter name='a'/></Stream></Connect>", "value"),
        ("<Pause>x</Pause>", "text"),
        ("<Dial><Conference beep='loud'>x</Conference></Dial>", "beep"),
        ("<Dial><Conference participantLabel='a%2Fb'>x</Conference></Dial>", "has a /"),
    ],
)
def test_what_breaks_the_schema_is_named(twiml: str, word: str) -> None:
    (complaint,) = twiml_schema.complaints(parse(f"<Response>{twiml}</Response>".encode()))
    assert word in complaint


@given(st.binary(max_size=300))
def test_no_bytes_do_anything_but_that(body: bytes) -> None:
    try:
        parse(b"<Response>" + body + b"</Response>")
    except DocumentRefused:
        return


@given(ELEMENTS)
def test_the_known_part_has_no_unknown_names_or_values(element: Element) -> None:
    kept = twiml_schema.known_part(element)
    if kept is not None and kept.name in twiml_schema.VERBS:
        left = twiml_schema.complaints([kept])
        assert all("lacks" in complaint or "holds text" in complaint for complaint in left)
