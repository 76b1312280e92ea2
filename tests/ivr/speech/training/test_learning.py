from pathlib import Path

import numpy as np
import pytest

from ivr.speech.training.acoustic_model import scores, written
from ivr.speech.training.batches import Diet, supply
from ivr.speech.training.features import cepstra
from ivr.speech.training.frames import SUBSAMPLING, in_context, outputs_for
from ivr.speech.training.model_reading import read
from ivr.speech.training.spoil.spoiling import Spoiling
from ivr.speech.training.utterance import RATE, Utterance

torch = pytest.importorskip("torch", reason="the speech group isn't installed")

from ivr.speech.training.export import acoustic_model  # noqa: E402
from ivr.speech.training.learning import Course, learn, statistics  # noqa: E402
from ivr.speech.training.network import Network, context  # noqa: E402
from ivr.speech.training.warm_start import warm_started  # noqa: E402


def beeps() -> list[Utterance]:
    """A language of two sounds: a low tone and a high one."""
    draw = np.random.default_rng(1)
    said = []
    for _ in range(40):
        sounds = draw.integers(1, 3, 6)
        time = np.arange(RATE // 8) / RATE
        tones = [2000 * np.sin(2 * np.pi * 700 * sound * time) for sound in sounds]
        said.append(
            Utterance(
                np.concatenate(tones).astype(np.int16),
                ("beep",) * 6,
                "a machine",
                (np.arange(6) / 8).astype(np.float32),
                sounds.astype(np.int16),
                np.arange(6, dtype=np.int16),
            )
        )
    return said


@pytest.fixture(scope="module")
def diet() -> Diet:
    return Diet(beeps(), np.ones(40), Spoiling(noise_range=(20.0, 40.0)))


def test_a_supply_is_the_same_for_the_same_seed(diet: Diet) -> None:
    first, again, other = (next(supply(diet, seed)) for seed in ("a", "a", "b"))
    np.testing.assert_array_equal(first.features, again.features)
    assert first.features.shape != other.features.shape or (first.features != other.features).any()


def test_learning_lowers_the_loss_and_goes_on_where_it_stopped(diet: Diet, tmp_path: Path) -> None:
    torch.manual_seed(1)
    facts = statistics(diet, 2)
    network = Network(16)
    network.begin(facts.mean, facts.spread)
    course = Course("cross-entropy", 2, 15, 5e-3, warm=5)
    epochs = list(learn(network, course, diet, facts.follows, tmp_path / "kept.pt"))
    assert [epoch.epoch for epoch in epochs] == [1, 2]
    assert epochs[1].loss < epochs[0].loss
    longer = Course("cross-entropy", 3, 15, 5e-3, warm=5)
    again = list(learn(Network(16), longer, diet, facts.follows, tmp_path / "kept.pt"))
    assert [epoch.epoch for epoch in again] == [3]
    assert again[0].loss < epochs[0].loss


def test_the_exported_model_computes_what_the_network_does(diet: Diet) -> None:
    torch.manual_seed(2)
    facts = statistics(diet, 2)
    network = Network(16)
    network.begin(facts.mean, facts.spread)
    network.train()
    network(torch.as_tensor(next(supply(diet, "norms")).features))
    network.eval()
    features = cepstra(beeps()[0].samples)
    seen = torch.as_tensor(in_context(features, outputs_for(len(features))))[None]
    with torch.no_grad():
        expected = network(seen)[1][0].numpy()
    model = read(written(acoustic_model(network, network.chain, torch.zeros(1))))
    assert model.context == context()
    np.testing.assert_allclose(scores(model, features, SUBSAMPLING), expected, atol=2e-3)


def test_a_warm_start_gives_what_the_earlier_model_gave(diet: Diet) -> None:
    torch.manual_seed(3)
    earlier = Network(16)
    batches = [next(supply(diet, "norms", number)) for number in range(2)]
    facts = statistics(diet, 2)
    earlier.begin(facts.mean, facts.spread)
    earlier.train()
    earlier(torch.as_tensor(batches[0].features))
    model = acoustic_model(earlier, earlier.chain, torch.zeros(1))
    again = warm_started(model, batches)
    seen = torch.as_tensor(batches[0].features)
    with torch.no_grad():
        before, after = earlier.eval()(seen)[1], again.eval()(seen)[1]
    np.testing.assert_allclose(after.numpy(), before.numpy(), atol=2e-3)


def test_a_rate_rises_stays_and_falls() -> None:
    course = Course("chain", 10, 100, 1.0, warm=100, cooling=2)
    assert course.rate_at(0, 0) == pytest.approx(0.01)
    assert course.rate_at(4, 50) == 1.0
    assert course.rate_at(9, 0) == pytest.approx(0.5)
    assert course.rate_at(9, 99) == pytest.approx(0.005)
