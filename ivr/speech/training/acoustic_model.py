"""A model's `am/final.mdl`: Kaldi's transition model and an nnet3 network, written and computed.

Only what the network of `network.py` is made of: affine layers over spliced frames, rectifiers
and sums.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ivr.speech import phones
from ivr.speech.training import kaldi_format as kaldi

Floats = NDArray[np.float32]
RECTIFIER, SUM, AFFINE = "RectifiedLinearComponent", "NoOpComponent", "FixedAffineComponent"


@dataclass(frozen=True)
class AffineLayer:
    """One layer: weights (outputs, offsets x inputs) over frames at `offsets`, in 10 ms steps.

    rectified: whether a rectifier follows; residual: whether the layer's input is added then.
    """

    offsets: tuple[int, ...]
    weights: Floats
    bias: Floats
    rectified: bool = True
    residual: bool = False


@dataclass(frozen=True)
class AcousticModel:
    """Layers from the cepstra to the pdfs; context: frames seen to either side."""

    inputs: int
    layers: tuple[AffineLayer, ...]
    context: int


def scores(model: AcousticModel, features: Floats, subsampling: int) -> Floats:
    """What the model gives for each `subsampling`-th frame of features (frames, inputs).

    Frames beyond the ends are the first or last one over again, as in Kaldi.
    """
    wanted = np.arange(0, len(features), subsampling)
    return _computed(model, features, len(model.layers), wanted)


def _computed(
    model: AcousticModel, features: Floats, depth: int, times: NDArray[np.int_]
) -> Floats:
    """The output of the first so many layers at some times, in frames."""
    if depth == 0:
        return features[np.clip(times, 0, len(features) - 1)]
    layer = model.layers[depth - 1]
    places, where = np.unique(np.add.outer(times, layer.offsets), return_inverse=True)
    before = _computed(model, features, depth - 1, places)
    spliced = before[where.reshape(len(times), -1)].reshape(len(times), -1)
    output = spliced @ layer.weights.T + layer.bias
    if layer.rectified:
        output = np.maximum(output, 0.0)
    if layer.residual:
        output = output + before[np.searchsorted(places, times)]
    return np.asarray(output, np.float32)


def written(model: AcousticModel) -> bytes:
    """The content of `am/final.mdl`."""
    return b"".join(
        (
            kaldi.MAGIC,
            _transitions(),
            _network(model),
            kaldi.token("<LeftContext>") + kaldi.integer(model.context),
            kaldi.token("<RightContext>") + kaldi.integer(model.context),
            kaldi.token("<Priors>") + kaldi.vector([]),
        )
    )


def _transitions() -> bytes:
    """Chain topology: every phone is one state, entered by one pdf and kept by another."""
    count = len(phones.SYMBOLS) - 1
    numbers = range(1, count + 1)
    state = (
        kaldi.integer(0) + kaldi.integer(1) + kaldi.integer(2)
        + kaldi.integer(0) + kaldi.single(0.5) + kaldi.integer(1) + kaldi.single(0.5)
    )  # fmt: skip
    final = kaldi.integer(-1) + kaldi.integer(-1) + kaldi.integer(0)
    tuples = b"".join(
        kaldi.integer(number)
        + kaldi.integer(0)
        + kaldi.integer(phones.entry_pdf(phones.base_of(phones.SYMBOLS[number])))
        + kaldi.integer(phones.loop_pdf(phones.base_of(phones.SYMBOLS[number])))
        for number in numbers
    )
    return b"".join(
        (
            kaldi.token("<TransitionModel>") + kaldi.token("<Topology>"),
            kaldi.integers(numbers) + kaldi.integers([-1] + [0] * count),
            kaldi.integer(-1) + kaldi.integer(1),
            kaldi.integer(2) + state + final,
            kaldi.token("</Topology>") + kaldi.token("<Tuples>") + kaldi.integer(count),
            tuples,
            kaldi.token("</Tuples>") + kaldi.token("<LogProbs>"),
            kaldi.vector([0.0] + [math.log(0.5)] * phones.TRANSITION_COUNT),
            kaldi.token("</LogProbs>") + kaldi.token("</TransitionModel>"),
        )
    )


def _network(model: AcousticModel) -> bytes:
    lines = [f"input-node name=input dim={model.inputs}"]
    components: list[tuple[str, bytes]] = []
    before = "input"
    for number, layer in enumerate(model.layers, 1):
        name = f"layer{number}"
        spliced = ",".join(before if o == 0 else f"Offset({before},{o})" for o in layer.offsets)
        parts = [(f"{name}.affine", _affine(layer), f"Append({spliced})")]
        if layer.rectified:
            parts.append((f"{name}.relu", _rectifier(len(layer.bias)), f"{name}.affine"))
        if layer.residual:
            parts.append((f"{name}.sum", _sum(len(layer.bias)), f"Sum({name}.relu,{before})"))
        for part, content, source in parts:
            components.append((part, content))
            lines.append(f"component-node name={part} component={part} input={source}")
        before = parts[-1][0]
    lines.append(f"output-node name=output input={before} objective=linear")
    named = b"".join(
        kaldi.token("<ComponentName>") + kaldi.token(name) + content for name, content in components
    )
    text = ("\n".join(lines) + "\n\n").encode()
    count = kaldi.token("<NumComponents>") + kaldi.integer(len(components))
    return kaldi.token("<Nnet3>") + b"\n" + text + count + named + kaldi.token("</Nnet3>")


def _affine(layer: AffineLayer) -> bytes:
    return (
        kaldi.token(f"<{AFFINE}>")
        + kaldi.token("<LinearParams>") + kaldi.matrix(layer.weights)
        + kaldi.token("<BiasParams>") + kaldi.vector(layer.bias)
        + kaldi.token(f"</{AFFINE}>")
    )  # fmt: skip


def _rectifier(size: int) -> bytes:
    return (
        kaldi.token(f"<{RECTIFIER}>")
        + kaldi.token("<Dim>") + kaldi.integer(size)
        + kaldi.token("<ValueAvg>") + kaldi.vector([])
        + kaldi.token("<DerivAvg>") + kaldi.vector([])
        + kaldi.token("<Count>") + kaldi.double(0.0)
        + kaldi.token(f"</{RECTIFIER}>")
    )  # fmt: skip


def _sum(size: int) -> bytes:
    return (
        kaldi.token(f"<{SUM}>")
        + kaldi.token("<Dim>") + kaldi.integer(size)
        + kaldi.token("<BackpropScale>") + kaldi.single(1.0)
        + kaldi.token(f"</{SUM}>")
    )  # fmt: skip
