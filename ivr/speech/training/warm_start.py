"""A network that goes on from an earlier model, with its new layers doing nothing at first."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ivr.speech.training.acoustic_model import AcousticModel
from ivr.speech.training.frames import Batch
from ivr.speech.training.network import LAYERS, Network, measured, parameters_of

Floats = NDArray[np.float32]


def warm_started(model: AcousticModel, batches: list[Batch]) -> Network:
    """A network that gives what an earlier model gives.

    model: with the layers of `LAYERS`, save that layers with a residual may be missing: those
    whose dilation it lacks begin as nothing but their residual. batches: speech over which each
    layer's norm is set so that training, which measures it afresh, changes nothing at once.

    Raises ValueError where the model has other layers.
    """
    network = Network(len(model.layers[0].bias))
    earlier = list(model.layers)
    hidden = [torch.from_numpy(batch.features).transpose(1, 2) for batch in batches]
    rate = 1
    with torch.no_grad():
        for number, layer in enumerate(LAYERS):
            convolution, norm = network.layer(number)
            first = earlier[0]
            known = first.offsets == layer.offsets(rate) and first.residual == layer.residual
            if known:
                taken = earlier.pop(0)
                weights = taken.weights.reshape(len(taken.bias), layer.kernel, -1)
                _take_over(convolution, weights.swapaxes(1, 2), taken.bias)
            elif not layer.residual:
                raise ValueError(f"the earlier model has no layer like number {number + 1}")
            _keep_as_it_is(norm, [convolution(h) for h in hidden], silent=not known)
            hidden = [_output(layer.residual, layer.reach, convolution, norm, h) for h in hidden]
            rate *= layer.stride
        if len(earlier) != 1:
            raise ValueError(f"{len(earlier) - 1} layers of the earlier model have no place")
        for head in (network.chain, network.cross_entropy):
            _take_over(head, earlier[0].weights[:, :, None], earlier[0].bias)
    return network


def _take_over(convolution: nn.Conv1d, weights: Floats, bias: Floats) -> None:
    weight, offset = parameters_of(convolution)
    weight.copy_(torch.tensor(weights))
    offset.copy_(torch.tensor(bias))


def _keep_as_it_is(norm: nn.BatchNorm1d, outputs: list[Tensor], *, silent: bool) -> None:
    """Let a norm give back what it gets, or nothing at all."""
    values = torch.cat([output.transpose(0, 1).flatten(1) for output in outputs], 1)
    mean, variance = values.mean(1), values.var(1)
    usual, spread = measured(norm)
    usual.copy_(mean)
    spread.copy_(variance)
    norm.weight.copy_(torch.zeros_like(mean) if silent else (variance + norm.eps).sqrt())
    norm.bias.copy_(torch.zeros_like(mean) if silent else mean)


def _output(
    residual: bool, reach: int, convolution: nn.Conv1d, norm: nn.BatchNorm1d, hidden: Tensor
) -> Tensor:
    norm.eval()
    output = torch.relu(norm(convolution(hidden)))
    return output + hidden[:, :, reach:-reach] if residual else output
