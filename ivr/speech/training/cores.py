"""How the training's processes share the processor's cores."""

from __future__ import annotations

import os

from threadpoolctl import threadpool_limits

NICENESS = 5
"""How far a process in the background gives way to others."""


def one_thread(_worker: int = 0) -> None:
    """Let NumPy's matrices be multiplied by one thread in this process from here on.

    More would wait for each other in a loop, which takes the cores from the processes beside it:
    batches cost more than twice the time.
    """
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # for a library that is loaded after this
    threadpool_limits(1, user_api="blas")


def in_the_background() -> None:
    """One thread, which gives way to others."""
    os.nice(NICENESS)
    one_thread()
