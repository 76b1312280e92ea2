from pathlib import Path

from ivr.speech import phones

MODEL = Path(phones.__file__).parent / "model"


def test_the_bundled_word_boundaries_are_those_of_the_phone_table() -> None:
    written = (MODEL / "graph/phones/word_boundary.int").read_text().splitlines()
    assert phones.word_boundaries() == written


def test_the_bundled_disambiguation_symbols_follow_the_transition_ids() -> None:
    written = (MODEL / "graph/disambig_tid.int").read_text().split()
    assert int(written[0]) == phones.TRANSITION_COUNT + 1


def test_symbols_of_one_base_phone_share_their_outputs() -> None:
    assert {phones.base_of(f"ah_{place}") for place in phones.PLACES} == {phones.BASE.index("ah")}
    assert phones.base_of("SIL") == 0


def test_every_output_belongs_to_one_base_phone() -> None:
    outputs = [
        pdf(base) for base in range(len(phones.BASE)) for pdf in (phones.entry_pdf, phones.loop_pdf)
    ]
    assert sorted(outputs) == list(range(phones.PDF_COUNT))


def test_every_transition_id_belongs_to_one_symbol() -> None:
    ids = [
        way(number)
        for number in range(1, len(phones.SYMBOLS))
        for way in (phones.self_loop, phones.forward)
    ]
    assert sorted(ids) == list(range(1, phones.TRANSITION_COUNT + 1))


def test_the_phones_of_a_word_carry_their_places() -> None:
    assert phones.word_symbols(["k", "ae", "t"]) == ["k_B", "ae_I", "t_E"]
    assert phones.word_symbols(["ow", "k"]) == ["ow_B", "k_E"]
    assert phones.word_symbols(["ah"]) == ["ah_S"]
