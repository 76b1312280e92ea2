import os
from pathlib import Path

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from ivr.speech.training.synthesis import by_many


def threads_of_matrices(path: Path) -> Path:
    assert (np.ones((64, 64)) @ np.ones((64, 64))).sum() == 64**3
    counts = [each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"]
    path.write_text(f"{max(counts)} {os.nice(0)}", encoding="utf-8")
    return path


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core has one thread anyway")
def test_a_process_of_many_takes_one_core_and_gives_way(tmp_path: Path) -> None:
    threads_of_matrices(tmp_path / "alone")
    list(by_many(threads_of_matrices, [tmp_path / "of many"], 1))
    alone, nice = map(int, (tmp_path / "alone").read_text(encoding="utf-8").split())
    assert alone > 1
    assert (tmp_path / "of many").read_text(encoding="utf-8") == f"1 {nice + 5}"
