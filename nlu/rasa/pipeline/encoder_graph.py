"""The sentence model's encoder as an ONNX graph with 8-bit matrices.

A short utterance is dominated by reading 42 MB of weights; in 8 bits they are 11 MB, and an
utterance takes half the time. Each column of a matrix has a scale of its own, what it is multiplied
with gets one as it comes; the points of utterances keep a cosine of 0.99 with the exact ones.
"""

from typing import Any

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from pipeline.weights import Weights

DIMENSIONS = 384
LAYERS = 6
READ = 4
"""So many of the last layers are read: the last is trained to tell sentences apart, those before
it know more of single words."""

_HEADS = 12
_HEAD = DIMENSIONS // _HEADS
_EPSILON = 1e-12
_OPSET = 17
_IR_VERSION = 8


def encoder_graph(weights: Weights) -> bytes:
    """A model whose input `states` is (pieces, 384) and whose output `means` is (READ, 384).

    The rows are the means over the pieces after each of the last layers, the last one first.
    """
    graph = _Graph(weights)
    states = graph.normed("states", "embeddings.LayerNorm")
    means: list[str] = []
    for layer in range(LAYERS):
        states = _transformed(graph, states, f"encoder.layer.{layer}")
        if layer >= LAYERS - READ:
            means.insert(0, graph.add("ReduceMean", states, axes=[0], keepdims=1))
    return graph.finished(graph.add("Concat", *means, axis=0))


class _Graph:
    """Nodes and constants as they are added."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._nodes: list[Any] = []
        self._constants: list[Any] = []

    def constant(self, value: Any) -> str:
        name = f"constant{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, *inputs: str, **attributes: Any) -> str:
        return self.add_many(kind, 1, *inputs, **attributes)[0]

    def add_many(self, kind: str, outputs: int, *inputs: str, **attributes: Any) -> list[str]:
        names = [f"value{len(self._nodes)}_{place}" for place in range(outputs)]
        self._nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names

    def normed(self, states: str, name: str) -> str:
        factor = self.constant(self._weights[f"{name}.weight"])
        bias = self.constant(self._weights[f"{name}.bias"])
        return self.add("LayerNormalization", states, factor, bias, epsilon=_EPSILON, axis=-1)

    def dense(self, states: str, *names: str) -> str:
        """A product with the matrices of several layers side by side, and their biases."""
        matrix = np.hstack([self._weights[f"{name}.weight"].T for name in names])
        bias = np.concatenate([self._weights[f"{name}.bias"] for name in names])
        scales = np.abs(matrix).max(axis=0) / np.float32(127)
        small = np.round(matrix / scales).astype(np.int8)
        zeros = np.zeros(small.shape[1], np.int8)
        rows, row_scale, row_zero = self.add_many("DynamicQuantizeLinear", 3, states)
        whole = self.add(
            "MatMulInteger", rows, self.constant(small), row_zero, self.constant(zeros)
        )
        scale = self.add("Mul", row_scale, self.constant(scales))
        product = self.add("Mul", self.add("Cast", whole, to=TensorProto.FLOAT), scale)
        return self.add("Add", product, self.constant(bias))

    def finished(self, output: str) -> bytes:
        self._nodes.append(helper.make_node("Identity", [output], ["means"]))
        states = helper.make_tensor_value_info("states", TensorProto.FLOAT, ["pieces", DIMENSIONS])
        means = helper.make_tensor_value_info("means", TensorProto.FLOAT, [READ, DIMENSIONS])
        graph = helper.make_graph(self._nodes, "encoder", [states], [means], self._constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)])
        model.ir_version = _IR_VERSION
        return bytes(model.SerializeToString())


def _transformed(graph: _Graph, states: str, name: str) -> str:
    """One layer: attention, then a network of two layers, each added to what went in."""
    seen = graph.dense(_attended(graph, states, name), f"{name}.attention.output.dense")
    added = graph.add("Add", states, seen)
    states = graph.normed(added, f"{name}.attention.output.LayerNorm")
    wide = graph.dense(states, f"{name}.intermediate.dense")
    narrow = graph.dense(_gelu(graph, wide), f"{name}.output.dense")
    return graph.normed(graph.add("Add", states, narrow), f"{name}.output.LayerNorm")


def _attended(graph: _Graph, states: str, name: str) -> str:
    parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
    shape = graph.constant(np.array([-1, 3, _HEADS, _HEAD]))
    heads = graph.add("Reshape", graph.dense(states, *parts), shape)
    heads = graph.add("Transpose", heads, perm=[1, 2, 0, 3])
    thirds = graph.constant(np.array([1, 1, 1]))
    queries, keys, values = graph.add_many("Split", 3, heads, thirds, axis=0)
    scores = graph.add("MatMul", queries, graph.add("Transpose", keys, perm=[0, 1, 3, 2]))
    scores = graph.add("Mul", scores, graph.constant(np.float32(_HEAD**-0.5)))
    seen = graph.add("MatMul", graph.add("Softmax", scores, axis=-1), values)
    flat = graph.constant(np.array([-1, DIMENSIONS]))
    return graph.add("Reshape", graph.add("Transpose", seen, perm=[0, 2, 1, 3]), flat)


def _gelu(graph: _Graph, states: str) -> str:
    bent = graph.add("Erf", graph.add("Div", states, graph.constant(np.float32(2**0.5))))
    half = graph.add("Mul", states, graph.constant(np.float32(0.5)))
    return graph.add("Mul", half, graph.add("Add", bent, graph.constant(np.float32(1))))
