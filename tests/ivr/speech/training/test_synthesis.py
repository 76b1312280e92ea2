from pathlib import Path

import numpy as np

from ivr.speech.training.synthesis import SHARD, shards, spoken_in, synthesise
from ivr.speech.training.utterance import Utterance

NONE = np.zeros(0)


def speak(number: int) -> Utterance:
    if number == 3:
        raise ValueError("nothing was said")
    return Utterance(
        np.full(number + 1, number, np.int16),
        (str(number),),
        "counter",
        NONE.astype(np.float32),
        NONE.astype(np.int16),
        NONE.astype(np.int16),
    )


def test_what_is_missing_is_said_and_nothing_is_said_twice(tmp_path: Path) -> None:
    wanted = shards(tmp_path, SHARD + 2, speak)
    assert sorted(synthesise(wanted, 1)) == [tmp_path / "0000.npz", tmp_path / "0001.npz"]
    said = [utterance.words[0] for utterance in spoken_in(tmp_path)]
    assert said == [str(number) for number in range(SHARD + 2) if number != 3]
    (tmp_path / "0001.npz").unlink()
    assert list(synthesise(wanted, 1)) == [tmp_path / "0001.npz"]
