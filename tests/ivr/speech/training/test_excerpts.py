from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from ivr.speech.training.excerpts import Excerpt, Library, Span, cut, joined, silence
from ivr.speech.training.utterance import RATE, Utterance

WORDS = ("seven", "please", "two")
STARTS = (0.0, 0.1, 0.2, 0.3, 0.5, 0.6, 0.8, 1.0)
PHONES = (0, 30, 11, 0, 26, 20, 31, 34)
OWNERS = (-1, 0, 0, -1, 1, 1, 2, 2)


def utterance(voice: str = "somebody") -> Utterance:
    time = np.arange(int(1.2 * RATE)) / RATE
    return Utterance(
        samples=(1000 + 100 * time).astype(np.int16),
        words=WORDS,
        voice=voice,
        starts=np.array(STARTS, np.float32),
        phones=np.array(PHONES, np.int16),
        owners=np.array(OWNERS, np.int16),
    )


@pytest.fixture
def draw() -> np.random.Generator:
    return np.random.default_rng(1)


def test_a_cut_has_the_sounds_of_its_words_and_a_little_silence(draw: np.random.Generator) -> None:
    alone = replace(
        utterance(),
        phones=np.array([0, 30, 11, 0, 26, 20, 0, 34], np.int16),
        owners=np.array([-1, 0, 0, -1, 1, 1, -1, 2], np.int16),
    )
    lengths = []
    for _ in range(200):
        piece = cut(Span(alone, 1, 1), draw)
        assert piece.phones.tolist() == [26, 20]
        assert 0 <= piece.starts[0] <= 0.04
        lengths.append(len(piece.samples) / RATE)
    assert 0.3 - 2 * 0.06 <= min(lengths) < 0.3 + 0.06 < max(lengths) <= 0.3 + 2 * 0.04 + 1e-3


def test_a_cut_hardly_keeps_a_neighbours_sound(draw: np.random.Generator) -> None:
    ends = [len(cut(Span(utterance(), 1, 1), draw).samples) / RATE for _ in range(200)]
    assert max(ends) <= 0.3 + 0.04 + 0.01 + 1e-3


def test_a_cut_ends_with_the_silence_beside_its_words(draw: np.random.Generator) -> None:
    moment = np.array([0.0, 0.1, 0.2, 0.3, 0.32, 0.6, 0.8, 1.0], np.float32)
    hasty = replace(utterance(), starts=moment)
    starts = [cut(Span(hasty, 1, 1), draw).starts[0] for _ in range(200)]
    assert max(starts) <= 0.02 + 1e-3


def test_a_silence_after_the_end_adds_nothing(draw: np.random.Generator) -> None:
    late = replace(
        utterance(),
        starts=np.array([*STARTS, 1.21], np.float32),
        phones=np.array([*PHONES, 0], np.int16),
        owners=np.array([*OWNERS, -1], np.int16),
    )
    pieces = [cut(Span(late, 2, 2), draw) for _ in range(50)]
    assert max(len(piece.samples) for piece in pieces) <= 0.41 * RATE + 1


def test_a_hard_cut_leaves_some_of_each_sound(draw: np.random.Generator) -> None:
    for _ in range(200):
        piece = cut(Span(utterance(), 0, 2), draw)
        assert piece.starts[1] >= 0.04 - 1e-3
        assert len(piece.samples) / RATE - piece.starts[-1] >= 0.04 - 1e-3


def test_a_hard_cut_at_both_ends_leaves_some_of_a_words_only_sound(
    draw: np.random.Generator,
) -> None:
    alone = replace(utterance(), owners=np.array([-1, 0, 0, -1, 1, -1, 2, 2], np.int16))
    lengths = [len(cut(Span(alone, 1, 1), draw).samples) / RATE for _ in range(500)]
    assert 0.04 - 1e-3 <= min(lengths) < 0.06


def test_joined_pieces_keep_their_sounds_at_their_times() -> None:
    first, second = cut_of(0), cut_of(2)
    whole = joined([first, silence(0.1), second])
    assert whole.phones.tolist() == [30, 11, 0, 31, 34]
    assert whole.starts[3] == pytest.approx(len(first.samples) / RATE + 0.1 + second.starts[0])
    assert whole.speech.sum() == len(first.samples) + len(second.samples)


def cut_of(word: int) -> Excerpt:
    return cut(Span(utterance(), word, word), np.random.default_rng(2))


def test_silences_side_by_side_are_one() -> None:
    assert joined([silence(0.2), silence(0.3)]).phones.tolist() == [0]


def test_a_moments_silence_is_none() -> None:
    assert silence(0.01).phones.tolist() == []


def test_every_excerpt_can_be_learnt_from(draw: np.random.Generator) -> None:
    library = Library([utterance("a"), utterance("b")])
    for _ in range(300):
        excerpt = library.excerpt(0, draw)
        assert len(excerpt.samples) == len(excerpt.speech)
        assert len(excerpt.starts) == len(excerpt.phones) > 0
        assert all(a <= b for a, b in pairwise(excerpt.starts))
        assert excerpt.starts[-1] < len(excerpt.samples) / RATE <= 7.0


def test_an_excerpt_begins_at_any_place_of_an_output(draw: np.random.Generator) -> None:
    whole = replace(
        utterance(), phones=np.array([1, *PHONES[1:]], np.int16), owners=-np.ones(8, int)
    )
    library = Library([whole])
    starts = [float(library.excerpt(0, draw).starts[0]) for _ in range(300)]
    unpadded = np.array([start for start in starts if start])
    assert 0 <= unpadded.min() < 0.005
    assert 0.025 < unpadded.max() <= 0.04


def test_an_utterance_without_word_places_is_heard_whole(draw: np.random.Generator) -> None:
    whole = utterance()
    unplaced = Utterance(
        whole.samples, whole.words, whole.voice, whole.starts, whole.phones, whole.owners * 0 - 1
    )
    library = Library([unplaced])
    for _ in range(50):
        assert [p for p in library.excerpt(0, draw).phones if p] == [p for p in PHONES if p]


@pytest.mark.parametrize(
    ("text", "phone"), [("please very two", 31), ("i very please", 11), ("m very please", 11)]
)
def test_digits_and_letters_are_joined_to_runs(
    draw: np.random.Generator, text: str, phone: int
) -> None:
    said = replace(utterance(), words=tuple(text.split()))
    runs = 0
    for _ in range(300):
        phones = Library([said]).excerpt(0, draw).phones
        runs += int((phones == phone).sum() >= 2 and 26 not in phones)
    assert runs > 5


def test_what_is_neither_is_joined_with_other_words(draw: np.random.Generator) -> None:
    said = replace(utterance(), words=("seventy", "please", "too"))
    heard = [Library([said]).excerpt(0, draw).phones for _ in range(300)]
    assert any((phones == 26).sum() >= 2 for phones in heard)
