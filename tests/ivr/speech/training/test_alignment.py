import numpy as np
import pytest
from numpy.typing import NDArray

from ivr.speech.phones import BASE, PDF_COUNT, entry_pdf, loop_pdf
from ivr.speech.training.alignment import aligned, best_path, word_graph
from ivr.speech.training.utterance import Utterance

NONE = np.zeros(0)


def utterance(*words: str) -> Utterance:
    return Utterance(
        np.zeros(8000, np.int16),
        words,
        "nobody",
        NONE.astype(np.float32),
        NONE.astype(np.int16),
        NONE.astype(np.int16),
    )


def likely(*said: tuple[str, int]) -> NDArray[np.float32]:
    """Outputs that speak clearly of phones, each for a number of outputs."""
    pdfs = []
    for phone, count in said:
        base = BASE.index(phone)
        pdfs += [entry_pdf(base)] + [loop_pdf(base)] * (count - 1)
    given = np.full((len(pdfs), PDF_COUNT), -8.0, np.float32)
    given[np.arange(len(pdfs)), pdfs] = 0.0
    return given


def test_every_sound_is_found_where_it_was_said() -> None:
    found = aligned(
        utterance("no", "seven"),
        likely(
            ("sil", 3), ("n", 2), ("ow", 4), ("sil", 5),
            ("s", 3), ("eh", 3), ("v", 1), ("ah", 2), ("n", 2), ("sil", 1),
        ),
    )  # fmt: skip
    assert found is not None
    assert [BASE[p] for p in found.phones] == (
        ["sil", "n", "ow", "sil", "s", "eh", "v", "ah", "n", "sil"]
    )
    assert found.owners.tolist() == [-1, 0, 0, -1, 1, 1, 1, 1, 1, -1]
    first_word = found.starts[1]
    assert first_word == pytest.approx(3 * 0.03 + 0.0125, abs=1e-4)


def test_speech_without_any_silence_is_found_too() -> None:
    found = aligned(utterance("no"), likely(("n", 2), ("ow", 3)))
    assert found is not None
    assert [BASE[p] for p in found.phones] == ["n", "ow"]


@pytest.mark.parametrize("vowel", ["ih", "iy"])
def test_the_pronunciation_that_was_used_is_found(vowel: str) -> None:
    found = aligned(utterance("zero"), likely(("z", 3), (vowel, 3), ("r", 2), ("ow", 4)))
    assert found is not None
    assert [BASE[p] for p in found.phones] == ["z", vowel, "r", "ow"]


def test_a_text_longer_than_its_sound_has_no_alignment() -> None:
    assert aligned(utterance("seven", "seven"), likely(("s", 1), ("eh", 1))) is None


def test_outputs_of_another_model_are_refused() -> None:
    with pytest.raises(ValueError, match="3 outputs"):
        aligned(utterance("no"), np.zeros((5, 3), np.float32))


def test_the_best_path_is_the_best_of_all_paths() -> None:
    graph = word_graph(("oh",))
    given = np.random.default_rng(2).standard_normal((5, PDF_COUNT)).astype(np.float32)
    path = best_path(given, graph)
    assert path is not None
    scores = {}

    def walk(states: tuple[int, ...], score: float) -> None:
        if len(states) == len(given):
            if states[-1] in graph.ends:
                scores[states] = score
            return
        for state in range(len(graph.pdfs)):
            if states[-1] in graph.before[state]:
                walk((*states, state), score + float(given[len(states), graph.pdfs[state]]))

    for start in graph.starts:
        walk((start,), float(given[0, graph.pdfs[start]]))
    assert max(scores, key=lambda states: scores[states]) == tuple(path.tolist())
