"""The network: a time-delay network of seven layers over cepstra, small enough for any line.

It reads 40 cepstra a frame at 100 frames a second and gives, 33 times a second, a score for each
pdf of `ivr.speech.phones`: from one head for LF-MMI, which is what goes into the model, and from
another for cross-entropy, which keeps training steady and does the alignments.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from ivr.speech.phones import PDF_COUNT
from ivr.speech.training.features import CEPSTRA
from ivr.speech.training.frames import SUBSAMPLING

WIDTH = 288
DROPOUT = 0.03
"""The part of the channels that are silent for a whole excerpt, which is quicker to draw."""


@dataclass(frozen=True)
class Layer:
    """A convolution over time. residual: whether its input is added to its output."""

    kernel: int
    dilation: int = 1
    stride: int = 1
    residual: bool = False

    def offsets(self, rate: int) -> tuple[int, ...]:
        """The frames it sees, where its input comes each `rate` frames."""
        return tuple(
            (place - self.kernel // 2) * self.dilation * rate for place in range(self.kernel)
        )

    @property
    def reach(self) -> int:
        """How far it sees to either side, in steps of its input."""
        return self.kernel // 2 * self.dilation


LAYERS = (
    Layer(5),
    Layer(3, stride=SUBSAMPLING),
    Layer(3),
    Layer(3, residual=True),
    Layer(3, dilation=2, residual=True),
    Layer(3, residual=True),
    Layer(3, residual=True),
)


def context() -> int:
    """Frames that the whole network sees to either side of an output."""
    reach, rate = 0, 1
    for layer in LAYERS:
        reach += layer.reach * rate
        rate *= layer.stride
    return reach


class Network(nn.Module):
    """The layers, the two heads, and the mean and spread of features that it starts from."""

    mean: Tensor
    inverse_spread: Tensor

    def __init__(self, width: int = WIDTH) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(CEPSTRA))
        self.register_buffer("inverse_spread", torch.ones(CEPSTRA))
        inputs = [CEPSTRA, *[width] * (len(LAYERS) - 1)]
        self.convolutions = nn.ModuleList(
            nn.Conv1d(size, width, layer.kernel, stride=layer.stride, dilation=layer.dilation)
            for size, layer in zip(inputs, LAYERS, strict=True)
        )
        self.norms = nn.ModuleList(nn.BatchNorm1d(width) for _ in LAYERS)
        self.cross_entropy = nn.Conv1d(width, PDF_COUNT, 1)
        self.chain = nn.Conv1d(width, PDF_COUNT, 1)

    def forward(self, features: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of both heads, (excerpts, outputs, pdfs), from (excerpts, frames, 40).

        The frames include `frames.CONTEXT` at either end.
        """
        hidden = ((features - self.mean) * self.inverse_spread).transpose(1, 2)
        for layer, convolution, norm in zip(LAYERS, self.convolutions, self.norms, strict=True):
            output = functional.relu(norm(convolution(hidden)))
            if layer.residual:
                output = output + hidden[:, :, layer.reach : -layer.reach]
            hidden = functional.dropout1d(output, DROPOUT, self.training)
        with torch.autocast("cpu", enabled=False):
            last = hidden.float()
            return (
                self.cross_entropy(last).transpose(1, 2),
                self.chain(last).transpose(1, 2),
            )

    def layer(self, number: int) -> tuple[nn.Conv1d, nn.BatchNorm1d]:
        """The convolution and the norm of a layer of `LAYERS`."""
        convolution, norm = self.convolutions[number], self.norms[number]
        assert isinstance(convolution, nn.Conv1d)  # noqa: S101
        assert isinstance(norm, nn.BatchNorm1d)  # noqa: S101
        return convolution, norm

    def begin(self, mean: Tensor, spread: Tensor) -> None:
        """Take what features are like before the first step."""
        self.mean.copy_(mean)
        self.inverse_spread.copy_(1.0 / spread)


def parameters_of(convolution: nn.Conv1d) -> tuple[Tensor, Tensor]:
    """Weights, (outputs, inputs, kernel), and bias."""
    assert convolution.bias is not None  # noqa: S101
    return convolution.weight, convolution.bias


def measured(norm: nn.BatchNorm1d) -> tuple[Tensor, Tensor]:
    """Mean and variance of its input, as measured in training."""
    mean, variance = norm.running_mean, norm.running_var
    assert mean is not None  # noqa: S101
    assert variance is not None  # noqa: S101
    return mean, variance
