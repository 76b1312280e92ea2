import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.events import Keyed, Keys
from ivr.speech.keypad import CHOICE_PAUSE_MS, NOUGHT_PAUSE_MS, PAUSE_MS, Keypad

ORDER = Keys(digits_min=4, digits_max=8)
READ_BACK = Keys(digits_min=4, digits_max=8, menu=(("1", "yes"), ("2", "no")))
MENU = Keys(menu=(("1", "orders"), ("2", "billing")))


def keyed(keys, pressed, at_ms=0):
    """The entries that keys pressed 100 ms apart complete, and the pad."""
    pad = Keypad()
    pad.expect(keys)
    entries = [pad.press(key, at_ms + 100 * n) for n, key in enumerate(pressed)]
    return [entry.digits for entry in entries if entry], pad


def test_complete_at_the_most_digits():
    assert keyed(Keys(digits_max=4), "45127")[0] == ["4512"]


def test_complete_at_hash_which_is_left_out():
    entries, pad = keyed(ORDER, "4512#")
    assert entries == ["4512"]
    assert pad.entry == ""


def test_hash_alone_is_an_empty_entry():
    assert keyed(ORDER, "#")[0] == [""]


def test_hash_after_a_full_entry_is_its_end():
    assert keyed(Keys(4, 4), "4512#")[0] == ["4512"]
    assert keyed(Keys(4, 4), "4512##")[0] == ["4512", ""]


def test_only_the_hash_after_a_full_entry_means_nothing():
    entries, pad = keyed(Keys(4, 4), "4512")
    assert entries == ["4512"]
    assert pad.passes_over("#", 500)
    assert not pad.passes_over("1", 500)
    assert not pad.passes_over("#", 500 + PAUSE_MS)
    assert pad.passes_over("A", 500)


def test_complete_after_a_pause():
    _, pad = keyed(ORDER, "4512")
    assert pad.pass_time(300 + PAUSE_MS - 1) is None
    assert pad.pass_time(300 + PAUSE_MS) == Keyed("4512")
    assert pad.pass_time(10**9) is None


@pytest.mark.parametrize("key", ["1", "2", "0", "9"])
def test_every_key_of_a_plain_menu_is_complete_at_once(key):
    assert keyed(MENU, key)[0] == [key]
    assert keyed(MENU, f"{key}#")[0] == [key]


def test_a_choice_beside_a_number_waits_a_moment():
    entries, pad = keyed(READ_BACK, "1")
    assert entries == []
    assert pad.pass_time(CHOICE_PAUSE_MS - 1) is None
    assert pad.pass_time(CHOICE_PAUSE_MS) == Keyed("1")
    assert keyed(READ_BACK, "1#")[0] == ["1"]


def test_a_number_keyed_again_is_no_choice():
    entries, pad = keyed(READ_BACK, "1234")
    assert entries == []
    assert pad.pass_time(300 + CHOICE_PAUSE_MS) is None
    assert pad.pass_time(300 + PAUSE_MS) == Keyed("1234")
    assert keyed(READ_BACK, "12345678")[0] == ["12345678"]


def test_a_key_that_is_no_choice_begins_a_number():
    _, pad = keyed(READ_BACK, "5")
    assert pad.pass_time(CHOICE_PAUSE_MS) is None
    assert pad.pass_time(PAUSE_MS) == Keyed("5")


def test_a_hash_on_the_menu_is_a_choice_at_once():
    assert keyed(Keys(digits_max=2, menu=(("#", "done"),)), "#45#4#")[0] == ["#", "45", "#", "4"]


@pytest.mark.parametrize("keys", [ORDER, READ_BACK])
def test_nought_asks_for_a_person_after_a_moment(keys):
    entries, pad = keyed(keys, "0")
    assert entries == []
    assert pad.pass_time(NOUGHT_PAUSE_MS - 1) is None
    assert pad.pass_time(NOUGHT_PAUSE_MS) == Keyed("0")
    assert keyed(keys, "0#")[0] == ["0"]


def test_a_number_may_begin_with_nought():
    assert keyed(Keys(digits_max=4), "0451")[0] == ["0451"]
    _, pad = keyed(ORDER, "00")
    assert pad.pass_time(100 + NOUGHT_PAUSE_MS) is None
    assert pad.pass_time(100 + PAUSE_MS) == Keyed("00")


def test_the_hash_after_a_short_pause_is_the_end_of_the_entry():
    _, pad = keyed(READ_BACK, "1")
    pad.pass_time(CHOICE_PAUSE_MS)
    assert pad.passes_over("#", CHOICE_PAUSE_MS + 100)
    assert pad.press("#", CHOICE_PAUSE_MS + 100) is None
    assert pad.press("#", CHOICE_PAUSE_MS + 200) == Keyed("")


def test_star_is_a_character_and_letters_are_none():
    assert keyed(ORDER, "A4*5\x00#")[0] == ["4*5"]


def test_an_entry_stays_while_the_same_is_asked_again():
    _, pad = keyed(ORDER, "45")
    pad.expect(ORDER)
    assert pad.entry == "45"
    pad.expect(MENU)
    assert pad.entry == ""


def test_speech_in_between():
    _, pad = keyed(ORDER, "45")
    pad.clear()
    assert pad.pass_time(10**9) is None


@given(
    st.lists(st.tuples(st.text(max_size=2), st.integers(0, 5000)), max_size=40),
    st.integers(1, 12),
    st.lists(st.sampled_from("123*#"), unique=True, max_size=3),
)
def test_whatever_is_pressed(presses, most, menu):
    pad = Keypad()
    pad.expect(Keys(1, most, tuple((key, "choice") for key in menu)))
    now = 0
    for key, after in presses:
        now += after
        for entry in (pad.pass_time(now), pad.press(key, now)):
            if entry is not None:
                assert len(entry.digits) <= most
                assert entry.digits or key == "#"
                assert set(entry.digits) <= set("0123456789*") | set(menu)
                assert "#" not in entry.digits or entry.digits == "#"
        assert len(pad.entry) < most


@given(st.text("0123456789*", min_size=1, max_size=8))
def test_no_key_is_lost(number):
    entries, pad = keyed(Keys(digits_max=8), number)
    rest = pad.pass_time(10**6)
    assert "".join(entries) + (rest.digits if rest else "") == number
