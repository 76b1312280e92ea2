from hypothesis import given
from hypothesis import strategies as st

from flows.events import Keyed, Keys
from ivr.speech.keypad import PAUSE_MS, Keypad

ORDER = Keys(digits_min=4, digits_max=8)
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


def test_menu_keys_are_complete_at_once():
    assert keyed(MENU, "2")[0] == ["2"]
    assert keyed(Keys(digits_max=8, menu=(("1", "orders"),)), "1")[0] == ["1"]


def test_nought_asks_for_a_person():
    assert keyed(MENU, "0")[0] == ["0"]
    assert keyed(Keys(digits_max=8, menu=(("1", "orders"),)), "0")[0] == ["0"]
    assert keyed(ORDER, "0#")[0] == ["0"]
    _, pad = keyed(ORDER, "0")
    assert pad.pass_time(PAUSE_MS) == Keyed("0")


def test_a_number_may_begin_with_nought():
    assert keyed(Keys(digits_max=4), "0451")[0] == ["0451"]


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
                assert 1 <= len(entry.digits) <= most
                assert set(entry.digits) <= set("0123456789*") | set(menu)
                assert "#" not in entry.digits or entry.digits == "#"
        assert len(pad.entry) < most


@given(st.text("0123456789*", min_size=1, max_size=8))
def test_no_key_is_lost(number):
    entries, pad = keyed(Keys(digits_max=8), number)
    rest = pad.pass_time(10**6)
    assert "".join(entries) + (rest.digits if rest else "") == number
