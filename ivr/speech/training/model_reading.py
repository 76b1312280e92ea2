"""Reading a model's `am/final.mdl` back into the parts that `acoustic_model` writes."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ivr.speech.training.acoustic_model import AFFINE, RECTIFIER, SUM, AcousticModel, AffineLayer
from ivr.speech.training.kaldi_format import Reader

Floats = NDArray[np.float32]
_SPLICED = re.compile(r"Offset\([^,]+,(-?\d+)\)|[^,()]+")


def read(content: bytes) -> AcousticModel:
    """The model of a file that `written` made, or one of the same parts.

    Raises ValueError where the file holds anything else.
    """
    reader = Reader(content)
    _skip_transitions(reader)
    reader.expect("<Nnet3>")
    lines = []
    reader.line()
    while line := reader.line():
        lines.append(line)
    parts = _components(reader)
    reader.expect("</Nnet3>", "<LeftContext>")
    context = reader.integer()
    reader.expect("<RightContext>")
    reader.integer()
    reader.expect("<Priors>")
    reader.vector()
    if not reader.ended:
        raise ValueError("more than a model")
    return AcousticModel(int(lines[0].rpartition("=")[2]), tuple(_layers(lines, parts)), context)


def _skip_transitions(reader: Reader) -> None:
    reader.expect("<TransitionModel>", "<Topology>")
    count = len(reader.integers())
    reader.integers()
    for _ in range(2 + 1 + 3):
        reader.integer()
    for _ in range(2):
        reader.integer()
        reader.single()
    for _ in range(3):
        reader.integer()
    reader.expect("</Topology>", "<Tuples>")
    if reader.integer() != count:
        raise ValueError("not a state for each phone")
    for _ in range(4 * count):
        reader.integer()
    reader.expect("</Tuples>", "<LogProbs>")
    reader.vector()
    reader.expect("</LogProbs>", "</TransitionModel>")


def _components(reader: Reader) -> dict[str, tuple[Floats, Floats] | None]:
    """Each component by its name: weights and bias of an affine one, nothing for the others."""
    reader.expect("<NumComponents>")
    parts: dict[str, tuple[Floats, Floats] | None] = {}
    for _ in range(reader.integer()):
        reader.expect("<ComponentName>")
        name, kind = reader.token(), reader.token().strip("<>")
        parts[name] = _component(reader, kind)
        reader.expect(f"</{kind}>")
    return parts


def _component(reader: Reader, kind: str) -> tuple[Floats, Floats] | None:
    if kind == AFFINE:
        reader.expect("<LinearParams>")
        weights = reader.matrix()
        reader.expect("<BiasParams>")
        return weights, reader.vector()
    if kind not in (RECTIFIER, SUM):
        raise ValueError(f"a component that isn't ours: {kind}")
    reader.expect("<Dim>")
    reader.integer()
    if kind == SUM:
        reader.expect("<BackpropScale>")
        reader.single()
        return None
    for name in ("<ValueAvg>", "<DerivAvg>"):
        reader.expect(name)
        reader.vector()
    reader.expect("<Count>")
    reader.double()
    return None


def _layers(lines: list[str], parts: dict[str, tuple[Floats, Floats] | None]) -> list[AffineLayer]:
    """Each affine component with the rectifier and the sum that follow it."""
    layers: list[AffineLayer] = []
    for line in lines[1:-1]:
        found = re.search(r"component=(\S+) input=(\S+)", line)
        if found is None:
            raise ValueError(f"not a component: {line}")
        affine, source = parts[found[1]], found[2]
        if affine is not None:
            spliced = _SPLICED.finditer(source.removeprefix("Append("))
            offsets = tuple(int(part[1] or 0) for part in spliced)
            layers.append(AffineLayer(offsets, *affine, rectified=False))
        else:
            residual = source.startswith("Sum(")
            layers[-1] = replace(layers[-1], rectified=True, residual=residual)
    return layers
