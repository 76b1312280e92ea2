import shutil
from pathlib import Path

import numpy as np
import pytest

from ivr.speech.model import BUNDLED, SpeechModel
from ivr.speech.phones import PDF_COUNT
from ivr.speech.recognition import Recogniser
from ivr.speech.training.acoustic_model import AcousticModel, AffineLayer, scores, written
from ivr.speech.training.model_reading import read


def small_model() -> AcousticModel:
    draw = np.random.default_rng(3)

    def weights(*shape: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return draw.standard_normal(shape).astype(np.float32)

    return AcousticModel(
        inputs=40,
        layers=(
            AffineLayer((-1, 0, 1), weights(8, 120), weights(8)),
            AffineLayer((-3, 0, 3), weights(8, 24), weights(8), residual=True),
            AffineLayer((0,), weights(PDF_COUNT, 8), weights(PDF_COUNT), rectified=False),
        ),
        context=4,
    )


def test_what_is_written_is_read_back() -> None:
    model = small_model()
    again = read(written(model))
    assert (again.inputs, again.context) == (model.inputs, model.context)
    for ours, theirs in zip(model.layers, again.layers, strict=True):
        assert ours.offsets == theirs.offsets
        assert (ours.rectified, ours.residual) == (theirs.rectified, theirs.residual)
        np.testing.assert_array_equal(ours.weights, theirs.weights)
        np.testing.assert_array_equal(ours.bias, theirs.bias)


def test_the_bundled_model_is_of_the_same_parts() -> None:
    model = read((BUNDLED / "am/final.mdl").read_bytes())
    assert model.layers[-1].weights.shape[0] == PDF_COUNT
    again = read(written(model))
    for ours, theirs in zip(model.layers, again.layers, strict=True):
        np.testing.assert_array_equal(ours.weights, theirs.weights)


def test_scores_are_those_of_the_layers_one_by_one() -> None:
    model = small_model()
    features = np.random.default_rng(4).standard_normal((10, 40)).astype(np.float32)
    padded = np.concatenate([features[:1].repeat(4, 0), features, features[-1:].repeat(4, 0)])
    first, second, last = model.layers
    hidden = {
        t: np.maximum(0, first.weights @ padded[t - 1 : t + 2].reshape(-1) + first.bias)
        for t in range(1, 17)
    }
    for row, time in zip(scores(model, features, 3), (4, 7, 10, 13), strict=True):
        spliced = np.concatenate([hidden[time - 3], hidden[time], hidden[time + 3]])
        inner = np.maximum(0, second.weights @ spliced + second.bias) + hidden[time]
        np.testing.assert_allclose(row, last.weights @ inner + last.bias, rtol=2e-4, atol=2e-4)


def test_vosk_loads_a_written_model_and_listens_with_it(tmp_path: Path) -> None:
    for part in ("conf", "graph"):
        shutil.copytree(BUNDLED / part, tmp_path / part)
    (tmp_path / "am").mkdir()
    bundled = read((BUNDLED / "am/final.mdl").read_bytes())
    (tmp_path / "am/final.mdl").write_bytes(written(bundled))
    sound = (np.random.default_rng(5).standard_normal(8000) * 3000).astype(np.int16)
    heard = []
    for folder in (BUNDLED, tmp_path):
        recogniser = Recogniser(SpeechModel(folder))
        recogniser.feed(sound)
        heard.append(recogniser.finish())
    assert heard[0] == heard[1]


@pytest.mark.parametrize("cut", [100, -1])
def test_a_damaged_file_is_refused(cut: int) -> None:
    with pytest.raises(ValueError, match=r"ends too soon|without an end"):
        read(written(small_model())[:cut])


def test_a_file_with_more_than_a_model_is_refused() -> None:
    with pytest.raises(ValueError, match="more than a model"):
        read(written(small_model()) + b"!")


def test_a_component_of_another_kind_is_refused() -> None:
    content = written(small_model())
    with pytest.raises(ValueError, match="isn't ours"):
        read(content.replace(b"NoOpComponent", b"SomeComponent"))
