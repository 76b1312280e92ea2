"""A caller leaves a message: recorded, transcribed by the real recogniser, and a ticket."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from ivr.calls.events import CallEnded, CallerSpoke, FaultHappened, VoicemailLeft
from ivr.store.tickets import Ticket
from ivr.store.voicemails import Voicemail
from telephony.mulaw import SAMPLE_RATE
from telephony.wav import read_wav
from tests.fakes.caller import Caller


def begins(caller: Caller) -> Caller:
    """Ring, ask for a person, and choose to leave a message; comes back after the tone."""
    caller.calls()
    caller.presses("0")
    caller.hears("Or press three to leave a message.")
    caller.presses("3")
    caller.hears("Press hash when you're done.")
    caller.phone.until(lambda: not caller.phone.is_playing)
    return caller


def recording(caller: Caller) -> Path:
    """The only recording of the call."""
    kept = row(caller)
    return caller.line.settings.data_dir / "voicemails" / kept.file


def row(caller: Caller) -> Voicemail:
    with caller.line.database.reading() as session:
        found = select(Voicemail).where(Voicemail.call_sid == caller.call_sid)
        return session.scalars(found).one()


def recordings(caller: Caller) -> set[str]:
    return {each.name for each in (caller.line.settings.data_dir / "voicemails").glob("*")}


def test_a_message_is_kept_with_its_words_and_a_ticket(caller):
    begins(caller)
    caller.says("where is my order")
    caller.hears("I've kept your message, and our support team will listen to it")
    assert caller.ending == "ended"
    left = caller.one(VoicemailLeft)
    assert (left.text, left.queue) == ("where is my order", "support")
    assert caller.one(CallEnded).outcome == "voicemail"
    kept = row(caller)
    assert (kept.text, kept.queue, kept.length_s) == (left.text, left.queue, left.length_s)
    with caller.line.database.reading() as session:
        ticket = session.get(Ticket, kept.ticket_id)
    assert ticket.queue == "support"
    assert ticket.text == "The caller asked for a person\n\nwhere is my order"
    sound = read_wav(recording(caller).read_bytes())
    assert sound.size / SAMPLE_RATE == pytest.approx(left.length_s, abs=0.1)
    assert recording(caller).stat().st_mode & 0o077 == 0
    assert not caller.of_kind(CallerSpoke)
    assert not caller.of_kind(FaultHappened)


def test_hash_ends_it_at_once(caller):
    begins(caller)
    caller.says("where is my order")
    at = caller.phone.now_ms
    caller.presses("#")
    caller.phone.until(lambda: caller.phone.is_playing)
    assert caller.phone.now_ms - at < 3000
    caller.hears("I've kept your message")
    caller.hangs_up()
    assert caller.one(VoicemailLeft).text == "where is my order"


def test_hash_during_the_words_before_brings_the_tone(caller):
    caller.calls()
    caller.presses("0")
    caller.hears("Or press three to leave a message.")
    caller.presses("3")
    caller.phone.until(lambda: caller.phone.is_playing)
    caller.phone.wait(700)
    caller.presses("#")
    caller.phone.until(lambda: not caller.phone.is_playing)
    caller.says("where is my order")
    caller.hears("I've kept your message")
    caller.hangs_up()
    assert caller.one(VoicemailLeft).text == "where is my order"


def test_what_was_said_until_the_caller_hung_up_is_their_message(caller, caller_speech):
    begins(caller)
    caller.says("where is my order")
    assert caller.hangs_up() == "stopped"
    assert caller.one(VoicemailLeft).text == "where is my order"
    assert caller.one(CallEnded).outcome == "voicemail"


def test_nothing_said_is_no_message(caller):
    before = recordings(caller)
    begins(caller)
    caller.hears("I didn't hear a message. To try again, press one.")
    assert recordings(caller) == before
    caller.presses("1")
    caller.hears("Press hash when you're done.")
    caller.hangs_up()
    assert recordings(caller) == before
    assert caller.one(CallEnded).outcome == "abandoned"
    assert not caller.of_kind(VoicemailLeft)


def test_a_line_that_was_lost_loses_nothing_of_the_message(caller):
    begins(caller)
    caller.says("where is my order")
    caller.phone.wait(1000)
    caller.phone.lose()
    assert caller.ending == "lost"
    caller.connects().hears("Press hash when you're done.")
    caller.phone.until(lambda: not caller.phone.is_playing)
    caller.says("my number is four five one two")
    caller.presses("#")
    caller.hears("I've kept your message")
    assert caller.ending == "ended"
    left = caller.one(VoicemailLeft)
    assert left.text == "where is my order my number is four five one two"
    assert left.length_s > 3


def test_a_card_number_is_in_no_text_of_it(caller):
    begins(caller)
    caller.says("four one one one one one one one one one one one one one one one")
    caller.presses("#")
    caller.hears("I've kept your message")
    assert caller.ending == "ended"
    assert caller.one(VoicemailLeft).text == "[card number]"


def test_without_a_place_for_it_the_caller_has_another_way(new_line, caller_speech):
    line = new_line()
    folder = line.settings.data_dir / "voicemails"
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("in the way")
    caller = Caller(line, caller_speech)
    caller.calls()
    caller.presses("0")
    caller.hears("Or press three to leave a message.")
    caller.presses("3")
    caller.hears("I can't record a message just now.")
    caller.hears("right number to call?")
    caller.hangs_up()
