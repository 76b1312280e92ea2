"""The training from end to end: each step leaves files, and what is there isn't made again."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

from ivr.speech.training.acoustic_model import AcousticModel, written
from ivr.speech.training.aligning import align_files
from ivr.speech.training.batches import Diet, supply
from ivr.speech.training.company import ENGINES, SHARE_FOR_AN_HOUR, Engine, trained_by
from ivr.speech.training.export import acoustic_model
from ivr.speech.training.learning import Course, CourseRun, Progress, learn, statistics
from ivr.speech.training.model_reading import read
from ivr.speech.training.network import Network
from ivr.speech.training.plan import Plan
from ivr.speech.training.seeds import seed_of
from ivr.speech.training.spoil.spoiling import Spoiling
from ivr.speech.training.synthesis import shards, spoken_in, synthesise
from ivr.speech.training.utterance import Utterance
from ivr.speech.training.voices.kokoro_speakers import kokoro_speakers
from ivr.speech.training.warm_start import warm_started

FIRST_RATE, CHAIN_RATE = 2.5e-3, 1e-3
GENTLE = Spoiling(
    room=0.2, tone=0.5, noise=0.6, noise_range=(10.0, 42.0), codec=0.05, lost=0.03, clipped=0.03
)
"""How speech is spoiled while the network learns where sounds begin."""
WARM_BATCHES = 12


def speak(plan: Plan) -> Iterator[Path]:
    """Let every engine say its part; each finished file is yielded."""
    speakers = kokoro_speakers(plan.work / "kokoro")
    wanted = [
        shard
        for engine in ENGINES
        for shard in shards(
            plan.work / "speech" / engine.name,
            int(engine.utterances * plan.part),
            trained_by(engine, speakers),
        )
    ]
    yield from synthesise(wanted, plan.processes)


def aligner(plan: Plan) -> Iterator[Progress]:
    """The model that finds where sounds begin: the start's, or one taught by the synthesisers."""
    path = plan.work / "aligner.mdl"
    if path.exists():
        return
    if plan.start is not None:
        path.write_bytes((plan.start / "am/final.mdl").read_bytes())
        return
    said = [u for engine in ENGINES for u in spoken_in(plan.work / "speech" / engine.name)]
    timed = [utterance for utterance in said if len(utterance.starts)]
    diet = Diet(timed, np.array([u.seconds**0.5 for u in timed]), GENTLE)
    torch.manual_seed(seed_of("first network"))
    network = Network()
    facts = statistics(diet)
    network.begin(facts.mean, facts.spread)
    course = Course("cross-entropy", plan.first_epochs, plan.steps, FIRST_RATE, cooling=2)
    yield from learn(network, course, diet, facts.follows, plan.work / "first.pt")
    path.write_bytes(written(acoustic_model(network, network.cross_entropy, facts.log_prior)))


def align(plan: Plan) -> Iterator[Path]:
    """Find where each word's sounds are, in every file of speech; finished files are yielded."""
    spoken = sorted(
        path for e in ENGINES for path in (plan.work / "speech" / e.name).glob("[0-9]*.npz")
    )
    places = {path: plan.work / "aligned" / path.parent.name / path.name for path in spoken}
    yield from align_files(plan.work / "aligner.mdl", places, plan.processes)


def diet(plan: Plan) -> Diet:
    """What the network hears, each engine by its share and by how much of it there is."""
    utterances: list[Utterance] = []
    weights: list[float] = []
    for engine in ENGINES:
        said = list(spoken_in(plan.work / "aligned" / engine.name))
        parts = np.array([utterance.seconds**0.5 for utterance in said])
        utterances += said
        weights += list(parts / parts.sum() * _share(engine, said))
    return Diet(utterances, np.array(weights), Spoiling())


def _share(engine: Engine, said: list[Utterance]) -> float:
    hours = sum(utterance.seconds for utterance in said) / 3600
    return min(engine.share, hours * SHARE_FOR_AN_HOUR)


def chain(plan: Plan, heard: Diet) -> Iterator[Progress]:
    """Train by LF-MMI; the network goes on from the aligner's."""
    batches = list(itertools.islice(supply(heard, "warm start"), WARM_BATCHES))
    torch.manual_seed(seed_of("chain"))
    network = warm_started(read((plan.work / "aligner.mdl").read_bytes()), batches)
    course = Course("chain", plan.epochs, plan.steps, CHAIN_RATE, cooling=plan.cooling)
    follows = statistics(heard).follows
    yield from learn(network, course, heard, follows, plan.work / "chain.pt")


def course_run(plan: Plan) -> CourseRun:
    """What the LF-MMI course has done so far."""
    kept = torch.load(plan.work / "chain.pt", weights_only=True)
    return CourseRun(**kept["done"])


def trained_model(plan: Plan) -> AcousticModel:
    """The acoustic model of the last epoch."""
    kept = torch.load(plan.work / "chain.pt", weights_only=True)
    network = Network(len(kept["network"]["chain.weight"][0]))
    network.load_state_dict(kept["network"])
    return acoustic_model(network, network.chain, torch.zeros(1))
