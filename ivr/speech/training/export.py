"""From the trained network to the model that Vosk loads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from ivr.speech.training.acoustic_model import AcousticModel, AffineLayer, written
from ivr.speech.training.features import CEPSTRA, CONF
from ivr.speech.training.frames import CONTEXT
from ivr.speech.training.network import LAYERS, Network, measured, parameters_of


def acoustic_model(network: Network, head: nn.Conv1d, log_prior: torch.Tensor) -> AcousticModel:
    """The network with one of its heads, and with all that is fixed folded into the weights.

    log_prior: taken off the scores; zeros for the LF-MMI head, which has none.
    """
    network.eval()
    layers, rate = [], 1
    for number, layer in enumerate(LAYERS):
        weights, bias = _folded(network, number)
        seen, matrix = layer.offsets(rate), _spliced(weights)
        layers.append(AffineLayer(seen, matrix, _numbers(bias), residual=layer.residual))
        rate *= layer.stride
    weights, bias = _parameters(head)
    layers.append(AffineLayer((0,), _spliced(weights), _numbers(bias - log_prior), rectified=False))
    return AcousticModel(CEPSTRA, tuple(layers), CONTEXT)


def write_acoustics(model: AcousticModel, folder: Path) -> None:
    """Write the model's `am` and the `conf` of its features."""
    for name in ("am", "conf"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "am/final.mdl").write_bytes(written(model))
    (folder / "conf/mfcc.conf").write_text(CONF, encoding="utf-8")


def _parameters(convolution: nn.Conv1d) -> tuple[torch.Tensor, torch.Tensor]:
    weight, bias = parameters_of(convolution)
    return weight.detach().double(), bias.detach().double()


def _folded(network: Network, number: int) -> tuple[torch.Tensor, torch.Tensor]:
    """A layer's weights and bias with its norm, and the first with the features' as well."""
    convolution, norm = network.layer(number)
    weights, bias = _parameters(convolution)
    mean, variance = measured(norm)
    scale = norm.weight.detach().double() / (variance.double() + norm.eps).sqrt()
    weights = weights * scale[:, None, None]
    bias = (bias - mean.double()) * scale + norm.bias.detach().double()
    if number == 0:
        spread, usual = network.inverse_spread.double(), network.mean.double()
        weights = weights * spread[None, :, None]
        bias = bias - (weights * usual[None, :, None]).sum((1, 2))
    return weights, bias


def _spliced(weights: torch.Tensor) -> NDArray[np.float32]:
    """(outputs, inputs, kernel) as a matrix over frames side by side."""
    return np.asarray(weights.permute(0, 2, 1).reshape(len(weights), -1), np.float32)


def _numbers(values: torch.Tensor) -> NDArray[np.float32]:
    return np.asarray(values, np.float32)
