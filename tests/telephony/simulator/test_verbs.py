"""TwiML carried out on calls of scripted callers, over real sockets."""

import asyncio
import io
import wave

import numpy as np
import pytest
from aiohttp import web

from telephony import mulaw
from telephony.simulator import TurnFailed, parse


def test_say_is_heard_word_for_word(play, small_line) -> None:
    small_line.answers["/voice/incoming"] = "<Say>Good morning, how are you?</Say><Hangup/>"
    result = play("turns: [{hear: 'how are you'}]")
    assert result.error is None
    assert [prompt.text for prompt in result.prompts] == ["Good morning, how are you?"]
    assert result.status == "completed"
    assert len(result.received) > 8000


def test_what_was_not_heard_is_told(play, small_line) -> None:
    small_line.answers["/voice/incoming"] = "<Say>Good morning.</Say><Pause length='30'/>"
    result = play("turns:\n  - hear: 'good night'\n    within: 4\n")
    assert result.error == (
        "script: line 2: hear: 'good night': not heard within 4 s; heard in its place: good morning"
    )


def test_the_end_of_the_call_is_told_too(play, small_line) -> None:
    small_line.answers["/voice/incoming"] = "<Hangup/>"
    result = play("turns: [{hear: 'hello'}]")
    assert "the call ended" in result.error


def test_gather_takes_keys_and_stops_its_prompt(play, small_line) -> None:
    small_line.answers |= {
        "/voice/incoming": "<Gather action='/voice/menu' numDigits='4'>"
        "<Say>This is a long menu which goes on and on and on and on and on and on.</Say>"
        "</Gather><Say>Nothing keyed.</Say>",
        "/voice/menu": lambda form: f"<Say>Keys {' '.join(form['Digits'])}.</Say>",
    }
    result = play("turns: [{silence: 0.5}, {press: '4512'}, {hear: 'keys 4 5 1 2'}]")
    assert result.error is None
    assert len(result.prompts) == 1
    (menu,) = small_line.posted("/voice/menu")
    assert menu["Digits"] == "4512"
    assert "FinishedOnKey" not in menu


def test_gather_ends_at_its_finishing_key(play, small_line) -> None:
    small_line.answers |= {
        "/voice/incoming": "<Gather action='/voice/menu'><Say>Go.</Say></Gather>",
        "/voice/menu": "<Hangup/>",
    }
    play("turns: [{hear: 'go'}, {press: '45#'}]")
    (menu,) = small_line.posted("/voice/menu")
    assert (menu["Digits"], menu["FinishedOnKey"]) == ("45", "#")


def test_gather_without_keys_goes_on(play, small_line) -> None:
    small_line.answers["/voice/incoming"] = (
        "<Gather timeout='2' action='/voice/menu'><Pause/></Gather><Say>Are you there?</Say>"
    )
    result = play("turns: [{hear: 'are you there'}]")
    assert result.error is None
    assert small_line.posted("/voice/menu") == []


def test_gather_without_keys_asks_its_action_where_told_to(play, small_line) -> None:
    small_line.answers |= {
        "/voice/incoming": "<Gather timeout='1' actionOnEmptyResult='true' action='/voice/menu'/>",
        "/voice/menu": "<Hangup/>",
    }
    play("turns: []")
    assert small_line.posted("/voice/menu")[0]["Digits"] == ""


def test_pauses_last_their_audio_time(play, small_line) -> None:
    small_line.answers["/voice/incoming"] = "<Pause length='5'/><Hangup/>"
    assert play("turns: []", speed=50.0).duration_s == 5


def test_redirect_and_relative_urls(play, small_line) -> None:
    small_line.answers |= {
        "/voice/incoming": "<Redirect>next?a=1&amp;b=2</Redirect><Say>Not reached.</Say>",
        "/voice/next": "<Redirect method='GET'>/last</Redirect>",
        "/last": "<Say>There.</Say>",
    }
    result = play("turns: [{hear: there}]")
    assert result.error is None
    assert all(request.signed for request in small_line.requests)
    assert small_line.requests[2].method == "GET"


def test_reject_leaves_the_call_unanswered(play, small_line) -> None:
    small_line.answers["/voice/incoming"] = "<Reject reason='busy'/>"
    result = play("turns: []")
    assert (result.status, result.duration_s) == ("busy", 0)
    assert small_line.posted("/voice/status")[0]["CallStatus"] == "busy"


def test_play_takes_a_wav_file_of_any_rate(play, small_line) -> None:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(44100)
        samples = 9000 * np.sin(2 * np.pi * 440 * np.arange(2 * 44100) / 44100)
        sound.writeframes(np.repeat(samples.astype("<i2"), 2).tobytes())
    small_line.answers |= {
        "/voice/incoming": "<Play>/tone.wav</Play><Hangup/>",
        "/tone.wav": lambda form: web.Response(body=file.getvalue(), content_type="audio/wav"),
    }
    result = play("turns: []")
    assert result.notices == ()
    loud = np.abs(mulaw.decode(result.received).astype(int)) > 1000
    assert 15800 < np.flatnonzero(loud)[-1] - np.flatnonzero(loud)[0] < 16200


def test_a_failing_page_leads_to_the_fallback(play, small_line) -> None:
    small_line.answers |= {
        "/voice/incoming": lambda form: web.Response(status=500),
        "/voice/fallback": "<Say>Please call again later.</Say>",
    }
    result = play(
        "turns: [{hear: 'call again later'}]",
        fallback="https://line.example/voice/fallback",
    )
    assert result.error is None
    assert [notice.code for notice in result.notices] == [11200]
    (fallback,) = small_line.posted("/voice/fallback")
    assert fallback["ErrorCode"] == "11200"
    assert fallback["ErrorUrl"] == "https://line.example/voice/incoming"


def test_without_a_fallback_the_caller_hears_an_apology(play, small_line) -> None:
    small_line.answers["/voice/incoming"] = "<Sprechen/>"
    result = play("turns: []")
    assert [notice.code for notice in result.notices] == [12200]
    assert result.status == "completed"
    assert len(result.received) > 16000


def test_twilio_itself_goes_on_after_what_it_does_not_know(play, small_line) -> None:
    small_line.answers["/voice/incoming"] = "<Sprechen/><Say speed='2'>Hello.</Say>"
    result = play("turns: [{hear: hello}]", strict_twiml=False)
    assert result.error is None
    assert [notice.code for notice in result.notices] == [12200]


def test_a_slow_page_is_given_up(play, small_line) -> None:
    small_line.answers["/voice/incoming"] = "<Redirect>/slow</Redirect>"
    small_line.slow["/slow"] = 2.0
    result = play("turns: []", webhook_limit_s=0.3)
    assert [notice.code for notice in result.notices] == [11205]


def test_a_slow_page_costs_its_own_time_on_a_fast_clock_too(play, small_line) -> None:
    small_line.answers |= {"/voice/incoming": "<Pause/><Redirect>/slow</Redirect>", "/slow": ""}
    small_line.slow["/slow"] = 1.0
    assert play("turns: []", speed=50.0).duration_s < 25


def test_nobody_listening_is_an_error(play, small_line) -> None:
    small_line.answers["/voice/incoming"] = "<Redirect>http://127.0.0.1:9/nobody#rc=2</Redirect>"
    result = play("turns: []")
    assert [notice.code for notice in result.notices] == [11205]


def test_overrides_have_an_error_tried_again_with_the_same_token(play, small_line) -> None:
    answers = iter([web.Response(status=503), "<Hangup/>"])
    small_line.answers |= {
        "/voice/incoming": "<Redirect>/shaky#rp=5xx</Redirect>",
        "/shaky": lambda form: next(answers),
    }
    result = play("turns: []")
    assert result.notices == ()
    first, second = (request for request in small_line.requests if request.path == "/shaky")
    assert first.token == second.token != ""
    assert first.signed
    assert second.signed


def test_record_keeps_what_was_said(play, small_line) -> None:
    small_line.answers |= {
        "/voice/incoming": "<Record action='/voice/kept' timeout='2' maxLength='20'"
        " recordingStatusCallback='/voice/recording'/>",
        "/voice/kept": "<Say>Thank you.</Say>",
        "/voice/recording": "",
    }
    result = play(
        "turns: [{silence: 1}, {say: 'please call me back tomorrow'}, {hear: 'thank you'}]",
    )
    assert result.error is None
    (kept,) = small_line.posted("/voice/kept")
    assert kept["RecordingUrl"].endswith(kept["RecordingSid"])
    assert 3 <= int(kept["RecordingDuration"]) <= 8
    assert kept["Digits"] == ""
    assert small_line.posted("/voice/recording")[0]["RecordingStatus"] == "completed"


def test_record_of_silence_goes_on_to_the_next_verb(play, small_line) -> None:
    small_line.answers["/voice/incoming"] = (
        "<Record action='/voice/kept' timeout='1'/><Say>I heard nothing.</Say>"
    )
    result = play("turns: [{hear: 'i heard nothing'}]")
    assert result.error is None
    assert small_line.posted("/voice/kept") == []


def test_a_caller_who_hangs_up_while_recorded_is_kept(stage, small_line) -> None:
    small_line.answers |= {
        "/voice/incoming": "<Record action='/voice/kept'/>",
        "/voice/kept": "<Hangup/>",
    }

    async def run() -> None:
        async with stage(small_line) as on:
            script = parse("turns: [{silence: 1}, {say: 'goodbye now'}, {hang_up: true}]")
            await on.simulator.place_call(script)
            await on.until(lambda: small_line.posted("/voice/kept"))

    asyncio.run(run())
    (kept,) = small_line.posted("/voice/kept")
    assert (kept["Digits"], kept["CallStatus"]) == ("hangup", "completed")


def test_a_fault_is_caused_by_who_plays_the_script(play, small_line) -> None:
    caused: list[str] = []

    def cause(what: str) -> None:
        if what != "rasa_down":
            raise ValueError(f"there is no fault {what}")
        caused.append(what)

    small_line.answers["/voice/incoming"] = "<Pause length='60'/>"
    result = play("turns: [{fault: rasa_down}, {fault: flood}]", cause=cause)
    assert caused == ["rasa_down"]
    assert result.error == "script: line 1: fault: there is no fault flood"


def test_an_unknown_voice_fails_before_the_call(stage, small_line) -> None:
    async def run() -> None:
        async with stage(small_line) as on:
            script = parse("{caller: {voice: nobody}, turns: [{say: hi}]}")
            await on.simulator.place_call(script)

    with pytest.raises(TurnFailed, match="line 1: say"):
        asyncio.run(run())
    assert small_line.requests == []
