"""The training itself: epochs of freshly spoiled batches, each ended by a checkpoint."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from ivr.speech.phones import PDF_COUNT
from ivr.speech.training.batches import Diet, supply
from ivr.speech.training.cores import one_thread
from ivr.speech.training.frames import NO_LABEL, OUTPUT_SECONDS, Batch
from ivr.speech.training.network import Network
from ivr.speech.training.objective import bigram, denominator, numerator

LARGEST_GRADIENT = 5.0
CROSS_ENTROPY_SHARE = 0.1
OUTPUT_PENALTY = 2e-4
WEIGHT_DECAY = 1e-3
SAMPLE_BATCHES = 100
"""Batches from which feature means, priors and the bigram of phones are counted."""


@dataclass(frozen=True)
class Course:
    """One stage of training.

    name: `cross-entropy` or `chain`; epochs of `steps` batches each; the rate is reached over
    the first `warm` steps, kept, and let down to nothing over the last `cooling` epochs.
    """

    name: str
    epochs: int
    steps: int
    rate: float
    warm: int = 200
    cooling: int = 1

    def rate_at(self, epoch: int, step: int) -> float:
        """The learning rate of a step of an epoch, both from 0."""
        done = epoch * self.steps + step
        left = self.epochs * self.steps - done
        return self.rate * min(1.0, (done + 1) / self.warm, left / (self.cooling * self.steps))


@dataclass(frozen=True)
class Progress:
    """What one epoch came to. loss: mean of the stage's own objective."""

    stage: str
    epoch: int
    epochs: int
    loss: float
    seconds: float


@dataclass(frozen=True)
class CourseRun:
    """All that a stage has done so far, over every start of it. hours: of excerpts heard."""

    epochs: int = 0
    batches: int = 0
    hours: float = 0.0
    loss: float = 0.0


class _Supply(IterableDataset[Batch]):
    """Batches for the loader's processes, different in each."""

    def __init__(self, diet: Diet, seed: tuple[str | int, ...]) -> None:
        self._diet, self._seed = diet, seed

    def __iter__(self) -> Iterator[Batch]:
        worker = get_worker_info()
        number = worker.id if worker else 0
        return supply(self._diet, *self._seed, number)


@dataclass(frozen=True)
class Statistics:
    """Counted from batches before a stage begins."""

    mean: Tensor
    spread: Tensor
    log_prior: Tensor
    follows: Tensor


def statistics(diet: Diet, count: int = SAMPLE_BATCHES) -> Statistics:
    """Means of features, how common each pdf is and what follows what, from some batches."""
    batches = list(itertools.islice(supply(diet, "statistics"), count))
    heard = torch.cat([torch.from_numpy(b.features).flatten(0, 1)[::17] for b in batches])
    counts = torch.full((PDF_COUNT,), 10.0)
    for batch in batches:
        labels = torch.from_numpy(batch.labels)
        counts += torch.bincount(labels[labels != NO_LABEL], minlength=PDF_COUNT)
    sequences = [phones for batch in batches for phones in batch.phones]
    return Statistics(heard.mean(0), heard.std(0), (counts / counts.sum()).log(), bigram(sequences))


def learn(
    network: Network,
    course: Course,
    diet: Diet,
    follows: Tensor,
    checkpoint: Path,
) -> Iterator[Progress]:
    """Train through a course, going on from the checkpoint where one is left.

    follows: the bigram of phones that `statistics` counts. checkpoint: a file that each epoch's
    end rewrites. The network is changed in place; what each epoch came to is yielded.
    """
    optimiser = torch.optim.AdamW(network.parameters(), course.rate, weight_decay=WEIGHT_DECAY)
    done = CourseRun()
    if checkpoint.exists():
        kept: dict[str, Any] = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(kept["network"])
        optimiser.load_state_dict(kept["optimiser"])
        done = CourseRun(**kept["done"])
    batches = _loaded(diet, (course.name, done.epochs))
    for epoch in range(done.epochs, course.epochs):
        began = time.monotonic()
        losses, heard = [], 0.0
        network.train()
        for step, batch in zip(range(course.steps), batches, strict=False):
            for group in optimiser.param_groups:
                group["lr"] = course.rate_at(epoch, step)
            losses.append(_step(network, batch, course, follows, optimiser))
            heard += float(batch.lengths.sum()) * OUTPUT_SECONDS / 3600
        loss = float(np.mean(losses))
        done = CourseRun(epoch + 1, done.batches + len(losses), done.hours + heard, loss)
        _keep(checkpoint, network, optimiser, done)
        yield Progress(course.name, epoch + 1, course.epochs, loss, time.monotonic() - began)


def _loaded(diet: Diet, seed: tuple[str | int, ...]) -> Iterator[Batch]:
    """Batches made beside the training, by a third as many processes as there are cores."""
    cores = os.cpu_count() or 1
    torch.set_num_threads(cores)
    one_thread()
    loader = DataLoader(
        _Supply(diet, seed),
        batch_size=None,
        num_workers=max(1, cores // 3),
        worker_init_fn=one_thread,
    )
    return iter(loader)


def _step(network: Network, batch: Batch, course: Course, follows: Tensor, optimiser: Any) -> float:
    """One step down; gives the loss that the course is about.

    The layers are computed in 16 bits, which is nearly twice as fast where the processor has an
    instruction for it; weights, scores, sums over paths and slopes of weights have 32.
    """
    labels = torch.as_tensor(batch.labels)
    with torch.autocast("cpu", torch.bfloat16):
        by_frame, by_chain = network(torch.as_tensor(batch.features))
    frame_loss = functional.cross_entropy(
        by_frame.reshape(-1, PDF_COUNT), labels.reshape(-1), ignore_index=NO_LABEL
    )
    told, loss = frame_loss, frame_loss
    if course.name == "chain":
        lengths = torch.as_tensor(batch.lengths)
        better = numerator(by_chain, lengths, batch.phones)
        better = better - denominator(by_chain, lengths, follows)
        told = -better.sum() / lengths.sum()
        size = (by_chain[labels != NO_LABEL] ** 2).mean()
        loss = told + CROSS_ENTROPY_SHARE * frame_loss + OUTPUT_PENALTY * size
    optimiser.zero_grad()
    torch.autograd.backward(loss)
    nn.utils.clip_grad_norm_(network.parameters(), LARGEST_GRADIENT)
    optimiser.step()
    return float(told.detach())


def _keep(checkpoint: Path, network: Network, optimiser: Any, done: CourseRun) -> None:
    half_written = checkpoint.with_suffix(".part")
    torch.save(
        {
            "network": network.state_dict(),
            "optimiser": optimiser.state_dict(),
            "done": asdict(done),
        },
        half_written,
    )
    half_written.rename(checkpoint)
